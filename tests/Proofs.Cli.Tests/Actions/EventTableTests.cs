using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>Every kind of event, with a repository built to match: event, range, verdict.</summary>
public sealed partial class EventTableTests : IDisposable
{
    private const string Zero = "0000000000000000000000000000000000000000";
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal) { ["zero"] = Zero, ["gone"] = new('a', 40) };

    public EventTableTests()
    {
        _ids["root"] = _repo.Commit("Begin");
        _ids["base"] = _repo.Commit("Before\n\nFeature-Key: bd-0\n");
        _repo.SetRef("refs/remotes/origin/main", _ids["base"]);
        _ids["good"] = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        _repo.Git("tag", "v1");
        _repo.Git("checkout", "--quiet", "--detach", _ids["base"]);
        _ids["bad"] = _repo.Commit("Work without a key\n");
        _repo.Git("checkout", "--quiet", "--detach", _ids["root"]);
        _ids["forced"] = _repo.Commit("Rewritten\n\nFeature-Key: bd-1\n");
    }

    public static TheoryData<string, string, string, string, int, string> Rows => new()
    {
        { "pull_request", "pull", "base", "good", 0, "feature_key_ok" },
        { "pull_request", "pull", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "pull_request", "pull", "gone", "good", 2, "base_commit_missing" },
        { "pull_request", "pull", "base", "gone", 2, "branch_head_missing" },
        { "pull_request", "pull", "good", "base", 1, "no_commits_in_range" },
        { "pull_request_target", "pull", "base", "good", 0, "feature_key_ok" },
        { "pull_request_target", "pull", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "pull_request_review", "pull", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "pull_request_review_comment", "pull", "base", "good", 0, "feature_key_ok" },
        { "merge_group", "group", "base", "good", 0, "feature_key_ok" },
        { "merge_group", "group", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "push", "push", "base", "good", 0, "feature_key_ok" },
        { "push", "push", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "push", "push", "zero", "good", 0, "feature_key_ok" },
        { "push", "push", "zero", "bad", 1, "feature_key_missing_in_commits" },
        { "push", "push", "good", "zero", 0, "reference_deleted" },
        { "push", "push", "good", "forced", 0, "feature_key_ok" },
        { "push", "push", "gone", "forced", 2, "base_commit_missing" },
        { "push", "tag", "base", "good", 0, "feature_key_ok" },
        { "push", "tag", "zero", "good", 64, "event_without_range" },
        { "push", "tag", "good", "zero", 0, "reference_deleted" },
        { "workflow_dispatch", "none", "", "", 64, "event_without_range" },
        { "schedule", "none", "", "", 64, "event_without_range" },
        { "workflow_run", "none", "", "", 64, "event_without_range" },
        { "issue_comment", "none", "", "", 64, "event_without_range" },
        { "workflow_dispatch", "inputs", "base", "good", 0, "feature_key_ok" },
        { "schedule", "inputs", "base", "bad", 1, "feature_key_missing_in_commits" },
        { "pull_request", "none", "", "", 65, "event_invalid" },
        { "merge_group", "none", "", "", 65, "event_invalid" },
        { "push", "none", "", "", 65, "event_invalid" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Event_range_verdict(string name, string payload, string before, string after, int exit, string reason)
    {
        (string baseId, string headId) = (_ids.GetValueOrDefault(before, before), _ids.GetValueOrDefault(after, after));
        object content = payload switch
        {
            "pull" => ActionRun.PullRequest(baseId, headId),
            "group" => ActionRun.MergeGroup(baseId, headId),
            "push" => ActionRun.Push(baseId, headId, forced: after == "forced"),
            "tag" => ActionRun.Push(baseId, headId, "refs/tags/v1"),
            _ => new { },
        };
        using ActionRun run = new(_repo.Path, name, content);
        (string, string)[] inputs = payload == "inputs" ? [("base", baseId), ("head", headId)] : [];
        Assert.True(exit == run.Run([("feature-key-pattern", "bd-[0-9]+"), .. inputs]), run.Log);
        Assert.Equal(reason, run.Outputs["feature-key-reason"] is { Length: > 0 } judged and not "not_requested" ? judged : Told().Match(run.Log).Groups["reason"].Value);
        if (exit < 2 && reason != "reference_deleted")
        {
            JsonElement range = JsonDocument.Parse(run.Outputs["result-json"]).RootElement.GetProperty("range");
            Assert.Equal((before == "zero" ? _ids["base"] : baseId, headId), (range.GetProperty("base").GetString(), range.GetProperty("head").GetString()));
        }
    }

    public void Dispose() => _repo.Dispose();

    /// <summary>The reason in the log, where nothing was judged.</summary>
    [GeneratedRegex("(proofs%3A |^)(?<reason>[a-z_]+):", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Told();
}
