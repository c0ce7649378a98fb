using Proofs.Gates;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Tests.Gates;

/// <summary>The decisions themselves, without a repository.</summary>
public sealed class GateTableTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static readonly Finding Open = new(ReasonCodes.HistoryTruncated, "open");

    [Theory]
    [InlineData(A, nameof(StandingKind.Reached), Outcome.Pass, "baseline_ok")]
    [InlineData(A, nameof(StandingKind.NotReached), Outcome.Fail, "baseline_not_met")]
    [InlineData(A, nameof(StandingKind.Missing), Outcome.Fail, "required_commit_missing")]
    [InlineData(A, nameof(StandingKind.NotACommit), Outcome.Fail, "required_commit_missing")]
    [InlineData(A, nameof(StandingKind.CannotTell), Outcome.Undetermined, "history_truncated")]
    [InlineData("", nameof(StandingKind.NotAsked), Outcome.Fail, "required_baseline_missing")]
    [InlineData(null, nameof(StandingKind.NotAsked), Outcome.Fail, "required_baseline_missing")]
    public void Baseline(string? required, string standing, Outcome outcome, string reason)
    {
        GateVerdict verdict = BaselineGate.Judge(required, B, Standing(standing), []);
        Assert.Equal((outcome, reason), (verdict.Outcome, verdict.Reason.Id));
    }

    [Theory]
    [InlineData(nameof(StandingKind.InRange), B, Outcome.Pass, "integrity_ok")]
    [InlineData(nameof(StandingKind.Reached), null, Outcome.Pass, "integrity_ancestry_only")]
    [InlineData(nameof(StandingKind.InBase), B, Outcome.Fail, "reported_already_in_base")]
    [InlineData(nameof(StandingKind.NotReached), B, Outcome.Fail, "reported_not_ancestor")]
    [InlineData(nameof(StandingKind.Missing), B, Outcome.Fail, "reported_commit_not_found")]
    [InlineData(nameof(StandingKind.NotACommit), B, Outcome.Fail, "reported_commit_not_found")]
    [InlineData(nameof(StandingKind.CannotTell), B, Outcome.Undetermined, "history_truncated")]
    public void Integrity(string standing, string? baseId, Outcome outcome, string reason)
    {
        GateVerdict verdict = IntegrityGate.Judge([Standing(standing)], [], [], baseId, B, []);
        Assert.Equal((outcome, reason), (verdict.Outcome, verdict.Reason.Id));
    }

    [Fact]
    public void Integrity_without_any_report_fails() => Assert.Equal("reported_commit_missing", IntegrityGate.Judge([], [], [], B, B, []).Reason.Id);

    [Fact]
    public void Integrity_fails_when_one_of_many_is_wrong()
    {
        GateVerdict verdict = IntegrityGate.Judge([new(A, StandingKind.InRange), new(B, StandingKind.Missing), new(string.Empty, StandingKind.NotAsked)], [], [], A, B, []);
        Assert.Equal(Outcome.Fail, verdict.Outcome);
        Assert.Equal(["reported_commit_missing", "reported_commit_not_found"], verdict.Findings.Select(finding => finding.Reason.Id));
    }

    [Fact]
    public void A_report_that_can_be_no_commit_fails_beside_one_that_holds()
    {
        Finding wrong = new(ReasonCodes.ReportedCommitNotFound, "wrong");
        Assert.Equal("reported_commit_not_found", IntegrityGate.Judge([new(A, StandingKind.InRange)], [wrong], [], A, B, []).Reason.Id);
        Assert.Equal("reported_commit_not_found", IntegrityGate.Judge([], [wrong], [], A, B, []).Reason.Id);
    }

    [Fact]
    public void Reports_that_nobody_can_read_leave_the_question_open()
    {
        Assert.Equal((Outcome.Undetermined, "history_truncated"), (IntegrityGate.Judge(null, [], [], A, B, [Open]).Outcome, IntegrityGate.Judge(null, [], [], A, B, [Open]).Reason.Id));
        Assert.Throws<InvalidOperationException>(() => IntegrityGate.Judge(null, [], [], A, B, []));
    }

    [Fact]
    public void A_question_left_open_without_a_reason_is_a_defect_and_never_a_pass()
    {
        FeatureKeyRule rule = new() { Trailer = "Feature-Key", Key = "bd-1" };
        Assert.Throws<InvalidOperationException>(() => BaselineGate.Judge(A, B, new(A, StandingKind.NotAsked), []));
        Assert.Throws<InvalidOperationException>(() => IntegrityGate.Judge([new(A, StandingKind.NotAsked)], [], [], B, B, []));
        Assert.Throws<InvalidOperationException>(() => FeatureKeyGate.Judge(rule, null, new Dictionary<CommitId, Finding>(), []));
    }

    [Fact]
    public void Feature_key_over_an_empty_range_fails() =>
        Assert.Equal("no_commits_in_range", FeatureKey([], []).Reason.Id);

    [Fact]
    public void Feature_key_over_nothing_but_skipped_merges_and_exemptions_fails()
    {
        GateVerdict verdict = FeatureKey([A, B], new() { [Id(A)] = new(ReasonCodes.MergesSkipped, string.Empty, A), [Id(B)] = new(ReasonCodes.CommitExempt, "reason", B) });
        Assert.Equal("no_commits_in_range", verdict.Reason.Id);
        Assert.Equal(["no_commits_in_range", "merges_skipped", "commit_exempt"], verdict.Findings.Select(finding => finding.Reason.Id));
    }

    [Fact]
    public void Feature_key_counts_skipped_merges_and_judges_the_rest()
    {
        GateVerdict verdict = FeatureKey([A, B], new() { [Id(A)] = new(ReasonCodes.MergesSkipped, string.Empty, A) });
        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Contains("1 merge", Assert.Single(verdict.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(1, verdict.Examined!.Count);
    }

    [Fact]
    public void Feature_key_without_key_pattern_or_values_fails()
    {
        FeatureKeyRule rule = new() { Trailer = "Feature-Key" };
        Assert.Equal("feature_key_missing", FeatureKeyGate.Judge(rule, new([Id(A)]), new Dictionary<CommitId, Finding>(), []).Reason.Id);
    }

    private static GateVerdict FeatureKey(string[] range, Dictionary<CommitId, Finding> perCommit) =>
        FeatureKeyGate.Judge(new() { Trailer = "Feature-Key", Key = "bd-1" }, new([.. range.Select(Id)]), perCommit, []);

    private static CommitId Id(string text) => CommitId.TryParse(text, out CommitId id) ? id : throw new ArgumentException(text, nameof(text));

    private static CommitStanding Standing(string kind) => new(A, Enum.Parse<StandingKind>(kind), "tree", Open);
}
