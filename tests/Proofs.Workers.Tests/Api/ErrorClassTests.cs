using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using TestKit;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>Every published class, as the providers' SDKs bring it about.</summary>
public sealed class ErrorClassTests
{
    public static TheoryData<string, int, string, string, string?, string, bool> Answers
    {
        get
        {
            TheoryData<string, int, string, string, string?, string, bool> data = [];
            (int Status, string Type, string Message, string? Code, string Class, bool IsRetryable)[] rows =
            [
                (401, "authentication_error", "invalid x-api-key", null, "auth_failure", false),
                (403, "permission_error", "not for you", null, "auth_failure", false),
                (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", null, "auth_failure", false),
                (404, "not_found_error", "model: nope", null, "model_not_found", false),
                (400, "invalid_request_error", "no such model", "model_not_found", "model_not_found", false),
                (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", null, "context_overflow", false),
                (400, "invalid_request_error", "This model's maximum context length is 128000 tokens.", "context_length_exceeded", "context_overflow", false),
                (413, "request_too_large", "too large", null, "context_overflow", false),
                (400, "invalid_request_error", "max_tokens: must be positive", null, "invalid_request", false),
                (422, "invalid_request_error", "unprocessable", null, "invalid_request", false),
                (405, "x", "no", null, "invalid_request", false),
                (429, "rate_limit_error", "slow down", null, "rate_limited", true),
                (429, "rate_limit_error", "Your daily limit is reached", null, "rate_limited", false),
                (429, "rate_limit_error", "spend limit reached", null, "rate_limited", false),
                (429, "rate_limit_error", "over budget", null, "rate_limited", false),
                (429, "insufficient_quota", "You exceeded your current quota", "insufficient_quota", "rate_limited", false),
                (400, "invalid_request_error", "Your credit balance is too low", null, "rate_limited", false),
                (402, "billing_error", "pay first", null, "rate_limited", false),
                (529, "overloaded_error", "Overloaded", null, "provider_overloaded", true),
                (503, "x", "busy", null, "provider_overloaded", true),
                (500, "overloaded_error", "Overloaded", null, "provider_overloaded", true),
                (500, "api_error", "oops", null, "unknown_api_error", true),
                (504, "timeout_error", "gateway", null, "unknown_api_error", true),
                (408, "timeout_error", "too slow", null, "timeout", true),
                (418, "teapot", "short and stout", null, "invalid_request", false),
            ];
            foreach ((int status, string type, string message, string? code, string name, bool isRetryable) in rows)
            {
                data.Add("anthropic", status, type, message, code, name, isRetryable);
                data.Add("openai", status, type, message, code, name, isRetryable);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_error_of_a_provider_has_its_published_class(string provider, int status, string type, string message, string? code, string expected, bool isRetryable)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Error(status, type, message, code));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal((expected, isRetryable), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Contains(message, done.Failure.Reason, StringComparison.Ordinal);
        Assert.Equal(isRetryable, done.Failure.Recovery is null);
        DispatchTry request = Assert.Single(done.Record!.Tries);
        Assert.Equal((expected, status, "req_1"), (request.Outcome, request.HttpStatus, request.RequestId));
        Assert.Single(server.Requests);
        // What a provider refuses costs nothing; what broke may have been worked on.
        Assert.Equal(status is 500 or 504 ? null : 0m, done.Failure.Cost!.Usd);
    }

    [Theory]
    [InlineData("""[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", 400, "auth_failure")]
    [InlineData("""{"error":"model \"x\" not found"}""", 404, "model_not_found")]
    [InlineData("<html>Bad gateway</html>", 502, "unknown_api_error")]
    [InlineData("", 500, "unknown_api_error")]
    [InlineData("null", 401, "auth_failure")]
    [InlineData("""{"error":{"message":17,"type":{}}}""", 400, "invalid_request")]
    [InlineData("""{"error":{"message":"\ud800"}}""", 400, "invalid_request")]
    public async Task Errors_of_any_shape_are_classified(string body, int status, string expected)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Raw(status, body));
        Assert.Equal(expected, (await desk.Work(Desk.For("google", server.Address))).Failure?.Class);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task The_raw_detail_is_short_and_cannot_speak_to_a_terminal_or_a_runner(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Error(400, "e", "\u001b[2J::error::x\n" + new string('x', 100_000)));
        string reason = (await desk.Work(Desk.For(provider, server.Address))).Failure!.Reason;
        Assert.InRange(reason.Length, 500, 900);
        Assert.DoesNotContain('\u001b', reason);
        Assert.DoesNotContain('\n', reason);
        Assert.DoesNotContain("::error", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic", "")]
    [InlineData("anthropic", "[1,2]")]
    [InlineData("anthropic", "{}")]
    [InlineData("anthropic", "<html>")]
    [InlineData("anthropic", """{"content":null}""")]
    [InlineData("anthropic", """{"type":"error","error":{"type":"overloaded_error","message":"x"}}""")]
    [InlineData("openai", "")]
    [InlineData("openai", "[1,2]")]
    [InlineData("openai", "{}")]
    [InlineData("openai", "<html>")]
    [InlineData("openai", """{"choices":[]}""")]
    [InlineData("openai", """{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"stop"}]}""")]
    public async Task A_success_that_is_no_answer_is_an_error(string provider, string body)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Raw(200, body));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Contains(done.Failure!.Class, (string[])["response_parse_failure", "turn_result_extraction_failure"]);
        Assert.Null(done.Failure.Cost!.Usd);
    }

    [Fact]
    public async Task Nobody_there_is_a_network_failure_that_costs_nothing()
    {
        using Desk desk = new();
        WorkResult done = await desk.Work(Desk.Anthropic(new("http://127.0.0.1:1/")));
        Assert.Equal(("network_failure", true, 0m), (done.Failure!.Class, done.Failure.IsRetryable, done.Failure.Cost?.Usd));
        Assert.Equal((EvidenceGrade.Unobserved, null), (done.Record!.EvidenceGrade, done.Record.Tries[0].HttpStatus));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_cut_connection_is_a_network_failure_of_unknown_cost(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10) with { Manner = ModelManner.Cut });
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal(("network_failure", true), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Equal((null, null), (done.Failure.Cost!.Usd, done.Failure.Cost.InputTokens));
    }

    [Theory]
    [InlineData("anthropic", ModelManner.Slow)]
    [InlineData("openai", ModelManner.Slow)]
    [InlineData("anthropic", ModelManner.Silent)]
    [InlineData("openai", ModelManner.Silent)]
    public async Task A_slow_answer_is_ended_with_its_body_too(string provider, ModelManner manner)
    {
        TimeSpan limit = TimeSpan.FromSeconds(7);
        ImpatientTime time = new(limit);
        using Desk desk = new() { Time = time };
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10) with { Manner = manner });
        JsonObject settings = Desk.For(provider, server.Address);
        settings["timeout_seconds"] = 7;
        Task<WorkResult> work = desk.Work(settings);
        while (!work.IsCompleted)
        {
            if (server.Requests.Count > 0)
            {
                time.EndLimits(limit);
            }

            await Task.WhenAny(work, Task.Delay(10));
        }

        WorkResult done = await work;
        Assert.Equal(("timeout", true, null), (done.Failure!.Class, done.Failure.IsRetryable, done.Failure.Cost!.Usd));
        Assert.Contains("after 7 seconds", done.Failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_gibibyte_of_body_is_not_read(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10) with { Padding = 1L << 30 });
        long before = GC.GetTotalAllocatedBytes();
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal(("response_parse_failure", false, null), (done.Failure!.Class, done.Failure.IsRetryable, done.Failure.Cost!.Usd));
        // Other tests run beside it.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 900L << 20);
    }

    [Fact]
    public async Task A_run_that_has_stopped_sends_nothing()
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        WorkResult done = await desk.Work(Desk.Anthropic(server.Address), cancellation: new CancellationToken(canceled: true));
        Assert.Equal(("cancelled", 0m, 0), (done.Failure!.Class, done.Failure.Cost!.Usd, server.Connections));
    }

    [Theory]
    [InlineData("anthropic", "/a b")]
    [InlineData("anthropic", "/a%2Fb/")]
    [InlineData("openai", "//")]
    [InlineData("openai", "/a//b//")]
    [InlineData("openai", "/../../x")]
    [InlineData("openai", "/ü/%C3%BC")]
    [InlineData("google", "/%3Fkey=1")]
    public async Task An_odd_path_is_the_path_that_is_asked_or_is_refused(string provider, string path)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        JsonObject settings = Desk.For(provider, server.Address);
        settings["base_url"] = server.Address.ToString().TrimEnd('/') + path;
        WorkResult done = await desk.Work(settings);
        Assert.True(done.Failure is null or { Class: "endpoint_not_allowed", IsRetryable: false, Cost.Usd: 0 });
        Assert.Equal(done.Failure is null ? 1 : 0, server.Requests.Count);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_very_long_answer_may_be_asked_for(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        JsonObject settings = Desk.For(provider, server.Address);
        settings["max_output_tokens"] = 2_000_000;
        Assert.Null((await desk.Work(settings)).Failure);
        Assert.Contains("2000000", Assert.Single(server.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_stops_ends_the_request_at_once()
    {
        using Desk desk = new();
        using ModelServer server = new(new ModelAnswer { Manner = ModelManner.Silent });
        using CancellationTokenSource stop = new();
        Task<WorkResult> work = desk.Work(Desk.Anthropic(server.Address), cancellation: stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.WhenAny(work, Task.Delay(10));
        }

        await stop.CancelAsync();
        WorkResult done = await work;
        Assert.Equal(("cancelled", null), (done.Failure!.Class, done.Failure.Cost!.Usd));
    }
}
