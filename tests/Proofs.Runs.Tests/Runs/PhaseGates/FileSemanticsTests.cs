using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>Which meaning a file has, and how much of it is read.</summary>
public sealed class FileSemanticsTests
{
    [Theory]
    [InlineData("src/server.js", "")]
    [InlineData("PM_SIGNOFF.md", "Approved: NO")]
    [InlineData(".planning/pm_signoff.md", "Approved: NO")]
    public void A_file_without_a_meaning_only_has_to_be_there(string path, string text) => Assert.Null(FileSemantics.Check(path, text));

    [Theory]
    [InlineData("pm_signoff", "Approved: NO", "PM signoff is not approved. Found \"Approved: NO\" in docs/x.md; set it to \"Approved: YES\".")]
    [InlineData("system_spec", "", "docs/x.md must define ## Purpose, ## Interface, ## Acceptance Tests before planning can exit.")]
    [InlineData("implementation_notes", "", "docs/x.md must define ## Changes and ## Verification before implementation can exit.")]
    [InlineData("acceptance_matrix", "", "Acceptance matrix must define a table that begins with \"| Req # |\" in docs/x.md.")]
    [InlineData("ship_verdict", "## Verdict: NO", "Ship verdict is not affirmative. Found \"## Verdict: NO\" in docs/x.md; use \"## Verdict: YES\".")]
    [InlineData("release_notes", "", "docs/x.md must define ## User Impact and ## Verification Summary before qa can exit.")]
    public void A_declared_meaning_counts_on_any_path(string semantics, string text, string sentence)
    {
        Problem problem = Assert.IsType<Problem>(FileSemantics.Check("docs/x.md", text, Declared("docs/x.md", semantics)));
        Assert.Equal(sentence, problem.Message);
        Assert.Contains(semantics, FileSemantics.Names);
    }

    [Theory]
    [InlineData("pm_signoff", ".planning/PM_SIGNOFF.md")]
    [InlineData("system_spec", ".planning/SYSTEM_SPEC.md")]
    [InlineData("implementation_notes", ".planning/IMPLEMENTATION_NOTES.md")]
    [InlineData("acceptance_matrix", ".planning/acceptance-matrix.md")]
    [InlineData("ship_verdict", ".planning/ship-verdict.md")]
    [InlineData("release_notes", ".planning/RELEASE_NOTES.md")]
    [InlineData(null, "README.md")]
    public void A_path_of_the_protocol_has_its_meaning(string? semantics, string path) => Assert.Equal(semantics, FileSemantics.OfPath(path));

    [Fact]
    public void A_declared_meaning_does_not_replace_that_of_the_path()
    {
        PhaseArtifact declared = Declared(".planning/PM_SIGNOFF.md", "section_check", "## Scope");
        Assert.Contains("not approved", FileSemantics.Check(declared.Path, "## Scope\nApproved: NO", declared)!.Message, StringComparison.Ordinal);
        Assert.Contains("## Scope", FileSemantics.Check(declared.Path, "Approved: YES", declared)!.Message, StringComparison.Ordinal);
        Assert.Null(FileSemantics.Check(declared.Path, "## Scope\nApproved: YES", declared));
    }

    [Fact]
    public void A_meaning_that_does_not_exist_fails()
    {
        Problem problem = Assert.IsType<Problem>(FileSemantics.Check("docs/x.md", "Fine.", Declared("docs/x.md", "vibes")));
        Assert.Same(RunCodes.GateSemanticsUnknown, problem.Reason);
        Assert.Equal("vibes", problem.Actual);
        Assert.Contains(FileSemantics.SectionCheck, problem.Allowed);
    }

    [Theory]
    [InlineData("## Scope\nA\n## Risks\nB\n", null)]
    [InlineData("# Doc\n## scope\n### Risks ###\n", "## Risks")]
    [InlineData("", "## Scope, ## Risks, Notes")]
    [InlineData("```\n## Scope\n```\n## Risks\n", "## Scope")]
    [InlineData("## Scope\n<!-- ## Risks -->\n", "## Risks")]
    public void A_section_check_wants_every_section(string text, string? missing)
    {
        PhaseArtifact declared = Declared("docs/x.md", FileSemantics.SectionCheck, missing?.EndsWith("Notes", StringComparison.Ordinal) == true ? ["## Scope", "## Risks", "Notes"] : ["## Scope", "## Risks"]);
        Assert.Equal(missing is null ? null : $"docs/x.md must define {missing} before this phase can exit.", FileSemantics.Check("docs/x.md", text, declared)?.Message);
    }

    [Theory]
    [InlineData("# Notes\n")]
    [InlineData("#### notes\n")]
    public void A_section_named_without_a_level_is_found_on_any(string text) => Assert.Null(FileSemantics.Check("docs/x.md", text, Declared("docs/x.md", FileSemantics.SectionCheck, "Notes")));

    [Fact]
    public void A_text_over_a_megabyte_is_not_read()
    {
        string text = "Approved: YES\n" + new string('x', FileSemantics.MaxBytes - 14);
        Assert.Null(FileSemantics.Check(".planning/PM_SIGNOFF.md", text));
        Assert.Same(RunCodes.GateFileTooLarge, FileSemantics.Check(".planning/PM_SIGNOFF.md", text + "x")!.Reason);
        Assert.Same(RunCodes.GateFileTooLarge, FileSemantics.Check(".planning/PM_SIGNOFF.md", "Approved: YES\n" + new string('é', FileSemantics.MaxBytes / 2))!.Reason);
        Assert.Null(FileSemantics.Check("dist/app.js", text + "x"));
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("<!--\n")]
    [InlineData("a<!--\n")]
    [InlineData("a<!---->")]
    [InlineData("`<!---->\n")]
    [InlineData("| Req # | a |\n")]
    [InlineData("| 1 | a |\n")]
    [InlineData("```\n")]
    [InlineData("- ```\n")]
    [InlineData("> ")]
    [InlineData("# ")]
    [InlineData("## Changes\n")]
    [InlineData("Approved:\n")]
    [InlineData("<s>\n</sx>")]
    [InlineData("<s></sx")]
    [InlineData("- 1. ")]
    [InlineData("[a]:\n")]
    [InlineData("\\|")]
    [InlineData("<a")]
    [InlineData("![")]
    [InlineData("![]")]
    [InlineData("]()")]
    [InlineData("](")]
    [InlineData("` ")]
    [InlineData("&")]
    [InlineData("## Changes\n<b ")]
    public void A_hostile_megabyte_is_judged_in_a_moment(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Stopwatch watch = Stopwatch.StartNew();
        foreach (string name in FileSemantics.Names)
        {
            FileSemantics.Check("docs/x.md", text, Declared("docs/x.md", name, "## Scope"));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    private static PhaseArtifact Declared(string path, string semantics, params string[] sections) => new(path) { Semantics = semantics, RequiredSections = sections };
}
