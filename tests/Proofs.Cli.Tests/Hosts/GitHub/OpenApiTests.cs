using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using TestKit;

namespace Proofs.Cli.Tests.Hosts.GitHub;

/// <summary>
/// Every request is one that GitHub's own description of its API allows. Prism, which nobody here wrote, serves that description and answers
/// 422 to a request that breaks it.
/// </summary>
public sealed class OpenApiTests : IClassFixture<OpenApiTests.GitHub>
{
    private readonly GitHub _gitHub;

    public OpenApiTests(GitHub gitHub) => _gitHub = gitHub;

    [SkippableFact]
    public async Task A_check_run_with_annotations_is_created_and_more_are_added()
    {
        CheckAnnotation[] annotations = [.. Enumerable.Range(0, 50).Select(i => new CheckAnnotation(".github/proofs.yml", "failure", "feature_key_missing_in_commits", $"Commit {i}"))];
        CheckRun run = new("Proofs: feature-key", new string('a', 40), "action_required", "undetermined: x", "summary", new string('t', CheckRun.LargestText), annotations);
        using GitHubApi api = _gitHub.Api();
        long id = await api.CreateCheckRun(run, CancellationToken.None);
        Assert.True(id > 0);
        await api.Annotate(id, run, annotations, CancellationToken.None);
    }

    [SkippableFact]
    public async Task Without_annotations_too()
    {
        using GitHubApi api = _gitHub.Api();
        Assert.True(await api.CreateCheckRun(new("Proofs: baseline", new string('a', 40), "success", "t", "s", string.Empty, []), CancellationToken.None) > 0);
    }

    [SkippableFact]
    public async Task A_pull_request_s_head_is_read()
    {
        using GitHubApi api = _gitHub.Api();
        Assert.Matches("^[0-9a-f]{40}$", await api.GetHead(1347, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_pull_request_s_commits_are_read()
    {
        using GitHubApi api = _gitHub.Api();
        // GitHub's example: octocat's unverified commit.
        AppCommit commit = Assert.Single(await api.ListCommits(1347, CancellationToken.None));
        Assert.Equal(("octocat", "User", "octocat", false), (commit.Author, commit.AuthorType, commit.Committer, commit.IsVerified));
        Assert.Matches("^[0-9a-f]{40}$", commit.Id);
    }

    [SkippableFact]
    public async Task A_request_that_breaks_the_description_is_told_apart()
    {
        using GitHubApi api = _gitHub.Api();
        CheckRun run = new("Proofs: baseline", new string('a', 40), "passed", "t", "s", "t", []);
        ApiException wrong = await Assert.ThrowsAsync<ApiException>(() => api.CreateCheckRun(run, CancellationToken.None));
        Assert.Contains("was answered with 422", wrong.Message, StringComparison.Ordinal);
        CheckAnnotation[] tooMany = [.. Enumerable.Repeat(new CheckAnnotation("f", "failure", "t", "m"), 51)];
        await Assert.ThrowsAsync<ApiException>(() => api.Annotate(1, run, tooMany, CancellationToken.None));
    }

    /// <summary>One server for all tests of the class. Not with --errors: GitHub's own example of a pull request breaks its schema.</summary>
    public sealed class GitHub : IDisposable
    {
        private readonly Lazy<Service> _service = new(() => Service.Start("node", port =>
            [NpmTool.Prism.Own("dist/index.js"), "mock", "--host", "127.0.0.1", "--port", $"{port}", NpmTool.GitHubDescription.Own("generated/api.github.com.json")]));

        internal GitHubApi Api() => new(_service.Value.Address, "acme/app", "ghs_token", TimeProvider.System);

        public void Dispose()
        {
            if (_service.IsValueCreated)
            {
                _service.Value.Dispose();
            }
        }
    }
}
