using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Workers.LocalCli;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>What a runtime's settings start.</summary>
public sealed class CommandTemplateTests
{
    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("  a\t'b c'  \"d e\" ", "a|b c|d e")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("a b\\ c 'd\\e' \"f\\\"g\\\\h\\i\"", "a|b c|d\\e|f\"g\\h\\i")]
    [InlineData("a --x='y z'\"w\" $HOME;`b`", "a|--x=y zw|$HOME;`b`")]
    public void A_text_is_taken_apart_without_a_shell(string text, string arguments) => Assert.Equal(arguments, string.Join('|', CommandText.Split(text)!));

    [Theory]
    [InlineData("a 'b")]
    [InlineData("a \"b\\\"")]
    public void A_quote_that_does_not_end_is_no_command(string text)
    {
        Assert.Null(CommandText.Split(text));
        Assert.Contains("quote", Of(new { command = text }).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_and_arguments_are_one_after_the_other()
    {
        Assert.Equal(["agent", "-x", "--y"], Of(new { command = "agent -x", args = (string[])["--y"] }).Arguments);
        Assert.Equal(["agent", "a b"], Of(new { command = (string[])["agent", "a b"] }).Arguments);
        Assert.Null(Of(new { command = "agent" }).Problem);
    }

    [Fact]
    public void What_cannot_be_started_is_told()
    {
        Assert.Contains("no command", Of(new { }).Problem, StringComparison.Ordinal);
        Assert.Contains("no command", Of(new { command = "" }).Problem, StringComparison.Ordinal);
        Assert.Contains("no command", Of(new { command = new object[] { 1 } }).Problem, StringComparison.Ordinal);
        Assert.Contains("inside a longer argument", Of(new { command = "agent --do={prompt}" }).Problem, StringComparison.Ordinal);
        Assert.Contains("not argv", Of(new { command = "agent {prompt}", prompt_transport = "stdin" }).Problem, StringComparison.Ordinal);
        Assert.Contains("not among", Of(new { command = "agent", prompt_transport = "argv" }).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent", null, PromptTransport.BundleOnly)]
    [InlineData("agent {prompt}", null, PromptTransport.Argument)]
    [InlineData("agent {prompt}", "argv", PromptTransport.Argument)]
    [InlineData("agent", "stdin", PromptTransport.StandardInput)]
    [InlineData("codex", null, PromptTransport.StandardInput)]
    [InlineData("codex {prompt}", "argv", PromptTransport.StandardInput)]
    [InlineData("codex exec 'read {prompt_file}'", null, PromptTransport.BundleOnly)]
    [InlineData("claude", "dispatch_bundle_only", PromptTransport.BundleOnly)]
    public void The_prompt_goes_where_the_runtime_says_and_never_into_arguments_of_what_reads_input(string command, string? transport, PromptTransport expected)
    {
        CommandTemplate template = Of(new { command, prompt_transport = transport });
        Assert.Equal((expected, null), (template.Transport, template.Problem));
        Assert.Equal(expected is PromptTransport.Argument, template.Arguments.Contains("{prompt}", StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("codex", "codex exec --json --skip-git-repo-check --sandbox workspace-write -")]
    [InlineData("/opt/bin/codex -m x exec --json {prompt}", "/opt/bin/codex -m x exec --skip-git-repo-check --sandbox workspace-write --json -")]
    [InlineData("codex e --dangerously-bypass-approvals-and-sandbox -", "codex e --json --skip-git-repo-check --dangerously-bypass-approvals-and-sandbox -")]
    [InlineData("codex exec -c sandbox_mode=read-only", "codex exec --json --skip-git-repo-check -c sandbox_mode=read-only -")]
    [InlineData("claude", "claude -p --output-format stream-json --verbose --permission-mode acceptEdits")]
    [InlineData("claude --print {prompt} --dangerously-skip-permissions", "claude --output-format stream-json --verbose --print --dangerously-skip-permissions")]
    [InlineData("claude -p --output-format=json --permission-mode plan", "claude -p --output-format=json --permission-mode plan")]
    [InlineData("gemini -p {prompt} -y", "gemini --output-format stream-json --skip-trust -y")]
    [InlineData("opencode run {prompt} -m a/b", "opencode run --format json -m a/b")]
    [InlineData("opencode", "opencode run --format json")]
    [InlineData("agent exec", "agent exec")]
    public void A_known_program_gets_what_it_needs_and_the_operators_flags_win(string command, string expected) =>
        Assert.Equal(expected, string.Join(' ', Of(new { command }).Arguments));

    [Fact]
    public void Placeholders_become_values_once()
    {
        CommandTemplate template = Of(new { command = (string[])["agent", "--file={prompt_file}", "{bundle}:{turn_id}", "{prompt}"] });
        Assert.Equal(["agent", "--file=/b/{turn_id}/PROMPT.md", "/b/{turn_id}:turn_1", "do {bundle}"], template.For("do {bundle}", "/b/{turn_id}", "turn_1"));
    }

    [Fact]
    public void Whoever_has_to_decide_sees_what_will_be_started()
    {
        LocalCliRuntime codex = LocalCliRuntime.Describe(Runtime(new { command = "codex", cwd = "src" }));
        Assert.Equal(("codex", "src", PromptTransport.StandardInput, null), (codex.Program, codex.WorkingFolder, codex.PromptTransport, codex.Problem));
        Assert.Contains("OPENAI_API_KEY", codex.Variables, StringComparer.Ordinal);
        LocalCliRuntime other = LocalCliRuntime.Describe(Runtime(new { command = "agent {prompt}" }));
        Assert.Equal((null, 0), (other.Program, other.Variables.Count));
        Assert.NotNull(LocalCliRuntime.Describe(new Runtime("local_cli", default)).Problem);
    }

    [Fact]
    public void Profiles_are_whole()
    {
        Assert.Equal(["codex", "claude", "gemini", "opencode"], AgentProfiles.Known.Select(profile => profile.Name));
        Assert.All(AgentProfiles.Known, profile => Assert.True(profile is { Programs.Count: > 0, Flags.Count: > 0, Secrets.Count: > 0, Output.Count: > 0, Errors.Count: > 0, VersionArguments.Count: > 0 }, profile.Name));
        Assert.All(AgentProfiles.Known, profile => Assert.Subset(profile.Settings.ToHashSet(StringComparer.Ordinal), profile.BaseUrls.ToHashSet(StringComparer.Ordinal)));
    }

    private static Runtime Runtime(object settings) => new("local_cli", JsonSerializer.SerializeToElement(settings));

    private static CommandTemplate Of(object settings) => CommandTemplate.Of(Runtime(settings));
}
