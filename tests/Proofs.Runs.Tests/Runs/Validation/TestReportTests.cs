using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Test reports that a result names.</summary>
public sealed class TestReportTests
{
    private const string Results = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static TheoryData<string, string, string> TrxReports => new()
    {
        { "a.trx", Trx("Passed", "Passed", "NotExecuted"), "" },
        { "a.TRX", "\uFEFF" + Trx("Passed"), "" },
        { "a.trx", Trx(), "test_report_empty" },
        { "a.trx", Trx("NotExecuted", "NotExecuted"), "test_report_empty" },
        { "a.trx", Trx("Inconclusive"), "test_report_empty" },
        { "a.trx", Trx("Wonderful"), "test_report_empty" },
        { "a.trx", $"<TestRun xmlns='{Results}'><Results><UnitTestResult/></Results></TestRun>", "test_report_empty" },
        { "a.trx", $"<TestRun xmlns='{Results}'><UnitTestResult outcome='Passed'/></TestRun>", "test_report_empty" },
        { "a.trx", Trx("Passed", "Failed"), "test_report_failed" },
        { "a.trx", Trx("Passed", "Timeout"), "test_report_failed" },
        { "a.trx", Trx("Passed", "Error"), "test_report_failed" },
        { "a.trx", Trx("Passed", "Aborted"), "test_report_failed" },
        { "a.trx", Trx("Passed").Replace("Completed", "Failed", StringComparison.Ordinal), "test_report_failed" },
        { "a.trx", Trx("Passed").Replace("Completed", "Aborted", StringComparison.Ordinal), "test_report_failed" },
        { "a.trx", TrxOf("total='5' executed='5' passed='5' failed='0'"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='1' passed='2' failed='0'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='2' passed='1' failed='0'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='1' passed='1' failed='1'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='1' passed='1' failed='0' error='1'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='1' passed='1' failed='99999999999'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='-1' passed='1'", "Passed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("total='2' passed='1' failed='0'", "Passed", "Failed"), "test_report_inconsistent" },
        { "a.trx", TrxOf("passed='1'", "Passed"), "" },
        { "a.trx", $"<TestRun><Results><UnitTestResult outcome='Passed'><InnerResults><UnitTestResult outcome='Passed'/><UnitTestResult outcome='Passed'/></InnerResults></UnitTestResult></Results><ResultSummary outcome='Completed'><Counters total='1' passed='1' failed='0'/></ResultSummary></TestRun>", "" },
        { "a.trx", $"<TestRun><Results><UnitTestResult outcome='Passed'><InnerResults><UnitTestResult outcome='Passed'/><UnitTestResult outcome='Passed'/></InnerResults></UnitTestResult></Results><ResultSummary outcome='Completed'><Counters total='3' passed='3' failed='0'/></ResultSummary></TestRun>", "" },
        { "a.trx", $"<TestRun><Results><UnitTestResult outcome='Passed'><InnerResults><UnitTestResult outcome='Failed'/></InnerResults></UnitTestResult></Results></TestRun>", "test_report_failed" },
        { "a.trx", "", "test_report_unreadable" },
        { "a.trx", "100 tests passed", "test_report_unreadable" },
        { "a.trx", "<TestRun><Results>", "test_report_unreadable" },
        { "a.trx", "<testsuite><testcase/></testsuite>", "test_report_unreadable" },
        { "a.trx", "<!DOCTYPE TestRun [<!ENTITY a 'b'>]>" + Trx("Passed"), "test_report_unreadable" },
        { "a.trx", "<!DOCTYPE TestRun SYSTEM 'file:///etc/passwd'>" + Trx("Passed"), "test_report_unreadable" },
        { "a.trx", Trx("Passed").Replace("<Results>", "<Results>" + Nested(100), StringComparison.Ordinal), "test_report_unreadable" },
    };

    public static TheoryData<string, string, string> OtherReports => new()
    {
        { "a.xml", "<testsuite tests='2' failures='0'><testcase name='a'/><testcase name='b'><system-out>FAILED</system-out></testcase></testsuite>", "" },
        { "a.XML", "<testsuites tests='2'><testsuite tests='1'><testcase/></testsuite><testsuite tests='1'><testcase></testcase></testsuite></testsuites>", "" },
        { "a.xml", "<testsuites tests='2'><testsuite tests='2'><testcase/><testsuite tests='1'><testcase/></testsuite></testsuite></testsuites>", "" },
        { "a.xml", "<testsuites tests='0'><testsuite tests='0'><testsuite tests='1'><testcase/></testsuite></testsuite></testsuites>", "" },
        { "a.xml", "<testsuite tests='1' skipped='1'><testcase/><testcase><skipped/></testcase></testsuite>", "" },
        { "a.xml", "<testsuites/>", "test_report_empty" },
        { "a.xml", "<testsuite tests='0'></testsuite>", "test_report_empty" },
        { "a.xml", "<testsuite tests='1'><testcase><skipped/></testcase></testsuite>", "test_report_empty" },
        { "a.xml", "<testsuite tests='1'><testcase status='notrun'/></testsuite>", "test_report_empty" },
        { "a.xml", "<testsuite><system-out>&lt;testcase/&gt; 9 passed</system-out></testsuite>", "test_report_empty" },
        { "a.xml", "<testsuite><testcase/><testcase><failure>no</failure></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite><testcase/><testcase><error message='no'/></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite><testcase><skipped/><failure/></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite tests='1' failures='2'><testcase><failure/><failure/></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite tests='9' failures='0'></testsuite>", "test_report_inconsistent" },
        { "a.xml", "<testsuite tests='9'><testcase/></testsuite>", "test_report_inconsistent" },
        { "a.xml", "<testsuite tests='1' failures='1'><testcase/></testsuite>", "test_report_inconsistent" },
        { "a.xml", "<testsuite tests='1' errors='1'><testcase/></testsuite>", "test_report_inconsistent" },
        { "a.xml", "<testsuite tests='many'><testcase/></testsuite>", "test_report_inconsistent" },
        { "a.xml", "<testsuites tests='3'><testsuite tests='1'><testcase/></testsuite></testsuites>", "test_report_inconsistent" },
        { "a.xml", "<testsuite><testcase>", "test_report_unreadable" },
        { "a.xml", "<!DOCTYPE testsuite><testsuite><testcase/></testsuite>", "test_report_unreadable" },
        { "a.xml", "nothing", "test_report_unreadable" },
        { "a.xml", "<testsuite>" + Nested(100) + "<testcase/></testsuite>", "test_report_unreadable" },
        { "a.xml", "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'http://x/coverage.dtd'><coverage lines='0'/>", "" },
        { "a.xml", "<project><testsuite/></project>", "" },
        { "a.txt", "0 tests", "" },
        { "trx", "", "" },
    };

    [Theory]
    [MemberData(nameof(TrxReports))]
    [MemberData(nameof(OtherReports))]
    public void A_report_that_the_verification_left_bears_the_pass_out(string path, string text, string code)
    {
        ValidationResult result = Produced(path, text).Check(Producing(path));
        if (code.Length == 0)
        {
            result.Passes();
        }
        else
        {
            Assert.Equal(path, result.Fails("verification", code).Path);
        }
    }

    [Theory]
    [MemberData(nameof(TrxReports))]
    [MemberData(nameof(OtherReports))]
    public void Nothing_that_is_less_than_a_pass_is_refused_for_its_reports(string path, string text, string code)
    {
        foreach (string status in new[] { "fail", "skipped" })
        {
            ValidationResult result = Produced(path, text).Check(change =>
            {
                Producing(path)(change);
                change["verification"]!["status"] = status;
            });
            result.Passes();
            Assert.Equal(code.Length > 0, result.Warnings.Count > 0);
        }
    }

    [Theory]
    [InlineData("a.trx", "<TestRun>", "<Results><UnitTestResult outcome='Passed'/></Results></TestRun>")]
    [InlineData("a.xml", "<testsuite>", "<testcase/></testsuite>")]
    public void A_report_beyond_all_measure_is_not_read(string path, string start, string end)
    {
        Produced(path, start + new string(' ', 15_000_000) + end).Check(Producing(path)).Passes();
        Produced(path, start + new string(' ', 16_000_000) + end).Check(Producing(path)).Fails("verification", "test_report_unreadable");
    }

    [Fact]
    public void Counts_never_come_from_text_about_the_tests() =>
        Produced("a.trx", Trx()).Check(change =>
        {
            Producing("a.trx")(change);
            change["verification"]!["evidence_summary"] = "Passed! 504 tests passed, 0 failed";
        }).Fails("verification", "test_report_empty");

    [Theory]
    [InlineData("a.trx", true, "test_report_missing")]
    [InlineData("a.xml", true, "test_report_missing")]
    [InlineData("a.txt", true, "")]
    [InlineData("a.trx", false, "test_report_missing")]
    [InlineData("a.xml", false, "")]
    public void A_report_that_is_not_there_bears_nothing_out(string path, bool isProduced, string code)
    {
        ValidationResult result = Scene.Author.Check(isProduced ? Producing(path) : Creating(path));
        Assert.Equal(code.Length == 0, result.FailedStage is null);
        Assert.True(code.Length == 0 || result.Fails("verification", code).Path == path);
    }

    [Theory]
    [InlineData("a.trx", "", "test_report_unreadable")]
    [InlineData("a.trx", "<TestRun/>", "test_report_empty")]
    [InlineData("a.xml", "<testsuite/>", "test_report_empty")]
    [InlineData("a.xml", "<testsuite><testcase>", "test_report_unreadable")]
    [InlineData("a.xml", "no xml", "")]
    [InlineData("a.xml", "<config/>", "")]
    public void A_report_among_the_made_files_counts_too(string path, string text, string code)
    {
        ValidationResult result = Produced(path, text).Check(Creating(path));
        Assert.Equal(code.Length == 0, result.FailedStage is null);
        Assert.True(code.Length == 0 || result.Fails("verification", code).Path == path);
    }

    [Fact]
    public void Every_report_has_to_bear_it_out()
    {
        Scene scene = Scene.Author.With(facts => facts with { ReadFile = path => path == "a.trx" ? Trx("Passed") : Trx() });
        scene.CheckWith("verification.produced_files", """[{"path":"a.trx","disposition":"ignore"}]""").Passes();
        Assert.Equal("b.trx", scene.CheckWith("verification.produced_files", """[{"path":"a.trx","disposition":"ignore"},{"path":"./b.trx","disposition":"ignore"}]""").Fails("verification", "test_report_empty").Path);
    }

    private static Scene Produced(string path, string text) => Scene.Author.Holding(path, text);

    private static Action<JsonObject> Producing(string path) => change => change["verification"]!["produced_files"]![0]!["path"] = path;

    private static Action<JsonObject> Creating(string path) => change => change["artifacts_created"] = new JsonArray(path);

    private static string Trx(params string[] outcomes) =>
        TrxOf($"total='{outcomes.Length}' executed='0' passed='{outcomes.Count(each => each == "Passed")}' failed='{outcomes.Count(each => each is "Failed" or "Timeout" or "Error" or "Aborted")}'", outcomes);

    private static string TrxOf(string counters, params string[] outcomes)
    {
        StringBuilder text = new($"<TestRun xmlns='{Results}'><Results>");
        foreach (string outcome in outcomes)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<UnitTestResult testName='t' outcome='{outcome}'><Output><StdOut>Failed</StdOut></Output></UnitTestResult>");
        }

        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"</Results><ResultSummary outcome='Completed'><Counters {counters}/></ResultSummary></TestRun>").ToString();
    }

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
}
