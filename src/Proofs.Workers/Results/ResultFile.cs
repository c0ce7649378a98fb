using System.Text;
using Proofs.Evidence;

namespace Proofs.Workers.Results;

/// <summary>A turn's result in a file that a person or an agent wrote.</summary>
internal static class ResultFile
{
    /// <summary>No result is nearly as large, in bytes.</summary>
    private const int Largest = 8 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <param name="root">The folder that is trusted; no link below it is followed.</param>
    /// <param name="file">The file, absolute.</param>
    /// <param name="problem">Why what is there is no result, as a sentence without its end; null when there is one, or nothing: no file, or a form that nobody filled in.</param>
    internal static byte[]? Read(string root, string file, out string? problem)
    {
        problem = null;
        string relative = Path.GetRelativePath(root, file);
        if (new FileInfo(file) is { Exists: true, Length: > Largest })
        {
            problem = $"{relative} is larger than {Largest} bytes";
            return null;
        }

        try
        {
            ConfinedFile found = new ConfinedFiles(root).Read(relative);
            if (found.Kind is not ConfinedKind.File)
            {
                problem = found.Kind is ConfinedKind.Odd ? $"{relative} is a link or no regular file" : null;
                return null;
            }

            string text = Strict.GetString(found.Content.Span);
            if (text.AsSpan().Trim("\uFEFF \t\r\n{}").IsEmpty)
            {
                return null;
            }

            problem = ResultText.Read(text, out byte[]? result) is { } wrong ? $"{relative} {wrong}" : null;
            return result;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            // Whatever somebody put there, it is no result.
            problem = $"{relative} cannot be read: {unreadable.Message}";
            return null;
        }
    }
}
