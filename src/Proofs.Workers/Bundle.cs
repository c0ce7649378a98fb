using System.Text;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Work;

namespace Proofs.Workers;

/// <summary>What a worker is told: the two pages of a turn's bundle, when they are what was sealed.</summary>
/// <param name="Prompt">PROMPT.md.</param>
/// <param name="Context">CONTEXT.md.</param>
internal sealed record Bundle(string Prompt, string Context)
{
    private const string PromptFile = "PROMPT.md";
    private const string ContextFile = "CONTEXT.md";

    /// <summary>Reads a bundle.</summary>
    /// <param name="order">The order it belongs to.</param>
    /// <param name="bundle">What it says; null when it cannot be used.</param>
    /// <returns>Why it cannot be used, or null.</returns>
    internal static WorkFailure? Read(WorkOrder order, out Bundle? bundle)
    {
        bundle = null;
        const string Again = "Assign the turn anew, so that its bundle is written and sealed again.";
        try
        {
            Dictionary<string, ReadOnlyMemory<byte>> files = Files(order.BundlePath);
            if (DispatchManifest.Verify(files, order.RunId, order.TurnId) is [var problem, ..])
            {
                return Failures.Refused(problem.Reason.Id, $"The turn's bundle is not what was sealed: {problem.Message}", Again);
            }

            if (!files.TryGetValue(PromptFile, out ReadOnlyMemory<byte> prompt) || !files.TryGetValue(ContextFile, out ReadOnlyMemory<byte> context))
            {
                return Failures.Refused(RunCodes.MissingFile.Id, $"The turn's bundle lacks {PromptFile} or {ContextFile}.", Again);
            }

            bundle = new(Encoding.UTF8.GetString(prompt.Span), Encoding.UTF8.GetString(context.Span));
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Somebody else took it away, or it was never there.
            return Failures.Refused(RunCodes.MissingFile.Id, $"The turn's bundle cannot be read: {unreadable.Message}", Again);
        }
    }

    /// <summary>A model's message. Source: AgentXchain protocol v7, api_proxy.</summary>
    internal string Message() => $"{Prompt}\n\n---\n\n{Context}";

    /// <summary>A program's prompt, with one line end less between the pages. Source: AgentXchain protocol v7, local_cli.</summary>
    internal string Input() => $"{Prompt}\n---\n\n{Context}";

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(string folder)
    {
        ConfinedFiles confined = new(folder);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }))
        {
            string name = Path.GetRelativePath(folder, path);
            if (confined.Read(name) is { Kind: ConfinedKind.File } file)
            {
                files[name] = file.Content;
            }
        }

        return files;
    }
}
