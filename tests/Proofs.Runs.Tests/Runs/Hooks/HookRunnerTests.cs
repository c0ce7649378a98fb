using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;

namespace Proofs.Runs.Tests.Runs.Hooks;

/// <summary>Hooks as programs, their audit, and how a phase goes on or not.</summary>
public sealed class HookRunnerTests : IDisposable
{
    private static readonly string[] Fields =
    [
        "timestamp", "hook_phase", "hook_name", "transport", "run_id", "turn_id", "duration_ms", "verdict", "message", "annotations", "exit_code", "timed_out", "stderr_excerpt",
        "orchestrator_action",
    ];

    private readonly HookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_phase_without_hooks_goes_on_and_leaves_no_trace()
    {
        HookRun run = await _scene.Ask();
        Assert.True(run.Ok && run.Entries.Count == 0);
        Assert.False(File.Exists(_scene.In(".agentxchain/hook-audit.jsonl")));
    }

    [Fact]
    public async Task A_hook_is_told_what_it_is_about_and_its_word_is_kept()
    {
        HookRun run = await _scene.Ask(HookScene.Blocking("""cat > told.json; echo fine >&2; printf '{"verdict":"warn","message":"ü","annotations":[{"key":"k"}]}'"""));
        Assert.True(run is { Ok: true, Blocked: false, Tampered: false, Warnings: ["The hook \"guard\" of before_acceptance: ü"] });
        JsonElement told = JsonSerializer.Deserialize<JsonElement>(_scene.Read("told.json"));
        Assert.Equal(["hook_phase", "hook_name", "run_id", "project_root", "timestamp", "payload"], told.EnumerateObject().Select(each => each.Name));
        Assert.Equal(("before_acceptance", "guard", "run_1", _scene.Root, "dev"), (Text(told, "hook_phase"), Text(told, "hook_name"), Text(told, "run_id"), Text(told, "project_root"), told.GetProperty("payload").GetProperty("role").GetString()));
        JsonElement entry = Assert.Single(_scene.Audit());
        Assert.Equal(Fields, entry.EnumerateObject().Select(each => each.Name));
        Assert.Equal(("process", "turn_1", "warn", "ü", "fine\n", "warned", 0), (Text(entry, "transport"), Text(entry, "turn_id"), Text(entry, "verdict"), Text(entry, "message"), Text(entry, "stderr_excerpt"), Text(entry, "orchestrator_action"), entry.GetProperty("exit_code").GetInt32()));
        JsonElement kept = JsonSerializer.Deserialize<JsonElement>(_scene.Read(".agentxchain/hook-annotations.jsonl"));
        Assert.Equal("k", kept.GetProperty("annotations")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task Behind_a_hook_that_blocks_nobody_is_asked_and_the_audit_says_so()
    {
        HookRun run = await _scene.Ask(HookScene.Advisory("exit 3"), HookScene.Blocking("""printf '{"verdict":"block","message":"Not today."}'"""), HookScene.Blocking("touch asked;" + HookScene.Allow));
        Assert.True(run is { Ok: false, Blocked: true, Tampered: false });
        Assert.Equal((RunCodes.HookBlocked, true), (run.Problem!.Reason, run.Problem.Message.Contains("Not today.", StringComparison.Ordinal)));
        Assert.False(File.Exists(_scene.In("asked")));
        Assert.Equal(["warned_failure", "blocked", "skipped"], _scene.Audit().Select(entry => Text(entry, "orchestrator_action")));
        JsonElement skipped = _scene.Audit()[2];
        Assert.False(skipped.TryGetProperty("transport", out _));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0, false), (skipped.GetProperty("verdict").ValueKind, skipped.GetProperty("exit_code").ValueKind, skipped.GetProperty("duration_ms").GetInt32(), skipped.GetProperty("timed_out").GetBoolean()));
    }

    [Fact]
    public async Task A_hook_is_ended_when_its_time_is_over_and_not_later()
    {
        HookRun run = await _scene.Ask(HookScene.Blocking("trap '' TERM; sleep 60 & wait; sleep 60", limit: 200));
        HookAuditEntry entry = Assert.Single(run.Entries);
        Assert.Equal((true, "blocked_timeout", null), (entry.TimedOut, entry.OrchestratorAction, entry.ExitCode));
        Assert.InRange(entry.DurationMs, 200, 1700);
    }

    [Fact]
    public async Task A_hook_that_cannot_be_asked_blocks()
    {
        HookRun absent = await _scene.Ask(HookScene.Blocking(string.Empty) with { Command = ["./none"] });
        HookRun foreign = await _scene.Ask(HookScene.Blocking(HookScene.Allow) with { Type = "http", Url = "http://127.0.0.1:1/" });
        Assert.All((HookRun[])[absent, foreign], run => Assert.Equal((false, "blocked_failure"), (run.Ok, run.Entries[0].OrchestratorAction)));
    }

    [Fact]
    public async Task Whoever_stops_the_run_stops_the_hook()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));
        HookRun run = await _scene.Ask("before_acceptance", stop.Token, HookScene.Blocking("sleep 60", limit: 30_000));
        Assert.Equal("blocked_failure", Assert.Single(run.Entries).OrchestratorAction);
    }

    [Fact]
    public async Task A_hook_sees_no_secret_of_ours_and_its_own_variables()
    {
        Environment.SetEnvironmentVariable("PROOFS_TEST_API_KEY", "secret");
        Hook hook = HookScene.Blocking("env > seen;" + HookScene.Allow) with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["OWN"] = "${HOME}" } };
        Assert.True((await _scene.Ask(hook)).Ok);
        string[] names = [.. File.ReadAllLines(_scene.In("seen")).Select(line => line.Split('=')[0])];
        Assert.Empty(names.Except(["HOME", "LANG", "OWN", "PATH", "PROOFS_PROCESS_COOKIE", "PWD", "TMPDIR", "TZ", "USER", "SHLVL", "_"], StringComparer.Ordinal));
        Assert.Contains("OWN=${HOME}", File.ReadAllLines(_scene.In("seen")), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_a_hook_leaves_running_writes_nothing_any_more()
    {
        Assert.True((await _scene.Ask(HookScene.Blocking("(setsid sh -c 'echo $$ > daemon; sleep 60; echo x > .agentxchain/state.json' > /dev/null 2>&1 < /dev/null &); while [ ! -s daemon ]; do sleep 0.02; done;" + HookScene.Allow))).Ok);
        string stat = $"/proc/{_scene.Read("daemon").Trim()}/stat";
        Assert.True(!File.Exists(stat) || File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
