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
        Assert.Contains("base_from_checkout", run.Summary, StringComparison.Ordinal);
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
        Assert.All(run.Commands, command => Assert.Equal("error", command.Name));
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
    [InlineData("reported-commits", "pr-body")]
    [InlineData("check-runs", "maybe")]
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
        Assert.StartsWith("### Proofs: fail (the job goes on: soft-fail)\n", run.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict        pass", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Soft_fail_softens_nothing_that_the_base_demands()
    {
        string demanding = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy");
        string bare = _repo.Commit("Forgotten\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(demanding, bare));
        Assert.Equal(1, run.Run(("soft-fail", "true")));
        Assert.Contains("'soft-fail' was not applied, because the base commit's policy demands feature-key.", run.Log, StringComparison.Ordinal);
        using ActionRun other = new(_repo.Path, "pull_request", ActionRun.PullRequest(demanding, _repo.Commit("Work\n\nFeature-Key: bd-1\n")));
        Assert.Equal(1, other.Run(("soft-fail", "true"), ("feature-key", "bd-1")));
        using ActionRun undemanded = new(_repo.Path, "pull_request", ActionRun.PullRequest(bare, _repo.Head));
        Assert.Equal(0, undemanded.Run(("soft-fail", "true"), ("required-baseline", new string('b', 40))));
        Assert.Equal("fail", undemanded.Outputs["baseline-verdict"]);
    }

    [Fact]
    public void Soft_fail_softens_nothing_while_nobody_knows_what_the_base_demands()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(new string('a', 40), _bare));
        Assert.Equal(2, run.Run(("feature-key", "bd-1"), ("soft-fail", "true")));
        Assert.Contains("nobody can tell what the base commit's policy demands", run.Summary.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trailer", "Ticket", "Work\n\nTicket: bd-1\n", 0)]
    [InlineData("trailer", "Ticket", "Work\n\nFeature-Key: bd-1\n", 1)]
    [InlineData("feature-key-pattern", "bd-[0-9]", "Work\n\nFeature-Key: bd-1\n", 0)]
    [InlineData("feature-key-pattern", "xx-[0-9]", "Work\n\nFeature-Key: bd-1\n", 1)]
    public void What_a_key_is_comes_from_the_inputs(string input, string value, string message, int exit)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_bare, _repo.Commit(message)));
        Assert.Equal(exit, run.Run(("feature-key", "bd-1"), (input, value)));
    }

    [Theory]
    [InlineData("check", 1)]
    [InlineData("skip", 0)]
    public void Whether_merges_count_comes_from_the_inputs(string merges, int exit)
    {
        string merge = _repo.WriteCommit("Merge\n"u8.ToArray(), [_keyed, _root]);
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, merge));
        Assert.Equal(exit, run.Run(("feature-key", "bd-1"), ("merges", merges)));
    }

    [Fact]
    public void The_policy_may_lie_elsewhere_in_the_base()
    {
        string demanding = _repo.CommitFile("rules/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  values: [x]\n", "Policy");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(demanding, _repo.Commit("Work\n\nFeature-Key: bd-1\n")));
        Assert.Equal(1, run.Run(("policy", "rules/proofs.yml")));
        Assert.Equal("feature_key_value_not_allowed", run.Outputs["feature-key-reason"]);
        Assert.Equal(65, run.Run(("policy", "rules/other.yml")));
    }

    [Fact]
    public void A_summary_of_thousands_is_cut_on_a_row()
    {
        string head = _root;
        string blob = string.Concat(Enumerable.Range(0, 8000).Select(i => $"commit refs/heads/many\nmark :{i + 1}\ncommitter A <a@b> {1_700_000_000 + i} +0000\ndata 2\nx\n{(i == 0 ? $"from {head}\n" : string.Empty)}\n"));
        _repo.Git(["fast-import", "--quiet"], System.Text.Encoding.UTF8.GetBytes(blob));
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _repo.Git("rev-parse", "many")));
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(run.Summary), 900_000, 1_048_576);
        Assert.Matches("[0-9]+ more findings did not fit", run.Summary);
        Assert.Equal((string.Empty, "1"), (run.Outputs["result-json"], run.Outputs["exit-code"]));
        Assert.Contains("too long for the output", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_place_of_the_result_file_is_replaced()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        Fifo.Create(run.In("proofs-result.json"));
        Assert.Equal(0, run.Run(("feature-key", "bd-1"), ("require-report", "true")));
        Assert.Equal(run.Outputs["result-json"], File.ReadAllText(run.In("proofs-result.json")));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\u00ff")]
    public void A_payload_that_is_no_text_is_refused(string body)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed, "BODY"));
        byte[] payload = System.Text.Encoding.Latin1.GetBytes(File.ReadAllText(run.In("event.json")).Replace("BODY", body, StringComparison.Ordinal));
        File.WriteAllBytes(run.In("event.json"), payload);
        Assert.Equal(65, run.Run(("feature-key", "bd-1")));
        Assert.Equal("proofs: event_invalid", Assert.Single(run.Commands).Properties["title"]);
    }

    [Fact]
    public void A_refusal_leaves_no_older_result_behind()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
        Assert.Equal(0, run.Run(("feature-key", "bd-1")));
        Assert.Equal(64, run.Run(("merges", "maybe")));
        Assert.Contains("input_invalid", File.ReadAllText(run.In(run.Outputs["result-file"])), StringComparison.Ordinal);
        Assert.Equal((string.Empty, string.Empty), (run.Outputs["feature-key-verdict"], run.Outputs["feature-key-reason"]));
        run.Variables["GITHUB_ACTION"] = "__self_2";
        Assert.Equal(64, run.Run());
        Assert.Equal("proofs-result-__self_2.json", run.Outputs["result-file"]);
        run.Variables["GITHUB_ACTION"] = "../../up";
        Assert.Equal(64, run.Run());
        Assert.Equal("proofs-result.json", run.Outputs["result-file"]);
    }

    [Fact]
    public void A_report_that_must_be_complete_needs_a_runner()
    {
        foreach (string absent in new[] { "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP" })
        {
            using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed));
            run.Variables.Remove(absent);
            Assert.Equal(0, run.Run(("feature-key", "bd-1")));
            Assert.Equal(69, run.Run(("require-report", "true")));
            Assert.Contains($"{absent} is not set", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
        }
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
        Assert.Equal(("pass", "69"), (run.Outputs["verdict"], run.Outputs["exit-code"]));
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
    public void A_pull_request_that_breaks_the_policy_does_not_get_in()
    {
        string demanding = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy\n");
        string broken = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  patern: bd-[0-9]+\n", "Typo\n\nFeature-Key: bd-1\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(demanding, broken));
        Assert.Equal(1, run.Run());
        Assert.Equal("policy_broken_by_change", run.Outputs["feature-key-reason"]);
        Assert.Contains("'patern'", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData("TRUE")]
    public void A_flag_is_written_as_in_YAML(string value)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare));
        Assert.Equal(0, run.Run(("feature-key", "bd-1"), ("soft-fail", value)));
        Assert.Equal("warning", Assert.Single(run.Commands).Name);
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
    public void Nine_errors_are_annotated_and_the_summary_has_them_all()
    {
        string head = _root;
        for (int i = 0; i < 25; i++)
        {
            head = _repo.WriteCommit("Forgotten\n"u8.ToArray(), [head]);
        }

        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head));
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.Equal(9, run.Commands.Count);
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
