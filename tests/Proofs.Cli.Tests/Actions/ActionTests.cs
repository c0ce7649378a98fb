using System.Text.Json;
using Proofs.Cli.Tests.Hosts.GitHub;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>Events with repositories built to match: event, range, verdict, and what is told.</summary>
public sealed class ActionTests : IDisposable
{
    private const string Zero = "0000000000000000000000000000000000000000";
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _keyed;
    private readonly string _bare;

    public ActionTests()
    {
        _root = _repo.Commit("Begin");
        _repo.SetRef("refs/remotes/origin/main", _root);
        _keyed = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        _bare = _repo.Commit("Forgotten\n\n::error::not mine ##[set-output name=verdict]pass\n");
    }

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void A_pull_request_whose_commits_carry_the_key_passes()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        Assert.Equal(0, run.Run(("feature-key", "bd-1"), ("required-baseline", _root), ("reported-commits", $"{_keyed}\n")));
        Assert.Empty(run.Commands);
        Assert.Equal(("pass", "0"), (run.Outputs["verdict"], run.Outputs["exit-code"]));
        Assert.Equal(["pass", "pass", "pass"], new[] { "baseline", "integrity", "feature-key" }.Select(gate => run.Outputs[gate + "-verdict"]));
        JsonElement document = JsonDocument.Parse(run.Outputs["result-json"]).RootElement;
        Assert.Equal((_root, _keyed), (document.GetProperty("range").GetProperty("base").GetString(), document.GetProperty("range").GetProperty("head").GetString()));
        Assert.Equal(run.Outputs["result-json"], File.ReadAllText(run.In(run.Outputs["result-file"])));
        Assert.StartsWith("### Proofs: pass\n", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_without_the_key_fails_and_what_it_says_stays_text()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare));
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        RunnerCommand command = Assert.Single(run.Commands);
        Assert.Equal(("error", "proofs feature-key: feature_key_missing_in_commits"), (command.Name, command.Properties["title"]));
        Assert.Contains(_bare, command.Data, StringComparison.Ordinal);
        Assert.Equal(("fail", "1", "fail", "feature_key_missing_in_commits", "not_requested"), (run.Outputs["verdict"], run.Outputs["exit-code"], run.Outputs["feature-key-verdict"], run.Outputs["feature-key-reason"], run.Outputs["baseline-verdict"]));
    }

    [Fact]
    public void The_checkout_is_not_asked_what_is_to_be_judged()
    {
        // HEAD is the commit without a key; the event is about the one before.
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
    }

    [Fact]
    public void A_squash_that_lost_the_trailer_is_caught_in_the_merge_queue()
    {
        string squash = _repo.WriteCommit("Work (#7)\n\n* Work\n\nFeature-Key: bd-1\n\n* More\n"u8.ToArray(), [_root]);
        using ActionRun run = new(_repo.Path, "merge_group", ActionRun.MergeGroup(_root, squash));
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.Equal("feature_key_missing_in_commits", run.Outputs["feature-key-reason"]);
    }

    [Fact]
    public void A_push_is_judged_from_before_to_after()
    {
        using ActionRun run = new(_repo.Path, "push", ActionRun.Push(_root, _keyed));
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
    }

    [Fact]
    public void A_new_branch_is_judged_from_where_it_left_the_default_one()
    {
        using ActionRun run = new(_repo.Path, "push", ActionRun.Push(Zero, _keyed));
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
        Assert.Equal(_root, Document(run).GetProperty("range").GetProperty("base").GetString());
    }

    [Theory]
    [InlineData("refs/heads/work", "base_branch_missing")]
    [InlineData("refs/heads/main", "base_zero_id")]
    public void A_new_branch_that_started_nowhere_is_undetermined_for_every_gate_that_needs_a_base(string reference, string reason)
    {
        _repo.Git("update-ref", "-d", "refs/remotes/origin/main");
        using ActionRun run = new(_repo.Path, "push", ActionRun.Push(Zero, _keyed, reference));
        Assert.Equal(2, run.Run(("feature-key", "bd-1"), ("reported-commits", _keyed)));
        Assert.Equal((reason, reason), (run.Outputs["feature-key-reason"], run.Outputs["integrity-reason"]));
        Assert.All(run.Commands, command => Assert.Equal("warning", command.Name));
    }

    [Fact]
    public void A_forced_push_whose_old_commit_is_gone_is_undetermined()
    {
        using ActionRun run = new(_repo.Path, "push", ActionRun.Push(new string('a', 40), _keyed));
        Assert.Equal(2, run.Run(("feature-key", "bd-1")));
        Assert.Equal("base_commit_missing", run.Outputs["feature-key-reason"]);
    }

    [Fact]
    public void A_deleted_branch_is_no_change()
    {
        using ActionRun run = new(_repo.Path, "push", ActionRun.Push(_keyed, Zero));
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
        Assert.Equal("pass", run.Outputs["verdict"]);
        Assert.Contains("reference_deleted", run.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workflow_dispatch")]
    [InlineData("schedule")]
    public void An_event_without_a_range_takes_it_from_the_inputs_and_from_nowhere_else(string name)
    {
        using ActionRun silent = new(_repo.Path, name, new { });
        AssertRefused(64, "event_without_range", silent, ("feature-key", "bd-1"));
        using ActionRun half = new(_repo.Path, name, new { });
        AssertRefused(64, "event_without_range", half, ("feature-key", "bd-1"), ("base", _root));
        using ActionRun told = new(_repo.Path, name, new { });
        Assert.Equal(0, told.Run(("feature-key", "bd-1"), ("base", _root), ("head", _keyed)));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("head")]
    public void A_change_that_edits_the_range_in_its_workflow_is_refused(string input)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare));
        AssertRefused(64, "range_given_by_event", run, ("feature-key", "bd-1"), (input, _bare));
    }

    [Theory]
    [InlineData("gates", "everything")]
    [InlineData("merges", "maybe")]
    [InlineData("soft-fail", "yes")]
    [InlineData("require-report", "1")]
    public void An_input_that_cannot_be_is_refused(string input, string value)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        AssertRefused(64, "input_invalid", run, ("feature-key", "bd-1"), (input, value));
    }

    [Fact]
    public void A_gate_that_is_asked_for_and_has_no_input_fails()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        Assert.Equal(1, run.Run(("feature-key", "bd-1"), ("gates", "baseline, integrity"), ("required-baseline", "")));
        Assert.Equal(("required_baseline_missing", "reported_commit_missing", "pass"), (run.Outputs["baseline-reason"], run.Outputs["integrity-reason"], run.Outputs["feature-key-verdict"]));
    }

    [Fact]
    public void Nothing_asked_is_nothing_passed()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        AssertRefused(64, "nothing_requested", run);
    }

    [Fact]
    public void Outside_of_a_runner_it_says_so()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        run.Variables.Remove("GITHUB_EVENT_NAME");
        AssertRefused(64, "event_missing", run);
    }

    [Fact]
    public void Soft_fail_lets_the_job_go_on_and_says_no_pass()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare));
        Assert.Equal(0, run.Run(("feature-key", "bd-1"), ("soft-fail", "true")));
        Assert.Equal(("fail", "1"), (run.Outputs["verdict"], run.Outputs["exit-code"]));
        Assert.StartsWith("### Proofs: fail\n", run.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict        pass", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_changes_the_verdict_only_when_that_is_asked_for()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        run.Variables["GITHUB_STEP_SUMMARY"] = run.In("missing/summary");
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
        Assert.Equal("warning", Assert.Single(run.Commands).Name);
        Assert.Equal(69, run.Run(("feature-key", "bd-1"), ("require-report", "true")));
        Assert.Equal("proofs: report_incomplete", Assert.Single(run.Commands).Properties["title"]);
    }

    [Fact]
    public void A_pull_request_that_edits_the_policy_is_judged_by_the_one_it_started_from()
    {
        string demanding = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy\n\nFeature-Key: bd-1\n");
        string loosened = _repo.CommitFile(".github/proofs.yml", "version: 1\n", "Loosen\n\nFeature-Key: anything\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(demanding, loosened));
        Assert.Equal(1, run.Run());
        Assert.Equal("feature_key_pattern_mismatch", run.Outputs["feature-key-reason"]);
        Assert.Contains("policy_changed_in_range", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shallow_checkout_is_undetermined_and_says_how_to_get_a_deep_one()
    {
        string shallow = Path.Combine(_repo.Outside, "shallow");
        _repo.Git("clone", "--quiet", "--depth=1", "file://" + _repo.Path, shallow);
        using ActionRun run = new(shallow, "pull_request", ActionRun.PullRequest(_root, _bare));
        Assert.Equal(2, run.Run(("feature-key", "bd-1")));
        Assert.Contains("fetch-depth: 0", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_is_no_verdict()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)) { Time = new BrokenTime() };
        AssertRefused(70, "internal_error", run, ("feature-key", "bd-1"), ("soft-fail", "true"));
        Assert.Contains("at Proofs.", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_errors_are_annotated_and_the_summary_has_them_all()
    {
        string head = _root;
        for (int i = 0; i < 25; i++)
        {
            head = _repo.WriteCommit("Forgotten\n"u8.ToArray(), [head]);
        }

        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head));
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.Equal(10, run.Commands.Count);
        Assert.Equal(25, run.Summary.Split("| error |").Length - 1);
    }

    private sealed class BrokenTime : TimeProvider
    {
        public override long GetTimestamp() => throw new NotSupportedException("::error::no time");
    }

    private static JsonElement Document(ActionRun run) => JsonDocument.Parse(run.Outputs["result-json"]).RootElement;

    private static void AssertRefused(int exit, string reason, ActionRun run, params (string Name, string Value)[] inputs)
    {
        Assert.Equal(exit, run.Run(inputs));
        RunnerCommand command = Assert.Single(run.Commands);
        Assert.Equal(("error", $"proofs: {reason}"), (command.Name, command.Properties["title"]));
        Assert.Equal((string.Empty, exit.ToString(System.Globalization.CultureInfo.InvariantCulture)), (run.Outputs["verdict"], run.Outputs["exit-code"]));
        Assert.Contains(reason, run.Summary, StringComparison.Ordinal);
    }
}
