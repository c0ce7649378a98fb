using System.CommandLine;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>What a journal is compared with that lies outside the project; the same options at every command that checks one.</summary>
internal sealed class AnchorOptions
{
    internal Option<string?> Head { get; } = new("--expect-head-hash") { Description = "Digest that the journal's last entry must have; 64 hexadecimal digits.", HelpName = "HASH" };

    internal Option<string?> Anchors { get; } = new("--anchors") { Description = "Folder of the notes of journal heads that runs leave outside the project.", HelpName = "DIR" };

    internal Option<string?> Anchor { get; } = new("--anchor") { Description = "Such a note itself, copied from where the run was.", HelpName = "FILE" };

    internal void AddTo(Command command)
    {
        command.Add(Head);
        command.Add(Anchors);
        command.Add(Anchor);
    }

    /// <summary>The note that was named for a project, or null.</summary>
    internal RunAnchor? Of(ParseResult parsed, string root) => parsed.GetValue(Anchor) is { } file ? new(file) : parsed.GetValue(Anchors) is { } folder ? new(folder, root) : null;

    /// <summary>Why a digest can be none, or null: one that was cut while it was copied must not look like a run that was changed.</summary>
    internal static Refusal? Refusal(string? head) => head is null || (head.Length == 64 && head.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0)
        ? null
        : new(ReasonCodes.UsageError, $"'{head}' is no digest of a journal's entry: it has 64 lower-case hexadecimal digits.", ReasonCodes.UsageError.Fix);
}
