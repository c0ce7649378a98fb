using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>Sign-off and ship verdict: the first line that a reader sees counts.</summary>
public sealed class DeclarationTests
{
    private const string Signoff = ".planning/PM_SIGNOFF.md";
    private const string Verdict = ".planning/ship-verdict.md";
    private const string NotDeclared = "PM signoff must declare `Approved: YES` in .planning/PM_SIGNOFF.md.";
    private const string NoVerdict = "Ship verdict must declare `## Verdict: YES` in .planning/ship-verdict.md.";

    [Theory]
    [InlineData("Approved: YES\n")]
    [InlineData("Approved: YES")]
    [InlineData("# Sign-off\r\n\r\nApproved: YES\r\n")]
    [InlineData("# Sign-off\rApproved: YES\r")]
    [InlineData("\uFEFFApproved: YES")]
    [InlineData("approved :   yes  \t")]
    [InlineData("   Approved: Yes")]
    [InlineData("Approved: YES\nApproved: NO\n")]
    [InlineData("<!-- Approved: NO -->\nApproved: YES\n")]
    [InlineData("<!--\nApproved: NO\n-->\nApproved: YES\n")]
    [InlineData("```\nApproved: NO\n```\nApproved: YES\n")]
    [InlineData("~~~~ text\nApproved: NO\n```\nApproved: NO\n~~~~~\nApproved: YES\n")]
    [InlineData("Write `<!--` and `-->` as you like.\n\nApproved: YES\n")]
    [InlineData("Write <!-- as you like.\n\nApproved: YES\n")]
    [InlineData("<!-- signed --> Approved: YES\n")]
    [InlineData("Approved: YES <!-- signed -->\n")]
    [InlineData("- Steps:\n  ```\n  Approved: NO\n  ```\n\nApproved: YES\n")]
    [InlineData("<details>\n\nApproved: YES\n\n</details>\n")]
    [InlineData("<https://example.org>\n```\na\n\nb\n```\nApproved: YES\n")]
    public void A_signoff_that_says_yes_passes(string text) => Assert.Null(FileSemantics.Check(Signoff, text));

    [Theory]
    [InlineData("Approved: NO\n", "NO")]
    [InlineData("Approved: no \n", "no")]
    [InlineData("APPROVED: NOT YET\n", "NOT YET")]
    [InlineData("Approved: NO\nApproved: YES\n", "NO")]
    [InlineData("Approved: YES!\n", "YES!")]
    [InlineData("Approved: YES, later\n", "YES, later")]
    [InlineData("Approved: **YES**\n", "**YES**")]
    [InlineData("Approved: YE\u017F\n", "YE\u017F")]
    [InlineData("Approved: \u0423ES\n", "\u0423ES")]
    [InlineData("Approved: YES\u200B\n", "YES\u200B")]
    [InlineData("Approved: YES: NO\n", "YES: NO")]
    [InlineData("<!--\nApproved: YES\n-->\nApproved: NO\n", "NO")]
    [InlineData("```\nApproved: YES\n```\nApproved: NO\n", "NO")]
    [InlineData("````\n```\nApproved: YES\n````\nApproved: NO\n", "NO")]
    [InlineData("Say `<!--` first.\nApproved: NO\n`-->`\nApproved: YES\n", "NO")]
    [InlineData("> <!--\nApproved: NO\n-->\nApproved: YES\n", "NO")]
    [InlineData("- ```\nApproved: NO\n  ```\nApproved: YES\n", "NO")]
    [InlineData("- Steps\n  <!--\nApproved: NO\n  -->\nApproved: YES\n", "NO")]
    [InlineData("<div>\n```\nApproved: NO\n```\nApproved: YES\n</div>\n", "NO")]
    [InlineData("<!-->\nApproved: NO\n-->\nApproved: YES\n", "NO")]
    [InlineData("\\<!--\nApproved: NO\n-->\nApproved: YES\n", "NO")]
    public void A_signoff_that_says_anything_else_first_fails_and_is_quoted(string text, string found) =>
        Refused(Signoff, text, $"PM signoff is not approved. Found \"Approved: {found}\" in .planning/PM_SIGNOFF.md; set it to \"Approved: YES\".");

    [Theory]
    [InlineData("")]
    [InlineData("# PM Signoff\n\nNeeds review.\n")]
    [InlineData("Approved:\n")]
    [InlineData("Approved:\nYES\n")]
    [InlineData("Approved YES\n")]
    [InlineData("Approved by: YES\n")]
    [InlineData("Not Approved: YES\n")]
    [InlineData("    Approved: YES\n")]
    [InlineData("\tApproved: YES\n")]
    [InlineData("- Approved: YES\n")]
    [InlineData("> Approved: YES\n")]
    [InlineData("<!-- Approved: YES -->\n")]
    [InlineData("<!--\nApproved: YES\n-->\n")]
    [InlineData("<!--\nApproved: YES\n")]
    [InlineData("Text <!--\nApproved: YES\n-->\n")]
    [InlineData("```\nApproved: YES\n```\n")]
    [InlineData("```\nApproved: YES\n")]
    [InlineData("~~~\nApproved: YES\n~~~\n")]
    [InlineData("   ```\nApproved: YES\n")]
    [InlineData("- ```\nApproved: YES\n  ```\n")]
    [InlineData("1. ```\nApproved: YES\n   ```\n")]
    [InlineData("> ~~~\nApproved: YES\n> ~~~\n")]
    [InlineData("1. Run:\n   ```\n   ls\n```\nApproved: YES\n")]
    [InlineData("<script>\nApproved: YES\n</script>\n")]
    [InlineData("<STYLE>\n\nApproved: YES\n</STYLE>\n")]
    [InlineData("<s>\n</span>\nApproved: YES\n</s>\n")]
    [InlineData("<pre>\nApproved: YES\n</pre>\n")]
    [InlineData("[note]: / \"\nApproved: YES\n\"\n")]
    public void A_signoff_that_nobody_can_see_is_none(string text) => Refused(Signoff, text, NotDeclared);

    [Theory]
    [InlineData("## Verdict: YES\n")]
    [InlineData("## Verdict: ship\n")]
    [InlineData("##  Verdict :  Ship   It\n")]
    [InlineData("# Ship\n\n## Verdict: YES\n\nWhy: tests pass.\n")]
    [InlineData("### Verdict: NO\n## Verdict: YES\n")]
    public void A_verdict_to_ship_passes(string text) => Assert.Null(FileSemantics.Check(Verdict, text));

    [Theory]
    [InlineData("## Verdict: PENDING\n", "PENDING")]
    [InlineData("## Verdict: YES ##\n", "YES ##")]
    [InlineData("   ## Verdict: NO\n## Verdict: YES\n", "NO")]
    [InlineData("## Verdict: SHIPIT\n", "SHIPIT")]
    [InlineData("<!--\n## Verdict: YES\n-->\n## Verdict: NO\n", "NO")]
    public void Any_other_verdict_fails_and_is_quoted(string text, string found) =>
        Refused(Verdict, text, $"Ship verdict is not affirmative. Found \"## Verdict: {found}\" in .planning/ship-verdict.md; use \"## Verdict: YES\".");

    [Theory]
    [InlineData("")]
    [InlineData("## Verdict:\n")]
    [InlineData("Verdict: YES\n")]
    [InlineData("##Verdict: YES\n")]
    [InlineData("# Verdict: YES\n")]
    [InlineData("### Verdict: YES\n")]
    [InlineData("```\n## Verdict: YES\n```\n")]
    public void A_verdict_that_nobody_can_see_is_none(string text) => Refused(Verdict, text, NoVerdict);

    [Fact]
    public void A_long_value_is_quoted_in_part()
    {
        Problem problem = FileSemantics.Check(Signoff, "Approved: " + new string('N', 5000))!;
        Assert.InRange(problem.Message.Length, 200, 400);
    }

    private static void Refused(string path, string text, string sentence)
    {
        Problem problem = Assert.IsType<Problem>(FileSemantics.Check(path, text));
        Assert.Equal(sentence, problem.Message);
        Assert.Same(RunCodes.GateFileFailing, problem.Reason);
        Assert.Equal(path, problem.Path);
    }
}
