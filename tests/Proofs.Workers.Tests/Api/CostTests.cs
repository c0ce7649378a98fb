using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>What a turn cost: as measured, never as claimed, and unknown rather than nothing.</summary>
public sealed class CostTests
{
    private const string Unknown = """{"input_tokens":null,"output_tokens":null,"usd":null}""";

    public static TheoryData<string> Both => ["anthropic", "openai"];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_token_costs_something(string provider) => Assert.Contains("\"usd\":0.000", await Cost(provider, 1, 1), StringComparison.Ordinal);

    [Theory]
    [InlineData("anthropic", null, null)]
    [InlineData("anthropic", 10L, null)]
    [InlineData("anthropic", null, 10L)]
    [InlineData("anthropic", 0L, 10L)]
    [InlineData("anthropic", 10L, 0L)]
    [InlineData("anthropic", -1L, 10L)]
    [InlineData("anthropic", 10L, -1L)]
    [InlineData("anthropic", 99_999_999_999L, 10L)]
    [InlineData("anthropic", 10L, 99_999_999_999L)]
    [InlineData("anthropic", long.MaxValue, long.MaxValue)]
    public async Task Counts_that_are_missing_or_cannot_be_true_make_the_cost_unknown(string provider, long? sent, long? back) => Assert.Equal(Unknown, await Cost(provider, sent, back));

    [Theory]
    [InlineData("\"10\"")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("[]")]
    public async Task Counts_that_are_no_whole_numbers_make_the_cost_unknown(string count)
    {
        WorkResult done = await Work("anthropic", JsonNode.Parse(count), 10);
        Assert.True(done.Failure is null ? JsonNode.Parse(done.TurnResult.Span)!["cost"]!.ToJsonString() == Unknown : done.Failure is { Class: "response_parse_failure", Cost.Usd: null });
    }

    [Theory]
    [InlineData(-5, 5)]
    [InlineData(99_999_999_999, 5)]
    public async Task Counts_that_the_sdk_cannot_hold_make_the_answer_unreadable_and_its_cost_unknown(long sent, long back)
    {
        WorkResult done = await Work("openai", sent, back);
        Assert.Null(done.Failure?.Cost?.Usd);
        Assert.Null(done.Record!.Usage!.Usd);
    }

    [Theory]
    [InlineData("unheard-of-model")]
    [InlineData("gpt-4o-2024-05-13")]
    public async Task A_model_without_a_price_has_an_unknown_cost_and_known_tokens(string model)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        WorkResult done = await desk.Work(Desk.Runtime("openai", model, "OPENAI_API_KEY", server.Address.ToString()));
        Assert.Equal("""{"input_tokens":100,"output_tokens":20,"usd":null}""", JsonNode.Parse(done.TurnResult.Span)!["cost"]!.ToJsonString());
    }

    [Fact]
    public async Task The_configurations_rates_stand_before_the_table()
    {
        using Desk desk = new();
        desk.Rates["gpt-4o"] = new CostRate(1000, 2000);
        desk.Rates["llama3"] = new CostRate(0, 0);
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        Assert.Equal(0.14m, (await desk.Work(Desk.OpenAi(server.Address))).Record!.Usage!.Usd);
        Assert.Equal(0m, (await desk.Work(Desk.For("ollama", server.Address))).Record!.Usage!.Usd);
    }

    [Theory]
    [InlineData("claude-opus-4-6", 0.0010)]
    [InlineData("claude-haiku-4-5", 0.0002)]
    [InlineData("never-heard-of", 0.0002)]
    public async Task An_answer_that_names_a_dearer_model_costs_more_and_none_costs_less(string echoed, double expected)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20, model: echoed));
        Assert.Equal((decimal)expected, (await desk.Work(Desk.Anthropic(server.Address))).Record!.Usage!.Usd);
    }

    [Fact]
    public void What_a_model_only_thinks_is_paid_too() => Assert.Equal((100, 70), Read("""{"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":170}}"""));

    [Fact]
    public void What_was_written_to_a_cache_was_sent() => Assert.Equal((175, 20), Read("""{"usage":{"input_tokens":100,"output_tokens":20,"cache_creation_input_tokens":50,"cache_read_input_tokens":25}}"""));

    [Fact]
    public void The_table_says_nothing_about_very_long_prompts()
    {
        Assert.NotNull(PriceTable.Of(new() { InputTokens = 200_000, OutputTokens = 1 }, "gemini-2.5-pro"));
        Assert.Null(PriceTable.Of(new() { InputTokens = 200_001, OutputTokens = 1 }, "gemini-2.5-pro"));
        Assert.Null(PriceTable.Of(new() { InputTokens = 1, OutputTokens = 1 }, null));
    }

    private static (long?, long?) Read(string body)
    {
        Exchange exchange = new() { Request = new byte[1000], Status = 200, Response = System.Text.Encoding.UTF8.GetBytes(body) };
        return UsageReader.Read(exchange, 4096) is { } tokens ? (tokens.InputTokens, tokens.OutputTokens) : (null, null);
    }

    private static async Task<string> Cost(string provider, long? sent, long? back)
    {
        WorkResult done = await Work(provider, sent, back);
        Assert.Null(done.Failure);
        return JsonNode.Parse(done.TurnResult.Span)!["cost"]!.ToJsonString();
    }

    private static async Task<WorkResult> Work(string provider, JsonNode? sent, JsonNode? back)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, sent, back));
        return await desk.Work(Desk.For(provider, server.Address));
    }
}
