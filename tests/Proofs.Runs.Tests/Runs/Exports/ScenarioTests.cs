using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Tests.Runs.Histories;
using Proofs.Runs.Tests.Runs.Storage;
using Proofs.Verdicts;

namespace Proofs.Runs.Tests.Runs.Exports;

/// <summary>Whatever happens in a run, its evidence holds and it can be told.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_nobody_touched_holds_and_can_be_told(string name)
    {
        using Project project = Scenarios.All[name]();
        EvidenceVerification run = project.Again().VerifyRun();
        Assert.True(run.Checks.All(check => check.Result is not Outcome.Fail), string.Join('\n', run.Checks.SelectMany(check => check.Problems)));

        // Where a ledger names commits and there is no repository, nobody can tell; everything else passes.
        Assert.All(run.Checks, check => Assert.True(check.Result is not Outcome.Undetermined || check.Id.StartsWith("commit ", StringComparison.Ordinal), check.Id));
        ReadOnlyMemory<byte> export = project.Again().Export().Document;
        EvidenceVerification found = RunnerInterface.VerifyExport(export, run.Head.Digest);
        Assert.True(found.Verdict == Outcome.Pass, string.Join('\n', found.Checks.SelectMany(check => check.Problems)));
        ReportResult told = project.Again().Report();
        Assert.Null(told.Refusal);
        Assert.Contains(told.Report!.RunId!, Encoding.UTF8.GetString(told.Report.ToMarkdown().Span), StringComparison.Ordinal);
        Assert.Equal(told.Report.ToText().ToArray(), RunnerInterface.ReportExport(export).Report!.ToText().ToArray());
    }
}
