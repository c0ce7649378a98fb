using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>The token is told to the runner as a secret and to GitHub as a key, and to nobody else.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Token = "ghs_a-Secret.1";
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;

    public SecretTests() => _root = _repo.Commit("Begin");

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void A_commit_that_holds_it_is_told_without_it()
    {
        string head = _repo.Commit($"Leak\n\nFeature-Key: {Token}\n");
        using StubServer server = new(request => request.Method == "GET" ? new(200, JsonSerializer.Serialize(new { head = new { sha = Token } })) : new(422, JsonSerializer.Serialize(new { message = $"Bad {Token}" })));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head)).With(server);
        run.Variables["INPUT_TOKEN"] = Token;
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.DoesNotContain("add-mask", run.Log, StringComparison.Ordinal);
        AssertAbsent(run, run.Log);
        Assert.Contains("***", run.Log, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.DoesNotContain(Token, request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public void A_runner_is_told_to_mask_it()
    {
        string head = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head));
        run.Variables["GITHUB_ACTIONS"] = "true";
        Assert.Equal(0, run.Run(("feature-key", "bd-1"), ("token", Token), ("check-runs", "false")));
        Assert.Equal(("add-mask", Token), (run.Commands[0].Name, run.Commands[0].Data));
        AssertAbsent(run, string.Join('\n', run.Log.Split('\n').Skip(1)));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("with blank")]
    [InlineData("umläut")]
    public void One_that_can_be_none_is_refused_and_not_shown(string token)
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _root));
        Assert.Equal(64, run.Run(("token", token)));
        Assert.DoesNotContain(token.Split('\n')[0], run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_that_quotes_it_is_told_without_it()
    {
        using ActionRun run = new(_repo.Path, "workflow_dispatch", new { });
        Assert.Equal(64, run.Run(("token", Token), ("feature-key", "bd-1"), ("base", $"x:{Token}"), ("head", "HEAD")));
        AssertAbsent(run, run.Log);
        Assert.Contains("***", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_holds_it_is_refused_without_it()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _root));
        Assert.Equal(64, run.Run(("token", Token), ("gates", Token)));
        AssertAbsent(run, run.Log);
    }

    [Fact]
    public void A_part_of_it_at_the_end_of_a_quote_is_not_told_either()
    {
        string token = "ghs_" + new string('S', 36);
        string head = _repo.Commit($"Leak\n\nFeature-Key: {new string('p', 40)}{token}\n");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head));
        Assert.Equal(1, run.Run(("token", token), ("check-runs", "false"), ("feature-key", "bd-1")));
        Assert.DoesNotContain("ghs", run.Log + run.Summary + run.Outputs["result-json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_environment_is_told()
    {
        string head = _repo.Commit("Forgotten");
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, head));
        run.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "oidc-Secret";
        run.Variables["GITHUB_ENV"] = run.In("env");
        run.Variables["GITHUB_PATH"] = run.In("path");
        Assert.Equal(1, run.Run(("feature-key", "bd-1")));
        Assert.DoesNotContain("oidc-Secret", run.Log + run.Summary + File.ReadAllText(run.In("output")), StringComparison.Ordinal);
        Assert.False(File.Exists(run.In("env")) || File.Exists(run.In("path")));
    }

    private static void AssertAbsent(ActionRun run, string log) =>
        Assert.DoesNotContain("Secret", log + run.Summary + File.ReadAllText(run.In("output")) + (File.Exists(run.In("proofs-result.json")) ? File.ReadAllText(run.In("proofs-result.json")) : string.Empty), StringComparison.Ordinal);
}
