using System.Text.Json;
using Proofs.Evidence;

namespace Proofs.Workers;

/// <summary>A turn's result in a file that a person or an agent wrote.</summary>
internal static class ResultFile
{
    /// <summary>No result is nearly as large, in bytes.</summary>
    internal const int Largest = 8 << 20;

    /// <summary>The bytes of a JSON object with something in it.</summary>
    /// <param name="path">The file; a link, a pipe and a folder are none.</param>
    /// <param name="problem">Why there is none, or null.</param>
    internal static byte[]? TryRead(string path, out string? problem)
    {
        try
        {
            ConfinedFile file = new ConfinedFiles(Path.GetDirectoryName(Path.GetFullPath(path))!).Read(Path.GetFileName(path));
            if (file.Kind is not ConfinedKind.File || file.Content.Length > Largest)
            {
                problem = file.Kind is ConfinedKind.Absent ? "there is no such file" : $"it is no regular file of at most {Largest} bytes, and no link is followed";
                return null;
            }

            byte[] content = file.Content.ToArray();
            using JsonDocument document = JsonDocument.Parse(content);
            bool isResult = document.RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().Any();
            problem = isResult ? null : "it holds no JSON object with a result";
            return isResult ? content : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            // It is not there, not ours to read, or not whole yet: whoever asks decides what that means.
            problem = unreadable.Message;
            return null;
        }
    }
}
