using System.Text.Json.Nodes;
using Proofs.Packs;
using TestKit;

namespace Proofs.RunnerPack.Tests;

/// <summary>What is asked of a run that a provider itself was asked for: nobody here can ask one, so that records are written by hand.</summary>
public sealed class DispatchChecksTests
{
    [Theory]
    [InlineData("api.anthropic.com", "live", "live", "pass")]
    [InlineData("api.anthropic.com", "loopback", "live", "fail")]
    [InlineData("api.anthropic.com.evil.com", "live", "live", "fail")]
    [InlineData("api.anthropic.com:8443", "live", "live", "fail")]
    [InlineData("API.anthropic.com", "live", "live", "fail")]
    [InlineData("127.0.0.1:1", "live", "live", "fail")]
    [InlineData("", "live", "live", "fail")]
    [InlineData("api.anthropic.com", "live", null, "fail")]
    public async Task Only_the_providers_own_host_shows_live(string host, string said, string? run, string expected) =>
        Assert.Equal(expected, await ClaimAsync("dispatch.grade", [Turn("req_1", host, said, 0.01m)], (story, records) => DispatchChecks.ClaimGrade(story, records, run)));

    [Theory]
    [InlineData("req_1", "req_2", "pass")]
    [InlineData("req_1", "req_1", "fail")]
    [InlineData("req_1", "", "fail")]
    public async Task Every_turn_has_a_request_of_its_own(string first, string second, string expected) =>
        Assert.Equal(expected, await ClaimAsync("dispatch.answered", [Turn(first), Turn(second)], (story, records) => DispatchChecks.ClaimAnswered(story, records, 2, model: null)));

    [Fact]
    public async Task A_turn_too_few_is_no_answer() =>
        Assert.Equal("fail", await ClaimAsync("dispatch.answered", [Turn("req_1")], (story, records) => DispatchChecks.ClaimAnswered(story, records, 2, model: null)));

    [Theory]
    [InlineData(0.0004, 0.0004, 0, "pass")]
    [InlineData(0.0004, 0.001, 0, "fail")]
    [InlineData(0.0004, 0.0004, 1, "fail")]
    [InlineData(0.0, 0.0, 0, "fail")]
    [InlineData(null, 0.0, 0, "fail")]
    public async Task A_cost_that_is_unknown_or_nothing_proves_nothing(double? usd, double charged, int unknown, string expected) =>
        Assert.Equal(expected, await ClaimAsync("cost.adds_up", [Turn("req_1", usd: (decimal?)usd)], (story, records) => DispatchChecks.ClaimCost(story, records, model: null, JsonValue.Create((decimal)charged), unknown)));

    private static JsonObject Turn(string id, string host = "api.anthropic.com", string grade = "live", decimal? usd = 0.01m) => new()
    {
        ["turn_id"] = "turn_1",
        ["role"] = "planner",
        ["phase"] = "planning",
        ["cost"] = new JsonObject { ["usd"] = usd },
        ["dispatch"] = new JsonObject { ["worker"] = "api_proxy", ["evidence_grade"] = grade, ["endpoint_host"] = host, ["request_id"] = id },
    };

    private static async Task<string> ClaimAsync(string claim, JsonObject[] history, Action<Story, RunRecords> look)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".agentxchain"));
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, ".agentxchain/history.jsonl"), history.Select(entry => entry.ToJsonString()));
        Payload told = await Story.TellAsync(
            Surroundings.Begin("api-dispatch", "live", "test"),
            [new(claim, "It holds.")],
            (story, _) =>
            {
                look(story, new(folder.Path));
                return Task.CompletedTask;
            },
            TimeSpan.FromMinutes(1));
        Assert.Null(told.Errors.FirstOrDefault(error => error.Contains("Exception", StringComparison.Ordinal)));
        return told.Claims.Single().Result;
    }
}
