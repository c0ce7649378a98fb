using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Workers.LocalCli;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>What structured output says, and what is measured from it.</summary>
public sealed class AgentOutputTests
{
    [Fact]
    public void The_last_total_counts_and_a_cost_that_is_not_told_is_unknown()
    {
        AgentOutput said = Read("codex", """{"type":"item.completed","item":{"type":"agent_message","text":"first"}}""", """{"type":"item.completed","item":{"type":"agent_message","text":"last"}}""",
            """{"type":"turn.completed","usage":{"input_tokens":10,"output_tokens":2}}""", """{"type":"turn.completed","usage":{"input_tokens":30,"output_tokens":4}}""");
        Assert.Equal(("last", new TurnCost { InputTokens = 30, OutputTokens = 4 }), (said.Message, said.Cost));
    }

    [Fact]
    public void Steps_are_added_up_and_one_of_unknown_cost_makes_the_whole_unknown()
    {
        string known = """{"type":"step_finish","part":{"tokens":{"input":10,"output":2,"reasoning":1,"cache":{"read":5,"write":4}},"cost":0.001}}""";
        string unknown = """{"type":"step_finish","part":{"tokens":{"input":10,"output":2,"reasoning":1,"cache":{"read":5,"write":4}},"cost":-1}}""";
        Assert.Equal(new() { InputTokens = 38, OutputTokens = 6, Usd = 0.002m }, Read("opencode", known, known).Cost);
        Assert.Equal(new() { InputTokens = 57, OutputTokens = 9 }, Read("opencode", known, unknown, known).Cost);
    }

    [Fact]
    public void A_cost_of_nothing_for_tokens_is_unknown_and_never_zero() =>
        Assert.Null(Read("opencode", """{"type":"step_finish","part":{"tokens":{"input":10,"output":2},"cost":0}}""").Cost.Usd);

    [Fact]
    public void Parts_are_put_together_and_begin_anew_after_a_tool()
    {
        AgentOutput said = Read("gemini", """{"type":"init","model":"gemini-x"}""", """{"type":"message","role":"user","content":"do"}""", """{"type":"message","role":"assistant","content":"I will"}""",
            """{"type":"tool_use"}""", """{"type":"message","role":"assistant","content":"do"}""", """{"type":"message","role":"assistant","content":"ne"}""");
        Assert.Equal(("done", "gemini-x"), (said.Message, said.Model));
    }

    [Fact]
    public void Errors_are_told()
    {
        AgentOutput said = Read("claude", """{"type":"result","is_error":true,"result":"Invalid API key","total_cost_usd":0.25,"usage":{"input_tokens":1,"output_tokens":2}}""");
        Assert.Equal(("Invalid API key", 0.25m), (Assert.Single(said.Errors), said.Cost.Usd));
        Assert.Empty(Read("claude", """{"type":"result","is_error":false,"result":"fine"}""").Errors);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"type\":1}")]
    [InlineData("{\"type\":\"result\",\"result\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"result\",\"usage\":[],\"total_cost_usd\":\"1\"}")]
    [InlineData("{\"type\":\"result\",\"usage\":{\"input_tokens\":-1,\"output_tokens\":1e30},\"total_cost_usd\":1e300}")]
    [InlineData("plain text")]
    public void What_cannot_be_meant_says_nothing(string line) => Assert.Equal(new TurnCost(), Read("claude", line).Cost);

    private static AgentOutput Read(string profile, params string[] lines)
    {
        AgentOutput said = new(AgentProfiles.Of(profile));
        foreach (string line in lines)
        {
            said.Take(Encoding.UTF8.GetBytes(line));
        }

        return said;
    }
}
