using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>What a file of a gate has to say, for whoever writes it.</summary>
internal static class FileWish
{
    internal static string Of(string path, IReadOnlyList<PhaseArtifact> declared)
    {
        string?[] meanings = [FileSemantics.OfPath(path), .. declared.Select(artifact => artifact.Semantics)];
        string[] wishes = [.. meanings.OfType<string>().Distinct(StringComparer.Ordinal).Select(name => Of(name, [.. declared.SelectMany(artifact => artifact.RequiredSections)]))];
        string owners = string.Join(" and ", declared.Select(artifact => artifact.OwnedBy).OfType<string>().Distinct(StringComparer.Ordinal).Select(owner => QuotedText.Code(owner)));
        return (wishes.Length == 0 ? "it has to be there" : string.Join("; ", wishes)) + (owners.Length == 0 ? "." : $"; owned by {owners}.");
    }

    private static string Of(string meaning, IReadOnlyList<string> sections) => meaning switch
    {
        "pm_signoff" => "a line `Approved: YES` when you approve",
        "system_spec" => "sections `## Purpose`, `## Interface` and `## Acceptance Tests`, each with its own content",
        "implementation_notes" => "sections `## Changes` and `## Verification`, each with its own content",
        "acceptance_matrix" => "a table that begins with `| Req # |`, one row for each requirement, the last cell `PASS` when it holds",
        "ship_verdict" => "a heading `## Verdict: YES` when it can ship",
        "release_notes" => "sections `## User Impact` and `## Verification Summary`, each with its own content",
        FileSemantics.SectionCheck => $"sections {string.Join(", ", sections.Take(8).Select(section => QuotedText.Code(section, 60)))}",
        _ => $"a meaning that does not exist, {QuotedText.Code(meaning)}",
    };
}
