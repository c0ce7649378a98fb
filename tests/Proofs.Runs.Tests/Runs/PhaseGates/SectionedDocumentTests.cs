using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>Specification, implementation notes and release notes: sections that are there and say something of their own.</summary>
public sealed class SectionedDocumentTests
{
    private const string Spec = ".planning/SYSTEM_SPEC.md";
    private const string Notes = ".planning/IMPLEMENTATION_NOTES.md";
    private const string Release = ".planning/RELEASE_NOTES.md";

    [Theory]
    [InlineData(Spec, "# Spec\n\n## Purpose\n\nCount.\n\n## Interface\n\n- `count(x)`\n\n## Acceptance Tests\n\n- [ ] Counts 3.\n")]
    [InlineData(Spec, "## Acceptance Tests\n- [ ] Name the executable checks that must pass.\n- [x] Counts 3.\n## purpose ##\nCount.\n### Why\nBecause.\n##  Interface\n(none yet)\nOne call.\n")]
    [InlineData(Notes, "# Implementation Notes\r\n\r\n## Changes\r\n\r\nA call.\r\n\r\n## Verification\r\n\r\n```sh\r\n# all of it\r\ndotnet test\r\n```\r\n")]
    [InlineData(Notes, "## Changes\n### Files\n\n1. First:\n   ```sh\n   # a comment\n   run\n   ```\n\n## Verification\n(Dev fills this during implementation)\nRan the tests.\n")]
    [InlineData(Notes, "## Changes\n![The new call](x.png)\n## Verification\n<https://example.org/log>\n")]
    [InlineData(Notes, "## Changes\nA <b>call</b> &amp; more\n## Verification\n```\n<run/>\n```\n")]
    [InlineData(Notes, "## Verification\n変更\n## Changes\n変更\n")]
    [InlineData(Release, "## User Impact\n\nFeature delivered.\n\n## Verification Summary\n\nAll tests pass.\n")]
    public void A_document_with_its_sections_filled_passes(string path, string text) => Assert.Null(FileSemantics.Check(path, text));

    [Theory]
    [InlineData(Spec, "", ".planning/SYSTEM_SPEC.md must define ## Purpose, ## Interface, ## Acceptance Tests before planning can exit.")]
    [InlineData(Spec, "## Purpose\nCount.\n", ".planning/SYSTEM_SPEC.md must define ## Interface, ## Acceptance Tests before planning can exit.")]
    [InlineData(Spec, "# Purpose\nA\n### Interface\nB\n##Acceptance Tests\nC\n", ".planning/SYSTEM_SPEC.md must define ## Purpose, ## Interface, ## Acceptance Tests before planning can exit.")]
    [InlineData(Spec, "## Purpose\n<!--\n## Interface\nB\n-->\n```\n## Acceptance Tests\nC\n```\n", ".planning/SYSTEM_SPEC.md must define ## Interface, ## Acceptance Tests before planning can exit.")]
    [InlineData(Notes, "Nothing.\n", ".planning/IMPLEMENTATION_NOTES.md must define ## Changes and ## Verification before implementation can exit.")]
    [InlineData(Notes, "## Changes\n(Dev fills this during implementation)\n", ".planning/IMPLEMENTATION_NOTES.md must define ## Verification before implementation can exit.")]
    [InlineData(Notes, "## Changes and more\nA\n## Verification\nB\n", ".planning/IMPLEMENTATION_NOTES.md must define ## Changes before implementation can exit.")]
    [InlineData(Release, "## User Impact\nA\n", ".planning/RELEASE_NOTES.md must define ## Verification Summary before qa can exit.")]
    [InlineData(Release, "", ".planning/RELEASE_NOTES.md must define ## User Impact and ## Verification Summary before qa can exit.")]
    public void A_section_that_is_not_there_is_named(string path, string text, string sentence) => Refused(path, text, sentence);

    [Theory]
    [InlineData("## Purpose\n(Say what it is for.)\n## Interface\nB\n## Acceptance Tests\n- [ ] Name the executable checks that must pass\n", "## Purpose, ## Acceptance Tests in .planning/SYSTEM_SPEC.md still contains only placeholder text. PM must replace placeholder content with a real system spec.")]
    [InlineData("## Purpose\nA\n## Interface\n\n## Acceptance Tests\nC\n", "## Interface in .planning/SYSTEM_SPEC.md still contains only placeholder text. PM must replace placeholder content with a real system spec.")]
    public void A_specification_with_the_scaffold_s_words_only_fails(string text, string sentence) => Refused(Spec, text, sentence);

    [Theory]
    [InlineData("(Dev fills this during implementation)", "(Dev fills this during implementation)", "## Changes and ## Verification")]
    [InlineData("A call.", "(Dev fills this during implementation)", "## Verification")]
    [InlineData("- _(dev  fills this during implementation)_", "Ran it.", "## Changes")]
    [InlineData("", "Ran it.", "## Changes")]
    [InlineData("---\n\u200B\n", "Ran it.", "## Changes")]
    [InlineData("<!-- a call -->", "Ran it.", "## Changes")]
    [InlineData("### Files", "Ran it.", "## Changes")]
    [InlineData("```\n(Dev fills this during implementation)\n```", "Ran it.", "## Changes")]
    [InlineData("[a]: / \"what changed\"", "Ran it.", "## Changes")]
    [InlineData("&nbsp;", "&#8203; &ZeroWidthSpace;", "## Changes and ## Verification")]
    [InlineData("<br>", "<span></span>", "## Changes and ## Verification")]
    [InlineData("<a id=\"x\"></a>", "<?real notes?>", "## Changes and ## Verification")]
    [InlineData("![](x.png)", "[](https://example.org/real)", "## Changes and ## Verification")]
    [InlineData("<b>(Dev fills this during implementation)</b>", "\u3164", "## Changes and ## Verification")]
    public void Implementation_notes_with_the_scaffold_s_words_only_fail(string changes, string verification, string named) =>
        Refused(Notes, $"# Implementation Notes\n\n## Changes\n\n{changes}\n\n## Verification\n\n{verification}\n", $"{named} in .planning/IMPLEMENTATION_NOTES.md still contains only placeholder text. Dev must replace placeholder content with real implementation notes.");

    [Theory]
    [InlineData("(QA fills this during the QA phase)", "(QA fills this during the QA phase)", "## User Impact and ## Verification Summary")]
    [InlineData("Faster.", "(QA fills this during the QA phase)", "## Verification Summary")]
    public void Release_notes_with_the_scaffold_s_words_only_fail(string impact, string summary, string named) =>
        Refused(Release, $"# Release Notes\n\n## User Impact\n\n{impact}\n\n## Verification Summary\n\n{summary}\n", $"{named} in .planning/RELEASE_NOTES.md still contains only placeholder text. QA must replace placeholder content with real release notes.");

    [Fact]
    public void The_placeholder_of_another_document_is_content() => Assert.Null(FileSemantics.Check(Release, "## User Impact\n(Dev fills this during implementation)\n## Verification Summary\nAll.\n"));

    private static void Refused(string path, string text, string sentence)
    {
        Problem problem = Assert.IsType<Problem>(FileSemantics.Check(path, text));
        Assert.Equal(sentence, problem.Message);
        Assert.Same(RunCodes.GateFileFailing, problem.Reason);
    }
}
