using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;

namespace Proofs.Runs.Tests.Runs.Hooks;

/// <summary>What an answer means: only a clear word lets a blocking hook's phase go on, and nothing an advisory one does stops it.</summary>
public sealed class HookOutcomeTests
{
    [Theory]
    [InlineData("""{"verdict":"allow"}""", "allow", "continued", "allow", "continued")]
    [InlineData(" \n{\"verdict\":\"allow\",\"message\":null,\"annotations\":null,\"more\":1}\n", "allow", "continued", "allow", "continued")]
    [InlineData("""{"verdict":"warn","message":"hm"}""", "warn", "warned", "warn", "warned")]
    [InlineData("""{"verdict":"block","message":"no"}""", "block", "blocked", "warn", "warned_block")]
    [InlineData("", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("not json", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("[]", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("{}", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"ALLOW"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":true}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"block","verdict":"allow"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow"}{"verdict":"allow"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow","message":7}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow","message":"\ud800"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"\ud800"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow","annotations":"x"}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow","annotations":["\ud800"]}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    [InlineData("""{"verdict":"allow","annotations":{"a":1,"a":2}}""", "block", "blocked_invalid_output", "warn", "warned_invalid_output")]
    public void An_answer_is_judged(string output, string blockingVerdict, string blockingAction, string advisoryVerdict, string advisoryAction) =>
        Holds(Of(output), blockingVerdict, blockingAction, advisoryVerdict, advisoryAction);

    [Fact]
    public void An_answer_that_is_too_deep_too_long_or_no_utf8_is_none()
    {
        string deep = $$"""{"verdict":"allow","annotations":{{new string('[', 1000)}}{{new string(']', 1000)}} }""";
        Holds(Of(deep), "block", "blocked_invalid_output", "warn", "warned_invalid_output");
        Holds(Of("""{"verdict":"allow"}""") with { IsTruncated = true }, "block", "blocked_invalid_output", "warn", "warned_invalid_output");
        Holds(new() { Output = new byte[] { (byte)'{', 0xFF, (byte)'}' } }, "block", "blocked_invalid_output", "warn", "warned_invalid_output");
    }

    [Fact]
    public void No_answer_is_no_allow()
    {
        HookAnswer allow = Of("""{"verdict":"allow"}""");
        Holds(allow with { TimedOut = true }, "block", "blocked_timeout", "warn", "warned_timeout");
        Holds(allow with { Failure = "unreachable" }, "block", "blocked_failure", "warn", "warned_failure");
        Holds(allow with { ExitCode = 1 }, "block", "blocked_failure", "warn", "warned_failure");
        Holds(allow with { ExitCode = 0 }, "allow", "continued", "allow", "continued");
    }

    [Theory]
    [InlineData("after_acceptance")]
    [InlineData("on_escalation")]
    public void What_has_happened_is_not_stopped_by_a_hook_that_says_it_blocks(string phase) =>
        Assert.False(HookOutcomes.Judge(phase, new("h", "process", "blocking"), Of("""{"verdict":"block"}""")).Stops);

    [Fact]
    public void Tampering_stops_everything_and_keeps_nothing_of_the_answer()
    {
        HookOutcome allowed = HookOutcomes.Judge("before_gate", new("h", "process", "advisory"), Of("""{"verdict":"allow","annotations":[1]}"""));
        HookOutcome outcome = HookOutcomes.ForTamper(allowed, ["a", "b"], []);
        Assert.Equal(("allow", "aborted_tamper", true, null), (outcome.Verdict, outcome.Action, outcome.Stops, outcome.Annotations));
        Assert.Contains("a, b; everything was put back", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("b: full", HookOutcomes.ForTamper(allowed, ["a", "b"], ["b: full"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_and_excerpts_are_cut_between_characters()
    {
        string message = new string('x', 1999) + "😀😀";
        HookOutcome outcome = HookOutcomes.Judge("before_gate", new("h", "process", "blocking"), Of(JsonSerializer.Serialize(new { verdict = "warn", message })));
        Assert.Equal(new string('x', 1999), outcome.Message);
        Assert.Equal(2000, HookOutcomes.Excerpt(new byte[1_000_000])!.Length);
        Assert.Equal("\uFFFDa", HookOutcomes.Excerpt(new byte[] { 0xFF, (byte)'a' }));
        Assert.Null(HookOutcomes.Excerpt(default));
    }

    private static void Holds(HookAnswer answer, string blockingVerdict, string blockingAction, string advisoryVerdict, string advisoryAction)
    {
        HookOutcome blocking = HookOutcomes.Judge("before_gate", new("h", "process", "blocking"), answer);
        HookOutcome advisory = HookOutcomes.Judge("before_gate", new("h", "process", "advisory"), answer);
        Assert.Equal((blockingVerdict, blockingAction, blockingAction.StartsWith("blocked", StringComparison.Ordinal)), (blocking.Verdict, blocking.Action, blocking.Stops));
        Assert.Equal((advisoryVerdict, advisoryAction, false), (advisory.Verdict, advisory.Action, advisory.Stops));
    }

    private static HookAnswer Of(string output) => new() { Output = Encoding.UTF8.GetBytes(output) };
}
