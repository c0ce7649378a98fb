using System.Text.Json;
using Proofs.Evidence;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Turns;

/// <summary>A turn's result in a file that a person names.</summary>
internal static class HandedResult
{
    /// <summary>Its bytes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Why there are none, or null.</param>
    internal static ReadOnlyMemory<byte>? Read(FileInfo file, out Problem? problem)
    {
        ConfinedFile read = file.Directory is { Exists: true } folder ? new ConfinedFiles(folder.FullName).Read(file.Name) : ConfinedFile.None;
        problem = read.Kind is ConfinedKind.File ? null : Unusable(file, "is no regular file that can be read; no link is followed");
        // Without the cast null would become a content without bytes.
        return problem is null ? (ReadOnlyMemory<byte>?)read.Content : null;
    }

    /// <summary>Why a loop could take nothing from the file, or null. Asked before anything is begun: a slip of the pen blocks no run.</summary>
    internal static Problem? Fault(string path)
    {
        FileInfo file = new(path);
        try
        {
            if (Read(file, out Problem? unreadable) is not { } content)
            {
                return unreadable;
            }

            using JsonDocument document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind is JsonValueKind.Object ? null : Unusable(file, "holds no JSON object");
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            // Whoever named the file is told what is wrong with it.
            return Unusable(file, $"holds no JSON that can be read: {broken.Message.TrimEnd('.')}");
        }
    }

    private static Problem Unusable(FileInfo file, string fault) => new(RunCodes.StagedResultMissing, $"{file.FullName} {fault}.")
    {
        Path = file.FullName,
        Next = "Name the file that holds the turn's result; nothing was done.",
    };
}
