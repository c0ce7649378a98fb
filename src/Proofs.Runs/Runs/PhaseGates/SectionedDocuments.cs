namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>A document whose sections have to be there and to say something of their own.</summary>
/// <param name="Headings">The sections.</param>
/// <param name="Separator">What stands between them in a sentence.</param>
/// <param name="Phase">The phase that waits for it.</param>
/// <param name="IsPlaceholder">Whether a line is only what the scaffold put there.</param>
/// <param name="Advice">Who has to write what instead.</param>
internal sealed record SectionedDocument(string[] Headings, string Separator, string Phase, Func<string, bool> IsPlaceholder, string Advice)
{
    internal string? Judge(string path, IReadOnlyList<MarkdownLine> lines)
    {
        string[] missing = [.. Headings.Where(heading => Sections.Find(lines, heading) is null)];
        if (missing.Length > 0)
        {
            return $"{path} must define {string.Join(Separator, missing)} before {Phase} can exit.";
        }

        string[] hollow = [.. Headings.Where(heading => !Sections.Find(lines, heading)!.Any(SaysSomething))];
        return hollow.Length == 0 ? null : $"{string.Join(Separator, hollow)} in {path} still contains only placeholder text. {Advice}";
    }

    private bool SaysSomething(MarkdownLine line) => MarkdownHeading.Of(line) is null && (line.IsCode ? line.Text : Words.WithoutMarkup(line.Text)) is var text && Words.SaysSomething(text) && !IsPlaceholder(text.Trim(" \t-*+_>`".ToCharArray()));
}

/// <summary>The documents of the protocol that are such.</summary>
internal static class SectionedDocuments
{
    internal static SectionedDocument SystemSpec { get; } = new(["## Purpose", "## Interface", "## Acceptance Tests"], ", ", "planning",
        line => line is ['(', .., ')'] || line.StartsWith("[ ] Name the executable checks", StringComparison.OrdinalIgnoreCase),
        "PM must replace placeholder content with a real system spec.");

    internal static SectionedDocument ImplementationNotes { get; } = new(["## Changes", "## Verification"], " and ", "implementation",
        line => Words.AreSame(line, "(Dev fills this during implementation)"),
        "Dev must replace placeholder content with real implementation notes.");

    internal static SectionedDocument ReleaseNotes { get; } = new(["## User Impact", "## Verification Summary"], " and ", "qa",
        line => Words.AreSame(line, "(QA fills this during the QA phase)"),
        "QA must replace placeholder content with real release notes.");
}
