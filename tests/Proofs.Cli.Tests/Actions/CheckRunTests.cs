using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>Check runs decorate; they never make a verdict.</summary>
public sealed class CheckRunTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _keyed;
    private readonly string _bare;

    public CheckRunTests()
    {
        _root = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy");
        _keyed = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        _bare = _repo.Commit("Forgotten @octocat <img src=x> ::error::x\n");
    }

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Each_gate_that_judged_has_one_on_the_head()
    {
        using StubServer server = new(request => Answer(request, _bare));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare)).With(server);
        Assert.Equal(1, run.Run(("required-baseline", _root)));
        JsonElement[] created = [.. Created(server)];
        Assert.Equal([("Proofs: baseline", "success"), ("Proofs: feature-key", "failure")], created.Select(each => (each.GetProperty("name").GetString(), each.GetProperty("conclusion").GetString())));
        Assert.All(created, each => Assert.Equal(_bare, each.GetProperty("head_sha").GetString()));
        JsonElement annotation = Assert.Single(created[1].GetProperty("output").GetProperty("annotations").EnumerateArray());
        Assert.Equal((".github/proofs.yml", "failure"), (annotation.GetProperty("path").GetString(), annotation.GetProperty("annotation_level").GetString()));
        Assert.DoesNotContain("note:", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_is_never_a_success()
    {
        using StubServer server = new(request => Answer(request, _keyed));
        using ActionRun run = new ActionRun(_repo.Path, "push", ActionRun.Push(new string('a', 40), _keyed)).With(server);
        Assert.Equal(2, run.Run(("feature-key", "bd-1")));
        Assert.Equal("action_required", Assert.Single(Created(server)).GetProperty("conclusion").GetString());
    }

    [Fact]
    public void More_than_fifty_annotations_follow_in_further_requests()
    {
        string head = _root;
        for (int i = 0; i < 120; i++)
        {
            head = _repo.WriteCommit("Forgotten\n"u8.ToArray(), [head], _repo.Git("rev-parse", _root + "^{tree}"));
        }

        using StubServer server = new(request => Answer(request, head));
        using ActionRun run = new ActionRun(_repo.Path, "merge_group", ActionRun.MergeGroup(_root, head)).With(server);
        Assert.Equal(1, run.Run());
        int[] batches = [.. server.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("output").GetProperty("annotations").GetArrayLength())];
        Assert.Equal([50, 50, 20], batches);
        Assert.Equal(["POST /repos/acme/app/check-runs", "PATCH /repos/acme/app/check-runs/5", "PATCH /repos/acme/app/check-runs/5"], server.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.All(Created(server), each => Assert.InRange(each.GetProperty("output").GetProperty("text").GetString()!.Length, 1, 65_535));
    }

    [Fact]
    public void Texts_are_cut_on_a_row_and_say_so()
    {
        string head = _root;
        for (int i = 0; i < 700; i++)
        {
            head = _repo.WriteCommit("Forgotten\n"u8.ToArray(), [head], _repo.Git("rev-parse", _root + "^{tree}"));
        }

        using StubServer server = new(request => Answer(request, head));
        using ActionRun run = new ActionRun(_repo.Path, "merge_group", ActionRun.MergeGroup(_root, head)).With(server);
        Assert.Equal(1, run.Run());
        string text = Assert.Single(Created(server)).GetProperty("output").GetProperty("text").GetString()!;
        Assert.InRange(text.Length, 60_000, 65_535);
        string[] lines = text.TrimEnd('\n').Split('\n');
        int told = Array.FindIndex(lines, line => line.Contains("more findings did not fit", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ more", lines[told]);
        Assert.All(lines[..(told - 1)], line => Assert.EndsWith("|", line, StringComparison.Ordinal));
        Assert.StartsWith("- feature_key_missing_in_commits: ", lines[^1], StringComparison.Ordinal);
        // 250 are annotated, in five requests.
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public void A_head_that_has_moved_is_told()
    {
        using StubServer server = new(request => Answer(request, _bare));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, run.Run());
        Assert.Contains($"note: head_moved: the head of the pull request is {_bare} by now; this verdict is about {_keyed}.", run.Log, StringComparison.Ordinal);
        Assert.Contains("head&#95;moved", run.Summary, StringComparison.Ordinal);
        Assert.Equal(_keyed, Assert.Single(Created(server)).GetProperty("head_sha").GetString());
    }

    [Fact]
    public void A_token_that_may_not_read_the_pull_request_may_still_write_checks()
    {
        using StubServer server = new(request => request.Method == "GET" ? new(404, """{"message":"Not Found"}""") : Answer(request, _keyed));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, run.Run(("check-runs", "true"), ("require-report", "true")));
        Assert.Single(Created(server));
        Assert.Contains("pull-requests: read", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_of_a_fork_is_not_tried()
    {
        using StubServer server = new(request => Answer(request, _bare));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed, headRepository: 2)).With(server);
        Assert.Equal(0, run.Run(("require-report", "true")));
        Assert.Equal("GET", Assert.Single(server.Requests).Method);
        Assert.Contains("note: head_moved", run.Log, StringComparison.Ordinal);
        Assert.Contains("note: No check runs: the token of a pull request from a fork may only read.", run.Log, StringComparison.Ordinal);
        Assert.Contains("fork", run.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "false", 0, null)]
    [InlineData("auto", "true", 0, null)]
    [InlineData("true", "false", 0, "warning")]
    [InlineData("true", "true", 69, "error")]
    public void A_token_that_may_not_write_checks_matters_only_where_they_are_demanded(string wanted, string required, int exit, string? level)
    {
        using StubServer server = new(request => request.Method == "GET" ? Answer(request, _keyed) : new(403, """{"message":"Resource not accessible by integration"}"""));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(exit, run.Run(("check-runs", wanted), ("require-report", required)));
        Assert.Equal(level, run.Commands.SingleOrDefault(command => command.Name != "add-mask")?.Name);
        Assert.Contains("permissions: checks: write", run.Log, StringComparison.Ordinal);
        Assert.Equal("pass", run.Outputs["verdict"]);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    public void A_server_that_fails_changes_no_verdict(int status)
    {
        using StubServer server = new(_ => new(status, """{"message":"no ##[error]x"}"""));
        using ActionRun passing = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, passing.Run());
        Assert.Equal("proofs: report_incomplete", Assert.Single(passing.Commands).Properties["title"]);
        using ActionRun failing = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _bare)).With(server);
        Assert.Equal(1, failing.Run(("require-report", "true")));
    }

    [Fact]
    public void A_head_that_cannot_be_asked_for_keeps_no_check_run_away()
    {
        using StubServer server = new(request => request.Method == "GET" ? new(500) : Answer(request, _keyed));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, run.Run(("require-report", "true")));
        Assert.Single(Created(server));
    }

    [Theory]
    [InlineData("""{"head":{"sha":"\ud800"},"id":5}""")]
    [InlineData("""{"head":{"sha":"a","sha":"b"},"id":5}""")]
    [InlineData("""{"message":"\ud800","id":"\ud800"}""")]
    [InlineData("""{"\udc00":1,"id":5}""")]
    public void An_odd_answer_changes_no_verdict(string body)
    {
        foreach (int status in new[] { 200, 422 })
        {
            using StubServer server = new(_ => new(status, body));
            using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
            Assert.Equal(0, run.Run());
            Assert.Equal("pass", run.Outputs["verdict"]);
        }
    }

    [Fact]
    public void A_long_answer_leaves_the_summary_small()
    {
        using StubServer server = new(_ => new(403, JsonSerializer.Serialize(new { message = new string('<', 1_000_000) })));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, run.Run());
        Assert.InRange(run.Summary.Length, 1, 20_000);
    }

    [Fact]
    public async Task A_server_that_never_answers_leaves_outputs_and_summary_and_ends()
    {
        using StubServer server = new(_ => new(200) { Manner = StubManner.Silent });
        ImpatientTime time = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)) { Time = time }.With(server);
        Task<int> running = Task.Run(() => run.Run());
        Assert.True(SpinWait.SpinUntil(() => server.Requests.Count == 1, TimeSpan.FromSeconds(60)));
        Assert.Equal("pass", run.Outputs["verdict"]);
        Assert.StartsWith("### Proofs: pass", run.Summary, StringComparison.Ordinal);
        time.EndLimits(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await running);
        Assert.Contains("GitHub did not take them in time", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_check_runs_nothing_is_asked()
    {
        using StubServer server = new(_ => new(500));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, run.Run(("check-runs", "false"), ("require-report", "true")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Under_soft_fail_the_check_run_still_fails()
    {
        using StubServer server = new(request => Answer(request, _bare));
        string stranger = _repo.WriteCommit("Stranger\n"u8.ToArray(), []);
        using ActionRun soft = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _keyed)).With(server);
        Assert.Equal(0, soft.Run(("soft-fail", "true"), ("required-baseline", stranger)));
        Assert.Equal(["failure", "success"], Created(server).Select(each => each.GetProperty("conclusion").GetString()));
    }

    private static StubAnswer Answer(StubRequest request, string head) => request.Method switch
    {
        "GET" => new(200, JsonSerializer.Serialize(new { head = new { sha = head } })),
        "POST" => new(201, """{"id":5}"""),
        _ => new(200, """{"id":5}"""),
    };

    private static IEnumerable<JsonElement> Created(StubServer server) => server.Requests.Where(request => request.Method == "POST").Select(request => JsonDocument.Parse(request.Body).RootElement);
}
