using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Writes a result file so that a reader sees the old one or the whole new one, and a crash leaves no half.</summary>
internal static class OutputFile
{
    /// <summary>Refuses what certainly cannot be written, before any work is done.</summary>
    internal static Refusal? Check(FileInfo file) =>
        Directory.Exists(file.FullName) ? Refuse(file, "it is a folder")
        : file.Directory is not { Exists: true } ? Refuse(file, "its folder does not exist")
        : null;

    /// <summary>Writes, or says why not.</summary>
    internal static Refusal? Write(FileInfo file, ReadOnlySpan<byte> content)
    {
        string? temporary = null;
        try
        {
            if (IsDevice(file.FullName))
            {
                // A device or a descriptor is written to; replacing it would take it from everybody.
                using FileStream device = new(file.FullName, FileMode.Open, FileAccess.Write);
                device.Write(content);
                return null;
            }

            temporary = Path.Combine(file.DirectoryName!, $".{file.Name}.{Path.GetRandomFileName()}");
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file.FullName, overwrite: true);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The place is the caller's choice; that it cannot be written to is an answer to the caller.
            if (temporary is not null)
            {
                File.Delete(temporary);
            }

            return Refuse(file, failed.Message);
        }
    }

    private static bool IsDevice(string path) => path is "/dev/null" or "/dev/full" or "/dev/tty" or "/dev/stdout" or "/dev/stderr"
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    private static Refusal Refuse(FileInfo file, string why) => new(ReasonCodes.OutputUnwritable, $"{file.FullName} cannot be written: {why.TrimEnd('.')}.", ReasonCodes.OutputUnwritable.Fix);
}
