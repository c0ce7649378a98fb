using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>An App's commits need no key only when it opened the pull request and GitHub vouches for every commit.</summary>
public sealed class AppExemptionTests : IDisposable
{
    private const string App = "dependabot[bot]";
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _bump;

    public AppExemptionTests()
    {
        _root = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n  exempt_apps: [dependabot]\n", "Policy");
        _bump = _repo.Commit("Bump x from 1 to 2");
    }

    public void Dispose() => _repo.Dispose();

    [Theory]
    [InlineData("web-flow")]
    [InlineData(App)]
    public void Verified_commits_of_the_App_need_no_key(string committer)
    {
        using StubServer server = new(_ => List(Commit(_bump, committer: committer)));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(0, run.Run());
        Assert.Equal(("pass", "feature_key_app_exempt"), (run.Outputs["feature-key-verdict"], run.Outputs["feature-key-reason"]));
        Assert.Contains("app_commit_exempt", run.Outputs["result-json"], StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, string?, string?, bool> NotTheApp => new()
    {
        { "the signature is not verified", App, "Bot", "web-flow", false },
        { "somebody wrote the App's address into a commit and signed it", App, "Bot", "mallory", true },
        { "the author is a person of that name", App, "User", "web-flow", true },
        { "the author is another App", "renovate[bot]", "Bot", "web-flow", true },
        { "GitHub knows no author", null, null, "web-flow", true },
        { "GitHub knows no committer", App, "Bot", null, true },
    };

    [Theory]
    [MemberData(nameof(NotTheApp))]
    public void Any_other_commit_does(string why, string? author, string? type, string? committer, bool verified)
    {
        using StubServer server = new(_ => List(Commit(_bump, author, type, committer, verified)));
        using ActionRun run = Run(_bump, server);
        Assert.True(run.Run() == 1, why);
        Assert.Equal("feature_key_missing_in_commits", run.Outputs["feature-key-reason"]);
    }

    [Theory]
    [InlineData(2, "Bump x")]
    [InlineData(0, "Bump x")]
    [InlineData(1, "Bump x (#12)")]
    [InlineData(1, "Bump x (#12) \r\n\nmore")]
    [InlineData(1, "Bump x\n\nco-authored-by: Mallory <m@x>")]
    public void What_somebody_merged_at_GitHub_s_pages_is_not_the_App_s(int parents, string message)
    {
        using StubServer server = new(_ => List(Commit(_bump, parents: parents, message: message)));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(1, run.Run());
        Assert.Equal("feature_key_missing_in_commits", run.Outputs["feature-key-reason"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_commit_that_is_listed_as_two_authors_is_not_the_App_s(bool appFirst)
    {
        object[] both = [Commit(_bump), Commit(_bump, "mallory", "User", "mallory")];
        using StubServer server = new(_ => List(appFirst ? both : [both[1], both[0]]));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(1, run.Run());
    }

    [Fact]
    public void A_skipped_merge_between_them_is_told_as_one()
    {
        string root = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n  merges: skip\n  exempt_apps: [dependabot]\n", "Policy");
        string bump = _repo.WriteCommit("Bump x"u8.ToArray(), [root], _repo.Git("rev-parse", root + "^{tree}"));
        string merge = _repo.WriteCommit("Merge"u8.ToArray(), [bump, root], _repo.Git("rev-parse", root + "^{tree}"));
        using StubServer server = new(_ => List(Commit(bump), Commit(merge, "someone", "User", "web-flow", parents: 2)));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(root, merge, author: App, type: "Bot")).With(server);
        Assert.Equal(0, run.Run(("check-runs", "false")));
        Assert.Equal("feature_key_app_exempt", run.Outputs["feature-key-reason"]);
        Assert.Contains("merges_skipped", run.Outputs["result-json"], StringComparison.Ordinal);
    }

    [Fact]
    public void One_commit_that_is_not_verified_takes_it_from_all()
    {
        string more = _repo.Commit("More\n\nFeature-Key: bd-1\n");
        using StubServer server = new(_ => List(Commit(_bump), Commit(more, "mallory", "User", "mallory", verified: false)));
        using ActionRun run = Run(more, server);
        Assert.Equal(1, run.Run());
        Assert.Contains("app_not_verified", run.Summary, StringComparison.Ordinal);
        Assert.Contains(more, run.Outputs["result-json"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_verified_commit_of_somebody_else_is_judged()
    {
        string keyed = _repo.Commit("More\n\nFeature-Key: bd-1\n");
        using StubServer server = new(_ => List(Commit(_bump), Commit(keyed, "someone", "User", "someone")));
        using ActionRun run = Run(keyed, server);
        Assert.Equal(0, run.Run());
        Assert.Equal("feature_key_ok", run.Outputs["feature-key-reason"]);
        string bare = _repo.Commit("Even more");
        using StubServer again = new(_ => List(Commit(_bump), Commit(keyed, "someone", "User", "someone"), Commit(bare, "someone", "User", "someone")));
        using ActionRun failing = Run(bare, again);
        Assert.Equal(1, failing.Run());
        Assert.Contains(bare, Assert.Single(failing.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_GitHub_does_not_list_takes_it_from_all()
    {
        using StubServer server = new(_ => List(Commit(new string('a', 40))));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(1, run.Run());
        Assert.Contains($"GitHub does not list commit {_bump}", run.Outputs["result-json"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("someone", "User")]
    [InlineData("dependabot[bot]", "User")]
    [InlineData("renovate[bot]", "Bot")]
    [InlineData("dependabot", "Bot")]
    public void Another_author_of_the_pull_request_is_not_even_asked_about(string author, string type)
    {
        using StubServer server = new(_ => List(Commit(_bump)));
        using ActionRun run = Run(_bump, server, author, type);
        Assert.Equal(1, run.Run());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void In_the_merge_queue_nobody_opened_anything()
    {
        using StubServer server = new(_ => List(Commit(_bump)));
        using ActionRun run = new ActionRun(_repo.Path, "merge_group", ActionRun.MergeGroup(_root, _bump)).With(server);
        Assert.Equal(1, run.Run(("check-runs", "false")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_policy_without_the_App_asks_nobody()
    {
        using StubServer server = new(_ => List(Commit(_bump)));
        string plain = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Without");
        string bump = _repo.Commit("Bump y");
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(plain, bump, author: App, type: "Bot")).With(server);
        Assert.Equal(1, run.Run(("check-runs", "false")));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(403, "{}")]
    [InlineData(500, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "[{}]")]
    [InlineData(200, """[{"\udc00":1}]""")]
    [InlineData(200, "[1]")]
    [InlineData(200, "[]")]
    public void Without_an_answer_that_vouches_nobody_is_exempt(int status, string body)
    {
        using StubServer server = new(_ => new(status, body));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(1, run.Run());
        Assert.Contains("app_not_verified", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_token_nobody_is_exempt()
    {
        using StubServer server = new(_ => List(Commit(_bump)));
        using ActionRun run = Run(_bump, server);
        run.Variables.Remove("INPUT_TOKEN");
        Assert.Equal(1, run.Run());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_list_that_GitHub_cuts_vouches_for_nobody()
    {
        using StubServer server = new(request => request.Path.EndsWith("page=3", StringComparison.Ordinal)
            ? List([Commit(_bump), .. Enumerable.Range(0, 49).Select(i => Commit(new string('b', 40)))])
            : List([.. Enumerable.Range(0, 100).Select(i => Commit(new string('c', 40)))]));
        using ActionRun run = Run(_bump, server);
        Assert.Equal(1, run.Run());
        Assert.Equal(3, server.Requests.Count);
        Assert.Contains("no more than 250", run.Outputs["result-json"], StringComparison.Ordinal);
    }

    private ActionRun Run(string head, StubServer server, string author = App, string type = "Bot")
    {
        ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head, author: author, type: type)).With(server);
        run.Variables["INPUT_CHECK-RUNS"] = "false";
        return run;
    }

    private static object Commit(string id, string? author = App, string? type = "Bot", string? committer = "web-flow", bool verified = true, int parents = 1, string message = "Bump x") => new
    {
        sha = id,
        commit = new { message, verification = new { verified } },
        parents = Enumerable.Repeat(new { sha = id }, parents),
        author = author is null ? null : new { login = author, type },
        committer = committer is null ? null : new { login = committer, type = "User" },
    };

    private static StubAnswer List(params object[] commits) => new(200, JsonSerializer.Serialize(commits));
}
