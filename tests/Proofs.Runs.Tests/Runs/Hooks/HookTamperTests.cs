using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Hooks;

/// <summary>What a hook must not touch is as before when it has been asked, whatever its word is, and the phase ends.</summary>
public sealed class HookTamperTests : IDisposable
{
    private const string State = "hook_state_tamper";
    private const string Config = "hook_config_tamper";
    private const string Bundle = "hook_bundle_tamper";

    private readonly HookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("echo x > .agentxchain/state.json", State)]
    [InlineData("echo x >> .agentxchain/history.jsonl", State)]
    [InlineData("printf 'State' > .agentxchain/state.json", State)]
    [InlineData("rm .agentxchain/decision-ledger.jsonl", State)]
    [InlineData("chmod 0666 .agentxchain/state.json", State)]
    [InlineData("echo x > .agentxchain/transactions/accept/txn_2.json", State)]
    [InlineData("rm -r .agentxchain/transactions", State)]
    [InlineData("echo x > .agentxchain/repo-decisions.jsonl", State)]
    [InlineData("echo x > .agentxchain/hook-audit.jsonl", State)]
    [InlineData("rm .agentxchain/state.json; mkdir .agentxchain/state.json; touch .agentxchain/state.json/x", State)]
    [InlineData("rm .agentxchain/state.json; mkfifo .agentxchain/state.json", State)]
    [InlineData("rm .agentxchain/state.json; mkfifo -m 0400 .agentxchain/state.json", State)]
    [InlineData("rm .agentxchain/state.json; truncate -s 900G .agentxchain/state.json", State)]
    [InlineData("mv .agentxchain/state.json s; ln -s ../s .agentxchain/state.json", State)]
    [InlineData("ln -s / .agentxchain/root", State)]
    [InlineData("mv .agentxchain/transactions t; ln -s ../t .agentxchain/transactions", State)]
    [InlineData("rm -r .agentxchain/transactions; echo x > .agentxchain/transactions", State)]
    [InlineData("cp -a .agentxchain a; rm -r .agentxchain; ln -s a .agentxchain", State)]
    [InlineData("chmod 0 .agentxchain/state.json .agentxchain/transactions", State)]
    [InlineData("echo x > agentxchain.json", Config)]
    [InlineData("rm agentxchain.json", Config)]
    [InlineData("mkdir -p .github; echo x > .github/proofs.yml", Config)]
    [InlineData("echo x > hooks/check.sh", Config)]
    [InlineData("mv hooks h; ln -s h hooks; echo x > h/check.sh", Config)]
    [InlineData("echo x > .agentxchain/dispatch/turns/turn_1/PROMPT.md", Bundle)]
    [InlineData("rm .agentxchain/staging/turn_1/turn-result.json", Bundle)]
    public async Task Tampering_is_undone_and_ends_the_phase(string script, string code)
    {
        Dictionary<string, (string Text, UnixFileMode Mode)> before = Protected();
        HookRun run = await _scene.Ask(HookScene.Advisory(script + ";" + HookScene.Allow), HookScene.Blocking(HookScene.Allow));
        Assert.True(run is { Ok: false, Blocked: true, Tampered: true });
        Assert.Equal((code, "aborted_tamper", "skipped"), (run.Problem!.Reason.Id, run.Entries[0].OrchestratorAction, run.Entries[1].OrchestratorAction));
        Assert.Contains("everything was put back", run.Problem.Message, StringComparison.Ordinal);
        Assert.NotNull(run.Problem.Path);
        Assert.Equal(before, Protected());
        Assert.Null(new FileInfo(_scene.In(".agentxchain")).LinkTarget);
        Assert.Equal(["aborted_tamper", "skipped"], _scene.Audit().Select(entry => entry.GetProperty("orchestrator_action").GetString()));
    }

    [Theory]
    [InlineData("echo x > product.txt")]
    [InlineData("echo x > .agentxchain/dispatch/turns/turn_1/EXTRA.md")]
    [InlineData("echo x > .agentxchain/staging/turn_2/turn-result.json")]
    [InlineData("touch .agentxchain/state.json; cat .agentxchain/* > /dev/null")]
    [InlineData("mkdir -p .agentxchain/plugins; echo x > .agentxchain/plugins/mine")]
    public async Task What_is_no_business_of_the_run_may_change(string script)
    {
        HookRun run = await _scene.Ask(HookScene.Blocking(script + " 2> /dev/null;" + HookScene.Allow), HookScene.Blocking(HookScene.Allow));
        Assert.True(run.Ok, run.Problem?.Message);
    }

    [Fact]
    public async Task A_second_hook_may_not_change_what_is_kept_of_the_first()
    {
        HookRun run = await _scene.Ask(HookScene.Blocking("""printf '{"verdict":"allow","annotations":[1]}'"""), HookScene.Blocking("rm .agentxchain/hook-audit.jsonl .agentxchain/hook-annotations.jsonl;" + HookScene.Allow));
        Assert.True(run.Tampered);
        Assert.Equal(["continued", "aborted_tamper"], _scene.Audit().Select(entry => entry.GetProperty("orchestrator_action").GetString()));
        Assert.Single(File.ReadAllLines(_scene.In(".agentxchain/hook-annotations.jsonl")));
    }

    [Fact]
    public async Task A_hook_that_tampers_and_hangs_is_undone_too()
    {
        HookRun run = await _scene.Ask(HookScene.Blocking("echo x > .agentxchain/state.json; sleep 60", limit: 200));
        Assert.Equal(("aborted_tamper", true, "state"), (run.Entries[0].OrchestratorAction, run.Entries[0].TimedOut, _scene.Read(".agentxchain/state.json")));
    }

    [Fact]
    public async Task A_file_whose_name_is_no_text_is_told_and_held_against_nobody_else()
    {
        Hook make = HookScene.Advisory("touch \".agentxchain/$(printf 'a\\377b')\";" + HookScene.Allow);
        HookRun run = await _scene.Ask(make);
        Assert.Equal((true, State), (run.Tampered, run.Problem?.Reason.Id));
        Assert.Contains("take it away", run.Problem!.Message, StringComparison.Ordinal);
        Assert.True((await _scene.Ask(HookScene.Blocking(HookScene.Allow))).Ok);
        Assert.Equal(0, Run.Program("/bin/sh", ["-c", "rm .agentxchain/a*b"], _scene.Root).ExitCode);
    }

    private Dictionary<string, (string, UnixFileMode)> Protected() => ((string[])
    [
        "agentxchain.json", ".agentxchain/state.json", ".agentxchain/history.jsonl", ".agentxchain/decision-ledger.jsonl", ".agentxchain/transactions/accept/txn_1.json",
        ".agentxchain/dispatch/turns/turn_1/PROMPT.md", ".agentxchain/staging/turn_1/turn-result.json", "hooks/check.sh",
    ]).Where(path => File.Exists(_scene.In(path))).ToDictionary(path => path, path => (_scene.Read(path), OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_scene.In(path))), StringComparer.Ordinal);
}
