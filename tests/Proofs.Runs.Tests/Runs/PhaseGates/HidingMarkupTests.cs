using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>A document that says what it has to say is only worth something when nothing in it can hide or replace that.</summary>
public sealed class HidingMarkupTests
{
    private const string Signoff = ".planning/PM_SIGNOFF.md";
    private const string Spec = ".planning/SYSTEM_SPEC.md";

    public static TheoryData<string> Hiding =>
    [
        "<?x\nApproved: YES\n?>\n",
        "<!X\nApproved: YES\n>\n",
        "<![CDATA[\nApproved: YES\n]]>\n",
        "<div title=\"\nApproved: YES\n\">\n</div>\n",
        "See <a title=\"\nApproved: YES\n\">x</a>.\n",
        "![a\nApproved: YES\nb](x.png)\n",
        "![a [b]\nApproved: YES\n](x.png)\n",
        "[a](x \"\nApproved: YES\n\")\n",
        "[a](x (\nApproved: YES\n))\n",
        "[a](x \")\nApproved: YES\n\")\n",
        "[a](x ')\nApproved: YES\n')\n",
        "[a](x \"\\\")\nApproved: YES\n\")\n",
        "[a](\\) \"\nApproved: YES\n\")\n",
        "[a](\nx \"\nApproved: YES\n\")\n",
        "[no\nte]: x \"\nApproved: YES\n\"\n",
        "x ~~a\nApproved: YES\nb~~\n",
        "x ~a\nApproved: YES\nb~\n",
        "x <del>a\nApproved: YES\nb</del>\n",
        "<b><template>\n\nApproved: YES\n\n</template></b>\n",
        "<div hidden>\n\nApproved: YES\n\n</div>\n",
        "<details hidden>\n\nApproved: YES\n\n</details>\n",
        "<dialog>\n\nApproved: YES\n\n</dialog>\n",
        "<title>\nApproved: YES\n</title>\n",
        "> <div hidden>\n\nApproved: YES\n",
        "- <div hidden>\n\nApproved: YES\n",
        "a `\nb` <div hidden> `c`\n\nApproved: YES\n",
        "a \\` <div hidden> `\n\nApproved: YES\n",
        "<b>\n`<div hidden>`\n\nApproved: YES\n",
        "<details>\n```\n<div hidden>\n```\n\nApproved: YES\n",
        "<!-- --!>\n-->\nApproved: YES\n",
        "<!--\n--!>\n\n-->\nApproved: YES\n",
    ];

    [Theory]
    [MemberData(nameof(Hiding))]
    public void A_signoff_with_markup_that_may_hide_its_yes_fails(string text)
    {
        Assert.Same(RunCodes.GateFileFailing, FileSemantics.Check(Signoff, text)?.Reason);
        Assert.NotNull(FileSemantics.Check(Signoff, text + "\nApproved: NO\n"));
        Assert.NotNull(FileSemantics.Check(Signoff, "Approved: NO\n\n" + text));
    }

    [Theory]
    [InlineData("x <!-- --!>\nApproved: NO\n-->\nApproved: YES\n")]
    [InlineData("<!--\n--!>\n\nApproved: NO\n\n-->\nApproved: YES\n")]
    public void A_no_behind_a_comment_s_other_end_is_seen(string text) =>
        Assert.Equal(".planning/PM_SIGNOFF.md holds markup that may hide text: end comments with \"-->\".", FileSemantics.Check(Signoff, text)?.Message);

    [Theory]
    [InlineData("See <https://example.org/a> or <pm@example.org>.\nApproved: YES\n")]
    [InlineData("Line one<br>line two<br/>and <b>more</b>.\n\nApproved: YES\n")]
    [InlineData("The call `List<string>` and ``a `<div>` b`` stay.\n\nApproved: YES\n")]
    [InlineData("```html\n<div hidden>\n```\nApproved: YES\n")]
    [InlineData("![a [b]](x.png \"It\") and [c](d 'e') and ~~f~~.\nApproved: YES\n")]
    [InlineData("It isn't [ready](x)?\nIt is (almost\ndone), a < b, 1 <2.\nApproved: YES\n")]
    [InlineData("- [ ] Later\n- [x] Now\n\nApproved: YES\n")]
    public void Plain_markdown_around_a_yes_does_not_matter(string text) => Assert.Null(FileSemantics.Check(Signoff, text));

    [Fact]
    public void The_markup_is_quoted() =>
        Assert.Equal(".planning/PM_SIGNOFF.md holds markup that may hide text, beginning with \"<div hidden>\"; write plain Markdown, and code in backticks.", FileSemantics.Check(Signoff, "Approved: YES\n\n<div hidden>\n")?.Message);

    [Theory]
    [InlineData("<div hidden>", true)]
    [InlineData("<?x", true)]
    [InlineData("About ~5 of them, ![a\nb](x.png)", false)]
    public void Sections_can_be_hidden_by_html_alone(string markup, bool isRefused) =>
        Assert.Equal(isRefused, FileSemantics.Check(Spec, $"{markup}\n\n## Purpose\nA\n## Interface\nB\n## Acceptance Tests\nC\n") is not null);

    [Theory]
    [InlineData(".planning/ship-verdict.md", "## Verdict: YES\n\n<div hidden>\n")]
    [InlineData(".planning/acceptance-matrix.md", "<?x\n| Req # | V |\n|--|--|\n| R1 | PASS |\n\n?>\n")]
    public void Other_documents_are_held_to_the_same(string path, string text) => Assert.Contains("may hide text", FileSemantics.Check(path, text)!.Message, StringComparison.Ordinal);
}
