using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>Turns through the official SDKs, against a real server on 127.0.0.1.</summary>
public sealed class ApiWorkerTests
{
    public static TheoryData<string> Providers => ["anthropic", "openai", "google", "ollama"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_models_answer_is_the_result_with_what_it_really_cost(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Null(done.Failure);
        JsonObject result = JsonNode.Parse(done.TurnResult.Span)!.AsObject();
        Assert.Equal("done", result["summary"]!.GetValue<string>());
        Assert.Equal((100, 20), (result["cost"]!["input_tokens"]!.GetValue<long>(), result["cost"]!["output_tokens"]!.GetValue<long>()));
        Assert.Equal(provider == "ollama" ? null : provider == "anthropic" ? 0.0002m : provider == "openai" ? 0.00045m : 0.000325m, result["cost"]!["usd"]?.GetValue<decimal>());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_model_is_sent_the_prompt_and_the_context_and_nothing_of_this_machine(string provider)
    {
        using Desk desk = new("PROMPT ü\n", "CONTEXT\n");
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        await desk.Work(Desk.For(provider, server.Address));
        ModelRequest request = Assert.Single(server.Requests);
        Assert.Equal("PROMPT ü\n\n\n---\n\nCONTEXT\n", request.Prompt);
        Assert.Contains("one JSON object", request.System, StringComparison.Ordinal);
        Assert.Equal(provider switch { "anthropic" => "/v1/messages", "google" => "/v1beta/openai/chat/completions", _ => "/v1/chat/completions" }, request.Path);
        Assert.Equal(provider == "ollama" ? null : Desk.Key, request.Key);
        Assert.Empty(request.Headers.Keys.Except(["Host", "Accept", "User-Agent", "Authorization", "anthropic-version", "Content-Type", "Content-Length"], StringComparer.OrdinalIgnoreCase));
        Assert.Equal(4096, request.Json.GetProperty(provider is "anthropic" or "ollama" ? "max_tokens" : "max_completion_tokens").GetInt32());
        Assert.Equal(provider == "anthropic" ? null : "json_object", request.IsAnthropic ? null : request.Json.GetProperty("response_format").GetProperty("type").GetString());
        Assert.Equal(provider switch { "openai" => "developer", "anthropic" => "user", _ => "system" }, request.Json.GetProperty("messages")[0].GetProperty("role").GetString());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_record_tells_who_answered_what_and_how_much_that_proves(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20, model: "echoed-1"));
        DispatchRecord record = (await desk.Work(Desk.For(provider, server.Address))).Record!;
        ModelRequest request = Assert.Single(server.Requests);
        Assert.Equal(("api_proxy", provider, server.Address.Authority, "echoed-1"), (record.Worker, record.Provider, record.EndpointHost, record.ModelEchoed));
        Assert.Equal((EvidenceGrade.Loopback, "req_1", 0), (record.EvidenceGrade, record.RequestId, record.Retries));
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(request.Bytes)), record.RequestDigest);
        Assert.Matches("^sha256:[0-9a-f]{64}$", record.ResponseDigest);
        Assert.Equal((1, "success", 200), (record.Tries[0].Number, record.Tries[0].Outcome, record.Tries[0].HttpStatus));
        Assert.Equal((100, 20), (record.Usage!.InputTokens, record.Usage.OutputTokens));
    }

    [Theory]
    [InlineData(WriteAuthority.Authoritative, "unsupported_authority")]
    [InlineData(WriteAuthority.ReviewOnly, null)]
    [InlineData(WriteAuthority.Proposed, null)]
    public async Task An_authoritative_role_is_refused_before_anything_is_sent(WriteAuthority authority, string? expected)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        WorkResult done = await desk.Work(Desk.Anthropic(server.Address), authority);
        Assert.Equal(expected, done.Failure?.Class);
        Assert.Equal(expected is null ? 1 : 0, server.Connections);
    }
}
