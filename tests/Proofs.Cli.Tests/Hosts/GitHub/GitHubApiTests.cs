using System.Text.Json;
using Proofs.Cli.Hosts.GitHub;
using TestKit;

namespace Proofs.Cli.Tests.Hosts.GitHub;

/// <summary>What the client makes of a server that refuses, waits, breaks or hangs.</summary>
public sealed class GitHubApiTests
{
    private const string Token = "ghs_secret.Token-1";
    private static readonly CheckRun Run = new("Proofs: feature-key", new string('a', 40), "failure", "fail: x", "s", "t", []);
    private readonly ImpatientTime _time = new(TimeSpan.FromSeconds(10));

    [Fact]
    public async Task It_asks_as_GitHub_documents()
    {
        using StubServer server = new(_ => new(201, """{"id":7}"""));
        Assert.Equal(7, await Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        StubRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/repos/acme/app/check-runs"), (request.Method, request.Path));
        Assert.Equal(("Bearer " + Token, "application/vnd.github+json, application/json", "2022-11-28"), (request.Headers["Authorization"], request.Headers["Accept"], request.Headers["X-GitHub-Api-Version"]));
        Assert.StartsWith("proofs/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(["name", "head_sha", "status", "conclusion", "output"], JsonDocument.Parse(request.Body).RootElement.EnumerateObject().Select(each => each.Name));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task It_waits_as_long_as_it_is_asked_to(int status)
    {
        using StubServer server = new(Once(new StubAnswer(status, """{"message":"slow down"}""").With("Retry-After", "7"), new(201, """{"id":7}""")));
        Assert.Equal(7, await Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Waits);
    }

    [Fact]
    public async Task It_waits_until_the_limit_is_lifted()
    {
        long reset = TimeProvider.System.GetUtcNow().AddSeconds(5).ToUnixTimeSeconds();
        using StubServer server = new(Once(new StubAnswer(403).With("x-ratelimit-remaining", "0").With("x-ratelimit-reset", $"{reset}"), new(201, """{"id":7}""")));
        Assert.Equal(7, await Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.InRange(Assert.Single(_time.Waits), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(403, """{"message":"You have exceeded a secondary rate limit."}""")]
    public async Task Without_a_time_it_waits_a_minute_as_GitHub_documents(int status, string body)
    {
        using StubServer server = new(Once(new(status, body), new(201, """{"id":7}""")));
        Assert.Equal(7, await Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.Equal([TimeSpan.FromMinutes(1)], _time.Waits);
    }

    [Fact]
    public async Task It_does_not_wait_for_an_hour()
    {
        using StubServer server = new(_ => new StubAnswer(429, """{"message":"secondary rate limit"}""").With("Retry-After", "3600"));
        ApiException failed = await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.Contains("429 (secondary rate limit); GitHub asks to wait 3600 seconds", failed.Message, StringComparison.Ordinal);
        Assert.False(failed.IsForbidden);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(429)]
    public async Task What_only_reads_is_tried_again_and_then_given_up(int status)
    {
        using StubServer server = new(_ => new(status, "<html>busy</html>"));
        ApiException failed = await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.GetHead(7, CancellationToken.None)));
        Assert.Contains($"GET pulls/7 was answered with {status}", failed.Message, StringComparison.Ordinal);
        Assert.Equal((4, 3), (server.Requests.Count, _time.Waits.Count));
    }

    [Theory]
    [InlineData(500, StubManner.Whole)]
    [InlineData(502, StubManner.Whole)]
    [InlineData(201, StubManner.Cut)]
    public async Task What_writes_is_not_written_twice(int status, StubManner manner)
    {
        using StubServer server = new(_ => new(status, """{"id":""") { Manner = manner });
        await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(401, false)]
    [InlineData(422, false)]
    [InlineData(302, false)]
    public async Task A_refusal_is_final(int status, bool isForbidden)
    {
        using StubServer server = new(_ => new StubAnswer(status, """{"message":"Resource not accessible by integration"}""").With("Location", "http://127.0.0.1:1/elsewhere"));
        ApiException failed = await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.GetHead(7, CancellationToken.None)));
        Assert.Equal($"GET pulls/7 was answered with {status} (Resource not accessible by integration).", failed.Message);
        Assert.Equal(isForbidden, failed.IsForbidden);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_again()
    {
        using StubServer server = new(Once(new(200, """{"head":""") { Manner = StubManner.Cut }, new(200, """{"head":{"sha":"abc"}}""")));
        Assert.Equal("abc", await Ask(server, api => api.GetHead(7, CancellationToken.None)));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_ten_seconds()
    {
        using StubServer server = new(_ => new(200) { Manner = StubManner.Silent });
        Task<string> asking = Ask(server, api => api.GetHead(7, CancellationToken.None));
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            int wanted = attempt;
            Assert.True(SpinWait.SpinUntil(() => server.Requests.Count == wanted, TimeSpan.FromSeconds(30)));
            _time.EndLimits(TimeSpan.FromSeconds(10));
        }

        ApiException failed = await Assert.ThrowsAsync<ApiException>(() => asking);
        Assert.StartsWith("GET pulls/7 was not answered", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_may_stop_waiting()
    {
        using StubServer server = new(_ => new(200) { Manner = StubManner.Silent });
        using CancellationTokenSource stop = new();
        Task<string> asking = Ask(server, api => api.GetHead(7, stop.Token));
        Assert.True(SpinWait.SpinUntil(() => server.Requests.Count == 1, TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"head":"x","id":"x"}""")]
    public async Task An_answer_that_makes_no_sense_is_a_problem(string body)
    {
        using StubServer server = new(_ => new(200, body));
        await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.GetHead(7, CancellationToken.None)));
        await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.CreateCheckRun(Run, CancellationToken.None)));
        Assert.True(body == "[]" || await Assert.ThrowsAsync<ApiException>(() => Ask(server, api => api.ListCommits(7, CancellationToken.None))) is not null);
    }

    [Theory]
    [InlineData("http://api.example.test")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("https://user@example.test")]
    [InlineData("nowhere")]
    public void The_token_goes_over_no_open_line(string address)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["GITHUB_API_URL"] = address, ["GITHUB_REPOSITORY"] = "acme/app" };
        Assert.Equal((null, "GITHUB_API_URL is no https address."), ApiAccess.Open(new(variables.GetValueOrDefault), Token, TimeProvider.System));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/app/../other")]
    [InlineData("acme/app?x=1")]
    [InlineData("acme/app\n")]
    public void A_repository_that_is_none_is_not_asked_about(string repository)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["GITHUB_REPOSITORY"] = repository };
        Assert.Equal((null, "GITHUB_REPOSITORY does not name a repository."), ApiAccess.Open(new(variables.GetValueOrDefault), Token, TimeProvider.System));
    }

    private async Task<T> Ask<T>(StubServer server, Func<GitHubApi, Task<T>> question)
    {
        using GitHubApi api = new(server.Address, "acme/app", Token, _time);
        return await question(api);
    }

    /// <summary>One answer to the first request, another to all that follow.</summary>
    private static Func<StubRequest, StubAnswer> Once(StubAnswer first, StubAnswer then)
    {
        int count = 0;
        return _ => Interlocked.Increment(ref count) == 1 ? first : then;
    }
}
