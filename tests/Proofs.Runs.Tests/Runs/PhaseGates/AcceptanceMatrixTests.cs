using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>The acceptance matrix: every row that a reader sees has to pass.</summary>
public sealed class AcceptanceMatrixTests
{
    private const string Path = ".planning/acceptance-matrix.md";
    private const string Head = "# Acceptance Matrix\n\n| Req # | Requirement | Status |\n|-------|:-----------:|--------|\n";
    private const string NoRows = "Acceptance matrix has no real requirement verdict rows. Replace the scaffold placeholder with QA-owned requirement results before requesting ship approval.";
    private const string NoTable = "Acceptance matrix must define a table that begins with \"| Req # |\" in .planning/acceptance-matrix.md.";

    [Theory]
    [InlineData(Head + "| 1 | It counts | pass |\n")]
    [InlineData(Head + "| 1 | It counts | PASS |\n| 2 | It adds | Passed |\n| 3 | It ends | ok |\n| 4 | It is | YES |\n")]
    [InlineData(Head + "| (QA fills this from ROADMAP.md) | - | - |\n| 1 | It counts | PASS |\n")]
    [InlineData(Head + "| 1 | either \\| or | PASS |\n|  |  |  |\n")]
    [InlineData(Head + "| 1 | It counts | PASS\n")]
    [InlineData("req # | Requirement | Status\n---|---|---\n1 | It counts | PASS\n")]
    [InlineData("<!--\n| Req # | A | B |\n|---|---|---|\n| 1 | x | FAIL |\n-->\n" + Head + "| 1 | It counts | PASS |\n")]
    public void A_matrix_in_which_all_pass_passes(string text) => Assert.Null(FileSemantics.Check(Path, text));

    [Theory]
    [InlineData("", NoTable)]
    [InlineData("# Acceptance Matrix\n", NoTable)]
    [InlineData("| Requirement | Req # |\n|---|---|\n| a | PASS |\n", NoTable)]
    [InlineData("Req #\n", NoTable)]
    [InlineData("```\n" + Head + "| 1 | It counts | PASS |\n```\n", NoTable)]
    [InlineData("<!--\n" + Head + "| 1 | It counts | PASS |\n-->\n", NoTable)]
    [InlineData("| Req # | V |\n| 1 | PASS |\n", NoTable)]
    [InlineData(Head, NoRows)]
    [InlineData(Head + "| (QA fills this from ROADMAP.md) | - | - |\n", NoRows)]
    [InlineData(Head + "|   |  | PASS |\n", NoRows)]
    [InlineData(Head + "\n```\n| 1 | It counts | PASS |\n```\n", NoRows)]
    public void A_matrix_without_rows_fails(string text, string sentence) => Refused(text, sentence);

    [Theory]
    [InlineData("| 1 | It counts | FAIL |\n", "FAIL", "1")]
    [InlineData("| 1 | It counts | PASS |\n| 2 | It adds | pending |\n", "pending", "2")]
    [InlineData("| 1 | It counts |  |\n", "", "1")]
    [InlineData("|  | It counts | FAIL |\n| 1 | It counts | PASS |\n", "FAIL", "")]
    [InlineData("| 1 | It counts | PASS |\n2 | It adds | FAIL\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n\n| 2 | It adds | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n<!-- -->\n| 2 | It adds | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n       | 2 | It adds | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n\n" + Head + "| 2 | It adds | NO |\n", "NO", "2")]
    [InlineData("| 1 | It counts | PASS |\n\n### More\n\n| 2 | It adds | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n| Req # | It adds | FAIL |\n", "FAIL", "Req #")]
    [InlineData("| 1 | It counts | PASS |\n\n| Req # | It adds | FAIL |\n", "FAIL", "Req #")]
    [InlineData("| 1 | It counts | PASS |\n\n| Req | V |\n|--|--|\n| 2 | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n\n## Risks\n\n| Risk | Level |\n|---|---|\n| fire | high |\n", "high", "fire")]
    [InlineData("| 1 | It counts | PASS |\n\n> | Req # | V |\n> |--|--|\n> | 2 | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PASS |\n\n- | Req # | V |\n  |--|--|\n  | 2 | FAIL |\n", "FAIL", "2")]
    [InlineData("| 1 | It counts | PA\u017F\u017F |\n", "PA\u017F\u017F", "1")]
    public void A_row_without_a_passing_verdict_fails_and_is_named(string rows, string verdict, string requirement) =>
        Refused(Head + rows, $"Acceptance matrix is not affirmative. Found \"{verdict}\" for requirement \"{requirement}\" in .planning/acceptance-matrix.md; use \"PASS\".");

    [Theory]
    [InlineData("| 2 | It adds | FAIL |\n\n")]
    [InlineData("> | Item | V |\n> |--|--|\n> | 2 | FAIL |\n\n")]
    [InlineData("    x\n\n- a\n\n      | Req # | V |\n      |--|--|\n      | 2 | FAIL |\n\n")]
    public void A_row_in_front_of_the_table_counts(string rows) =>
        Assert.Equal("Acceptance matrix is not affirmative. Found \"FAIL\" for requirement \"2\" in .planning/acceptance-matrix.md; use \"PASS\".", FileSemantics.Check(Path, rows + Head + "| 1 | It counts | PASS |\n")?.Message);

    [Theory]
    [InlineData("| 1 | PASS |\n", "1", 2)]
    [InlineData("| 1 | It counts | FAIL | PASS |\n", "1", 4)]
    [InlineData("| 1 | `<!--` | FAIL | `-->` | PASS |\n", "1", 5)]
    [InlineData("| 1 | \\<!-- | FAIL | --> | PASS |\n", "1", 5)]
    [InlineData("| 1 | It counts | PASS |\nand more to come\n", "and more to come", 1)]
    public void A_row_that_does_not_fit_its_table_fails(string rows, string first, int cells) =>
        Refused(Head + rows, $"Acceptance matrix row \"{first}\" has {cells} cells in .planning/acceptance-matrix.md, and its table 3; write one row with one verdict per requirement.");

    private static void Refused(string text, string sentence)
    {
        Problem problem = Assert.IsType<Problem>(FileSemantics.Check(Path, text));
        Assert.Equal(sentence, problem.Message);
        Assert.Same(RunCodes.GateFileFailing, problem.Reason);
    }
}
