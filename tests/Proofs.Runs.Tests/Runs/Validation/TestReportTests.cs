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
        { "a.trx", Trx("Wonderful"), "test_report_failed" },
        { "a.trx", Trx("Passed", "InProgress"), "test_report_failed" },
        { "a.trx", Trx("Passed", ""), "test_report_failed" },
        { "a.trx", Trx("Passed", "notexecuted", "inconclusive", "NotRunnable"), "" },
        { "a.trx", "<TestRun><Results><UnitTestResult outcome='passed'/></Results></TestRun>", "" },
        { "a.trx", "<TestRun><Results><UnitTestResult outcome='Passed'/><UnitTestResult outcome='failed'/></Results></TestRun>", "test_report_failed" },
        { "a.trx", "<TestRun><Results><UnitTestResult outcome='Passed'/></Results><ResultSummary outcome='FAILED'/></TestRun>", "test_report_failed" },
        { "a.trx", $"<TestRun xmlns='{Results}'><Results><UnitTestResult outcome='Passed'/><UnitTestResult/></Results></TestRun>", "test_report_failed" },
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
        { "a.xml", "<testsuite><testcase status='failed'/></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite tests='1' failures='1'><testcase status='FAILED'><failure/></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite><testcase/><testcase result='error'/></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite><testcase status='skipped'><failure/></testcase></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuite tests='2'><testcase status='run' result='completed'/><testcase status='Passed'/></testsuite>", "" },
        { "a.xml", "<testsuite><testcase status='run' result='suppressed'/></testsuite>", "test_report_empty" },
        { "a.xml", "<testsuite><error>boom</error><testcase/></testsuite>", "test_report_failed" },
        { "a.xml", "<testsuites><testsuite tests='1' errors='1'><testcase/><error/></testsuite></testsuites>", "test_report_failed" },
        { "a.xml", "<testsuites><failure/><testsuite><testcase/></testsuite></testsuites>", "test_report_failed" },
        { "a.xml", "<testsuite><system-out><error/></system-out><testcase/></testsuite>", "" },
        { "a.xml", "<assemblies><assembly total='2' passed='1' failed='0' skipped='1'><collection><test result='Pass'/><test result='Skip'/></collection></assembly></assemblies>", "" },
        { "a.xml", "<assembly total='1' passed='1' failed='0' not-run='1'><collection><test result='Pass'/><test result='NotRun'/></collection></assembly>", "" },
        { "a.xml", "<assemblies/>", "test_report_empty" },
        { "a.xml", "<assemblies><assembly total='0'><collection/></assembly></assemblies>", "test_report_empty" },
        { "a.xml", "<assembly><collection><test result='Skip'/></collection></assembly>", "test_report_empty" },
        { "a.xml", "<assemblies><assembly><collection><test result='Pass'/><test result='Fail'/></collection></assembly></assemblies>", "test_report_failed" },
        { "a.xml", "<assemblies><assembly><collection><test result='Pass'/><test/></collection></assembly></assemblies>", "test_report_failed" },
        { "a.xml", "<assemblies><assembly total='1' failed='1'><collection><test result='Pass'/></collection></assembly></assemblies>", "test_report_failed" },
        { "a.xml", "<assemblies><assembly failed='99999999999' errors='99999999999'><collection><test result='Pass'/></collection></assembly></assemblies>", "test_report_failed" },
        { "a.xml", "<assemblies><assembly total='1'><errors><error/></errors><collection><test result='Pass'/></collection></assembly></assemblies>", "test_report_failed" },
        { "a.xml", "<assemblies><assembly total='7'><collection><test result='Pass'/></collection></assembly></assemblies>", "test_report_inconsistent" },
        { "a.xml", "<assemblies><assembly>", "test_report_unreadable" },
        { "a.xml", "<assembly xmlns='http://maven.apache.org/ASSEMBLY/2.2.0'><id>bin</id></assembly>", "" },
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
    public void Other_xml_may_be_as_long_as_it_likes() => Produced("a.xml", "<coverage>" + new string(' ', 16_000_000) + "</coverage>").Check(Producing("a.xml")).Passes();

    [Fact]
    public void Counts_never_come_from_text_about_the_tests() =>
        Produced("a.trx", Trx()).Check(change =>
        {
            Producing("a.trx")(change);
            change["verification"]!["evidence_summary"] = "Passed! 504 tests passed, 0 failed";
        }).Fails("verification", "test_report_empty");

    [Theory]
    [InlineData("produced_files", "a.trx", true)]
    [InlineData("produced_files", "a.xml", true)]
    [InlineData("produced_files", "a.txt", false)]
    [InlineData("artifacts_created", "a.trx", true)]
    [InlineData("artifacts_created", "a.xml", true)]
    [InlineData("files_changed", "a.trx", true)]
    [InlineData("files_changed", "a.xml", false)]
    [InlineData("artifact.ref", "a.trx", true)]
    [InlineData("artifact.ref", "out/a.xml", true)]
    public void A_report_that_is_not_there_bears_nothing_out(string place, string path, bool isRefused) => Judged(Scene.Author.Check(Naming(place, path)), path, isRefused ? "test_report_missing" : "");

    [Theory]
    [InlineData("artifacts_created", "a.xml", "")]
    [InlineData("artifacts_created", "a.trx", "test_report_missing")]
    [InlineData("artifact.ref", "a.xml", "")]
    [InlineData("artifact.ref", "a.trx", "test_report_missing")]
    public void What_is_only_proposed_is_not_there_yet(string place, string path, string code) => Judged(Scene.Proposer.Check(Naming(place, path)), path, code);

    [Theory]
    [InlineData("a.trx", "", "test_report_unreadable")]
    [InlineData("a.trx", "<TestRun/>", "test_report_empty")]
    [InlineData("a.xml", "<testsuite/>", "test_report_empty")]
    [InlineData("a.xml", "<testsuite><testcase>", "test_report_unreadable")]
    [InlineData("a.xml", "no xml", "test_report_unreadable")]
    [InlineData("a.xml", "", "test_report_unreadable")]
    [InlineData("a.xml", "\0<\0t\0", "test_report_unreadable")]
    [InlineData("a.xml", "<config/>", "")]
    [InlineData("a.xml", "<config><half>", "")]
    public void A_report_counts_wherever_the_result_names_it(string path, string text, string code)
    {
        foreach (string place in new[] { "produced_files", "artifacts_created", "files_changed", "artifact.ref" })
        {
            Judged(Produced(path, text).Check(Naming(place, path)), path, code);
        }
    }

    [Fact]
    public void A_reference_is_read_as_the_path_it_is() => Judged(Produced("out/a.trx", Trx()).Check(Naming("artifact.ref", "./out//a.trx")), "out/a.trx", "test_report_empty");

    [Fact]
    public void Every_report_has_to_bear_it_out()
    {
        Scene scene = Scene.Author.With(facts => facts with { ReadFile = path => path == "a.trx" ? Trx("Passed") : Trx() });
        scene.CheckWith("verification.produced_files", """[{"path":"a.trx","disposition":"ignore"}]""").Passes();
        Assert.Equal("b.trx", scene.CheckWith("verification.produced_files", """[{"path":"a.trx","disposition":"ignore"},{"path":"./b.trx","disposition":"ignore"}]""").Fails("verification", "test_report_empty").Path);
    }

    private static Scene Produced(string path, string text) => Scene.Author.Holding(path, text);

    private static Action<JsonObject> Producing(string path) => change => change["verification"]!["produced_files"]![0]!["path"] = path;

    private static Action<JsonObject> Naming(string place, string path) => change =>
    {
        switch (place)
        {
            case "produced_files":
                Producing(path)(change);
                break;
            case "artifact.ref":
                change["artifact"]!["ref"] = path;
                break;
            default:
                change[place] = new JsonArray(path);
                break;
        }
    };

    private static void Judged(ValidationResult result, string path, string code)
    {
        Assert.Equal(code.Length == 0, result.FailedStage is null);
        Assert.True(code.Length == 0 || result.Fails("verification", code).Path == path);
    }

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
