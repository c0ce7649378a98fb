using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>When a request is sent again, and how long is waited.</summary>
public sealed class RetryTests
{
    private static readonly ModelAnswer Busy = ModelAnswer.Error(529, "overloaded_error", "Overloaded");
    private static readonly ModelAnswer Limited = ModelAnswer.Error(429, "rate_limit_error", "slow down");
    private static readonly ModelAnswer Good = ModelAnswer.Says(Desk.Result, 100, 20);

    [Fact]
    public async Task Without_a_policy_a_request_is_sent_once()
    {
        using Desk desk = new();
        using ModelServer server = new(Busy, Good);
        Assert.Equal("provider_overloaded", (await desk.Work(Desk.Anthropic(server.Address))).Failure?.Class);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task With_a_policy_it_is_sent_again_and_the_record_has_every_try(string provider)
    {
        ImpatientTime time = new(TimeSpan.FromSeconds(120));
        using Desk desk = new() { Time = time };
        using ModelServer server = new(Busy, Limited.With("Retry-After", "3"), Good);
        WorkResult done = await desk.Work(Settings(provider, server));
        Assert.Null(done.Failure);
        Assert.Equal(3, server.Requests.Count);
        // Half of the dice: half of the first wait; then what the provider asked for.
        Assert.Equal([TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3)], time.Waits);
        Assert.Equal(2, done.Record!.Retries);
        Assert.Equal(["provider_overloaded", "rate_limited", "success"], done.Record.Tries.Select(each => each.Outcome), StringComparer.Ordinal);
        Assert.Equal([0L, 500L, 3000L], done.Record.Tries.Select(each => each.DelayMs));
        Assert.Equal([529, 429, 200], done.Record.Tries.Select(each => each.HttpStatus!.Value));
        Assert.Equal((100, 20), (done.Record.Usage!.InputTokens, done.Record.Usage.OutputTokens));
    }

    [Fact]
    public async Task Three_attempts_are_the_most_unless_the_policy_says_otherwise()
    {
        using Desk desk = new() { Time = new ImpatientTime(TimeSpan.FromSeconds(120)) };
        using ModelServer server = new(Busy);
        WorkResult done = await desk.Work(Settings("anthropic", server));
        Assert.Equal(("provider_overloaded", 3, 0m), (done.Failure!.Class, server.Requests.Count, done.Failure.Cost!.Usd));
        Assert.Contains("(3 requests)", done.Failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "authentication_error", "no")]
    [InlineData(400, "invalid_request_error", "no")]
    [InlineData(429, "rate_limit_error", "daily limit")]
    public async Task What_would_end_the_same_is_not_sent_again(int status, string type, string message)
    {
        using Desk desk = new() { Time = new ImpatientTime(TimeSpan.FromSeconds(120)) };
        using ModelServer server = new(ModelAnswer.Error(status, type, message), Good);
        Assert.NotNull((await desk.Work(Settings("openai", server))).Failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Every_try_that_was_paid_for_is_charged()
    {
        using Desk desk = new() { Time = new ImpatientTime(TimeSpan.FromSeconds(120)) };
        using ModelServer server = new(ModelAnswer.Raw(200, """{"usage":{"input_tokens":50,"output_tokens":5}}"""), Good);
        WorkResult done = await desk.Work(Settings("anthropic", server));
        Assert.Equal(["response_parse_failure", "success"], done.Record!.Tries.Select(each => each.Outcome), StringComparer.Ordinal);
        Assert.Equal((150, 25, 0.000275m), (done.Record.Usage!.InputTokens, done.Record.Usage.OutputTokens, done.Record.Usage.Usd));
        Assert.Equal("""{"input_tokens":150,"output_tokens":25,"usd":0.000275}""", JsonNode.Parse(done.TurnResult.Span)!["cost"]!.ToJsonString());
    }

    [Fact]
    public async Task A_try_of_which_nobody_knows_what_it_cost_makes_the_sum_unknown()
    {
        using Desk desk = new() { Time = new ImpatientTime(TimeSpan.FromSeconds(120)) };
        using ModelServer server = new(Good with { Manner = ModelManner.Cut }, Good);
        WorkResult done = await desk.Work(Settings("anthropic", server));
        Assert.Null(done.Failure);
        Assert.Equal((null, null), (done.Record!.Usage!.InputTokens, done.Record.Usage.Usd));
        Assert.Equal("""{"input_tokens":null,"output_tokens":null,"usd":null}""", JsonNode.Parse(done.TurnResult.Span)!["cost"]!.ToJsonString());
    }

    [Fact]
    public async Task A_wait_that_is_longer_than_the_time_that_is_left_is_not_begun()
    {
        ImpatientTime time = new(TimeSpan.FromSeconds(120));
        using Desk desk = new() { Time = time };
        using ModelServer server = new(Limited.With("Retry-After", "181"), Good);
        WorkResult done = await desk.Work(Settings("anthropic", server), limit: TimeSpan.FromSeconds(180));
        Assert.Equal(("rate_limited", true), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Single(server.Requests);
        Assert.Empty(time.Waits);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 1000)]
    [InlineData(2, 0.5, 1000)]
    [InlineData(3, 1, 4000)]
    [InlineData(4, 1, 8000)]
    [InlineData(9, 1, 8000)]
    public void Waits_double_up_to_the_most_and_the_dice_take_from_all_of_it(int number, double dice, int expected) =>
        Assert.Equal(expected, Policy("""{"enabled":true,"max_attempts":99}""").Delay(new("timeout", string.Empty, true), number, dice, null)!.Value.TotalMilliseconds);

    [Fact]
    public void A_policy_has_its_own_numbers()
    {
        RetryPolicy policy = Policy("""{"enabled":true,"max_attempts":4,"base_delay_ms":10,"max_delay_ms":1000,"backoff_multiplier":3,"jitter":"none","retry_on":["timeout","turn_result_extraction_failure"]}""");
        Assert.Equal(90, policy.Delay(new("timeout", string.Empty, true), 3, 0, null)!.Value.TotalMilliseconds);
        Assert.NotNull(policy.Delay(new("turn_result_extraction_failure", string.Empty, true), 1, 0, null));
        Assert.Null(policy.Delay(new("timeout", string.Empty, true), 4, 0, null));
        Assert.Null(policy.Delay(new("rate_limited", string.Empty, true), 1, 0, null));
        Assert.Null(policy.Delay(new("timeout", string.Empty, false), 1, 0, null));
        Assert.Null(Policy("""{"enabled":false,"max_attempts":4}""").Delay(new("timeout", string.Empty, true), 1, 0, null));
    }

    [Theory]
    [InlineData(30, null, 30.0)]
    [InlineData(30, 31, 30.0)]
    [InlineData(30, 30, null)]
    [InlineData(3600, null, null)]
    [InlineData(0, null, 0.5)]
    public void A_provider_is_granted_its_wait_when_there_is_time(int asked, int? left, double? expected) =>
        Assert.Equal(expected, Policy("""{"enabled":true}""").Delay(new("rate_limited", string.Empty, true) { RetryAfter = TimeSpan.FromSeconds(asked) }, 1, 0.5, left is { } seconds ? TimeSpan.FromSeconds(seconds) : null)?.TotalSeconds);

    [Theory]
    [InlineData("5", 5.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("0", 0.0)]
    [InlineData("Sat, 21 Nov 2026 00:01:00 GMT", 60.0)]
    [InlineData("Fri, 20 Nov 2026 00:00:00 GMT", 0.0)]
    [InlineData("999999999999999999999", 31536000.0)]
    [InlineData("-5", null)]
    [InlineData("NaN", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Retry_After_is_seconds_or_a_date(string? value, double? expected) =>
        Assert.Equal(expected, ApiErrors.RetryAfter(value, DateTimeOffset.Parse("2026-11-21T00:00:00Z", CultureInfo.InvariantCulture))?.TotalSeconds);

    [Fact]
    public void Nobody_is_asked_without_end() => Assert.Equal(20, Policy("""{"enabled":true,"max_attempts":2000000000,"base_delay_ms":0}""").MaxAttempts);

    [Fact]
    public async Task A_run_that_stops_during_a_wait_gets_what_was_seen_before()
    {
        using CancellationTokenSource stop = new();
        using Desk desk = new();
        using ModelServer server = new(Limited.With("Retry-After", "500"));
        Task<WorkResult> work = desk.Work(Settings("anthropic", server), cancellation: stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.WhenAny(work, Task.Delay(10));
        }

        await stop.CancelAsync();
        WorkResult done = await work;
        Assert.Contains(done.Failure!.Class, (string[])["rate_limited", "cancelled"]);
        Assert.Single(server.Requests);
    }

    private static RetryPolicy Policy(string json) => RetryPolicy.Read(JsonDocument.Parse(json).RootElement);

    private static JsonObject Settings(string provider, ModelServer server)
    {
        JsonObject settings = Desk.For(provider, server.Address);
        settings["retry_policy"] = new JsonObject { ["enabled"] = true };
        return settings;
    }
}
