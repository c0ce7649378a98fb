using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Reads a file that somebody handed over.</summary>
internal static class EvidenceFile
{
    /// <summary>No export is nearly as large, in bytes.</summary>
    private const long Largest = 1L << 30;

    /// <summary>Its bytes, or why there are none.</summary>
    internal static byte[]? Read(FileInfo file, out Refusal? refusal)
    {
        refusal = null;
        try
        {
            // For both, where that is allowed, so that a pipe in its place does not make us wait for a writer.
            using FileStream stream = Open(file);
            if (!stream.CanSeek || stream.Length > Largest)
            {
                refusal = Refuse(file, $"it is no regular file of at most {Largest} bytes");
                return null;
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The file is the caller's; that it cannot be read is an answer to the caller.
            refusal = Refuse(file, failed.Message.TrimEnd('.'));
            return null;
        }
    }

    private static FileStream Open(FileInfo file)
    {
        try
        {
            return new(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException || (closed is IOException && file.Exists))
        {
            // Only to be read.
            return new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
    }

    private static Refusal Refuse(FileInfo file, string why) => new(ReasonCodes.UsageError, $"{file.FullName} cannot be read: {why}.", ReasonCodes.UsageError.Fix);
}
