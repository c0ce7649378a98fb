using Proofs.Verdicts;

namespace Proofs.Tests.Verdicts;

public sealed class GateVerdictTests
{
    public static TheoryData<string[], Outcome, string> Cases => new()
    {
        { [], Outcome.Pass, "baseline_ok" },
        { ["policy_changed_in_range", "merges_skipped"], Outcome.Pass, "baseline_ok" },
        { ["merges_skipped", "history_truncated"], Outcome.Undetermined, "history_truncated" },
        { ["history_truncated", "baseline_not_met"], Outcome.Fail, "baseline_not_met" },
        { ["reported_already_in_base", "reported_commit_not_found"], Outcome.Fail, "reported_commit_not_found" },
        { ["object_missing", "history_truncated"], Outcome.Undetermined, "history_truncated" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_worst_finding_decides_whatever_the_order(string[] codes, Outcome outcome, string reason)
    {
        foreach (IEnumerable<string> order in new[] { codes, codes.Reverse() })
        {
            GateVerdict verdict = GateVerdict.From("gate", order.Select(code => new Finding(ReasonCodes.Find(code)!, code)), ReasonCodes.BaselineOk, "fine");
            Assert.Equal(outcome, verdict.Outcome);
            Assert.Equal(reason, verdict.Reason.Id);
            Assert.Equal(outcome != Outcome.Pass, verdict.Fix is not null);
        }
    }
}
