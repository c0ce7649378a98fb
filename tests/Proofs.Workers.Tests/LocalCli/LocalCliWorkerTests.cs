using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.LocalCli;
using TestKit;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>A program's turn, from its start to what is made of it.</summary>
public sealed class LocalCliWorkerTests : IDisposable
{
    private const string Key = "sk-local-0123456789abcdef";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_gets_the_prompt_on_its_input_and_what_it_says_is_in_private_logs()
    {
        WorkResult result = await WorkAsync(Transport(Stub.Order(_folder, "say-input", "complain=oh", "result"), "stdin"));
        Assert.Null(result.Failure);
        Assert.Equal("# Do it\n\n---\n\n# What is known\n\n", Stub.Log(_folder));
        Assert.Equal("oh\n", Stub.Log(_folder, "stderr.log"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_folder.In(".agentxchain/dispatch/logs/turn_0123456789abcdef-attempt-1/stdout.log")));
        Assert.NotNull(result.Record!.RequestDigest);
    }

    [Fact]
    public async Task It_gets_the_prompt_as_an_argument_only_where_that_is_asked_for()
    {
        await WorkAsync(Stub.Order(_folder, "say-input", "result"));
        Assert.Equal("\n", Stub.Log(_folder));
        WorkOrder order = Stub.Order(_folder) with { Runtime = new("local_cli", JsonElement.Parse(Stub.Settings(["/bin/sh", "-c", "printf '%s' \"$1\"", "sh", "{prompt}"]))) };
        await WorkAsync(order);
        Assert.Equal("# Do it\n\n---\n\n# What is known\n", Stub.Log(_folder));
    }

    [Fact]
    public async Task A_prompt_that_no_argument_can_hold_is_told_before_anything_starts()
    {
        WorkOrder order = Stub.Order(_folder) with { Runtime = new("local_cli", JsonElement.Parse(Stub.Settings(["/bin/echo", "{prompt}"]))) };
        await File.WriteAllTextAsync(Path.Combine(order.BundlePath, "CONTEXT.md"), new string('x', 140_000));
        Orders.Seal(order.BundlePath);
        await Fails(order, "context_overflow", "stdin", isRetryable: false);
    }

    [Fact]
    public async Task A_page_that_was_changed_since_it_was_sealed_starts_nothing()
    {
        WorkOrder order = Stub.Order(_folder, "say=working", "result");
        await File.AppendAllTextAsync(Path.Combine(order.BundlePath, "PROMPT.md"), "And push to main.\n");
        WorkResult refused = await Stub.WorkAsync(order);
        Assert.False(refused.Failure!.IsRetryable);
        Assert.Contains("not what was sealed", refused.Failure.Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In(".agentxchain/dispatch/logs")));
    }

    [Fact]
    public async Task It_sees_its_turn_and_nothing_of_ours_that_is_not_for_it()
    {
        LocalCliOptions options = Stub.Options(("THE_KEY", Key), ("OPENAI_API_KEY", Key), ("LANG", "C.UTF-8"), ("TERM", "xterm"));
        await WorkAsync(Stub.Order(_folder, "say-environment", "result"), options);
        string[] names = [.. Stub.Log(_folder).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0])];
        Assert.Equal(
            ["AGENTXCHAIN_ATTEMPT", "AGENTXCHAIN_DISPATCH_DIR", "AGENTXCHAIN_PHASE", "AGENTXCHAIN_PROJECT_ROOT", "AGENTXCHAIN_ROLE", "AGENTXCHAIN_RUNTIME_ID", "AGENTXCHAIN_RUN_ID", "AGENTXCHAIN_STAGING_PATH", "AGENTXCHAIN_TURN_ID", "DOTNET_ROOT", "HOME", "LANG", "NO_COLOR", "PATH", "PROOFS_PROCESS_COOKIE", "TERM"],
            names.Order(StringComparer.Ordinal));
        Assert.Contains("TERM=dumb\n", Stub.Log(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_staged_result_counts_whatever_it_ended_with_and_costs_what_was_measured()
    {
        WorkResult result = await WorkAsync(Stub.Order(_folder, "result", "exit=3"));
        Assert.Equal("""{"schema_version":"1.0","summary":"done","cost":{"input_tokens":null,"output_tokens":null,"usd":null}}""", Encoding.UTF8.GetString(result.TurnResult.Span));
        Assert.Equal((3, "StubWorker", EvidenceGrade.Unobserved), (result.Record!.Program!.ExitCode, result.Record.Program.Name, result.Record.EvidenceGrade));
    }

    [Fact]
    public async Task A_result_of_before_does_not_count()
    {
        WorkOrder order = Stub.Order(_folder, "say=nothing");
        Directory.CreateDirectory(Path.GetDirectoryName(order.StagingPath)!);
        await File.WriteAllTextAsync(order.StagingPath, """{"schema_version":"1.0"}""");
        await Fails(order, "result_missing", "exit code 0");
    }

    [Fact]
    public async Task Links_in_the_way_of_its_result_lead_nowhere()
    {
        WorkOrder order = Stub.Order(_folder, "result");
        string outside = Directory.CreateDirectory(_folder.In("outside", "turn_0123456789abcdef")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "turn-result.json"), "mine");
        Directory.CreateSymbolicLink(_folder.In(".agentxchain/staging"), _folder.In("outside"));
        Assert.Null((await WorkAsync(order)).Failure);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(outside, "turn-result.json")));
    }

    [Theory]
    [InlineData("exit=0", "no_subprocess_output", "without a word")]
    [InlineData("say=hm", "result_missing", "hm")]
    [InlineData("result={}", "no_subprocess_output", "without a word")]
    [InlineData("result=[]", "turn_result_extraction_failure", "schema_version")]
    [InlineData("result-size=9000000", "turn_result_extraction_failure", "larger")]
    [InlineData("result-link=/etc/hostname", "turn_result_extraction_failure", "link")]
    [InlineData("crash=9", "process_exit", "signal 9")]
    [InlineData("complain=\u001b[2Jboom", "result_missing", "\\u{1B}[2Jboom")]
    public async Task What_ends_without_a_result_is_told_apart(string verb, string expected, string reason)
    {
        await Fails(Stub.Order(_folder, verb), expected, reason);
        Assert.False(File.Exists(Stub.Order(_folder).StagingPath));
    }

    [Theory]
    [InlineData("Error: 401 Unauthorized", "auth_failure", false)]
    [InlineData("429 Too Many Requests", "rate_limited", true)]
    [InlineData("error: insufficient_quota", "rate_limited", false)]
    [InlineData("connect ECONNREFUSED 127.0.0.1:1", "network_failure", true)]
    [InlineData("overloaded_error", "provider_overloaded", true)]
    [InlineData("This program requires Node.js version 22", "node_incompatible", false)]
    [InlineData("boom", "process_exit", true)]
    public async Task Known_errors_have_their_class(string error, string expected, bool isRetryable) => await Fails(Stub.Order(_folder, $"complain={error}", "exit=1"), expected, error.Split(' ')[0], isRetryable);

    [Fact]
    public async Task What_an_agent_says_in_passing_is_no_error_of_its_program() => await Fails(Stub.Order(_folder, "say=I fixed the 401 Unauthorized"), "result_missing", "401");

    [Fact]
    public async Task What_cannot_be_started_waits_for_somebody()
    {
        await Fails(Order(["no-such-agent"]), "runtime_spawn_failed", "no-such-agent", isRetryable: false);
        await Fails(Order([]), "invalid_command", "names no command", isRetryable: false);
    }

    [Fact]
    public async Task Silence_at_the_start_and_later_is_limited()
    {
        LocalCliOptions options = Stub.Options() with { StartLimit = TimeSpan.FromMilliseconds(500), IdleLimit = TimeSpan.FromMilliseconds(500) };
        await Fails(Stub.Order(_folder, "wait"), "no_subprocess_output", "start", options: options);
        await Fails(Stub.Order(_folder, "say=on it", "wait"), "timeout", "silent", options: options with { StartLimit = Stub.Hard });
        Assert.Null((await WorkAsync(Stub.Order(_folder, "say=on it", "result", "wait"), options with { StartLimit = Stub.Hard })).Failure);
    }

    [Fact]
    public async Task A_runtime_says_itself_how_long_it_may_be_silent_at_its_start()
    {
        WorkOrder order = Stub.Order(_folder) with { Runtime = new("local_cli", JsonSerializer.SerializeToElement(new { command = (string[])[Stub.File, "wait"], startup_watchdog_ms = 300 })) };
        await Fails(order, "no_subprocess_output", "start");
    }

    [Fact]
    public async Task Output_is_kept_within_bounds_and_too_much_of_it_ends_the_turn()
    {
        await WorkAsync(Stub.Order(_folder, "generate=200000", "say=last", "result"), Stub.Options() with { LogLimit = 1000 });
        Assert.Equal(new string('x', 1000) + "\n[199006 more bytes are not kept]\n", Stub.Log(_folder));
        await Fails(Stub.Order(_folder, "result", "generate=900000000"), "output_limit", "wrote more", options: Stub.Options() with { OutputLimit = 1_000_000 });
    }

    [Fact]
    public async Task The_last_line_is_told_while_it_works()
    {
        List<LocalCliOutput> lines = [];
        LocalCliOptions options = Stub.Options(("THE_KEY", Key)) with { OnOutput = line => { lock (lines) { lines.Add(line); } } };
        await WorkAsync(Stub.Order(_folder, "say=\u001b[31mred", "say-variable=THE_KEY", "result"), options with { PassedVariables = ["DOTNET_ROOT", "THE_KEY"] });
        Assert.Contains(new("turn_0123456789abcdef", "[redacted]"), lines);
        Assert.DoesNotContain(lines, line => line.Line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_in_the_project_gets_no_keys_whatever_its_name()
    {
        Script("codex", "env; echo '401 Unauthorized' >&2; exit 1");
        LocalCliOptions options = Stub.Options(("OPENAI_API_KEY", Key));
        await Fails(Order(["./codex"]), "auth_failure", "given no keys", isRetryable: false, options);
        Assert.DoesNotContain("OPENAI_API_KEY", Stub.Log(_folder), StringComparison.Ordinal);
        using TempFolder outside = new();
        File.Move(_folder.In("codex"), outside.In("codex"));
        await Fails(Order([outside.In("codex")]), "auth_failure", "such as CODEX_API_KEY", isRetryable: false, options);
        Assert.Contains("OPENAI_API_KEY=[redacted]", Stub.Log(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_path_of_a_configuration_gets_keys_to_what_a_repository_brings_along()
    {
        Directory.CreateDirectory(_folder.In("repository/.git"));
        string project = Directory.CreateDirectory(_folder.In("repository/part")).FullName;
        using TempFolder elsewhere = new();
        Script("repository/codex", "env; echo '401 Unauthorized' >&2; exit 1");
        File.Copy(_folder.In("repository/codex"), _folder.In("repository/part/codex"));
        File.Copy(_folder.In("repository/codex"), _folder.In("codex"));
        Directory.CreateSymbolicLink(elsewhere.In("link"), project);
        File.CreateSymbolicLink(elsewhere.In("codex"), _folder.In("repository/codex"));
        foreach (string command in (string[])["/proc/self/cwd/codex", "../codex", "../../codex", _folder.In("repository/codex"), elsewhere.In("link/codex"), elsewhere.In("codex"), $"{elsewhere.In("link")}/../codex"])
        {
            WorkOrder order = Orders.Of(project, type: "local_cli", settings: Stub.Settings([command]));
            await Fails(order, "auth_failure", "given no keys", isRetryable: false, Stub.Options(("OPENAI_API_KEY", Key)));
            Assert.DoesNotContain("OPENAI_API_KEY", File.ReadAllText(Path.Combine(project, ".agentxchain/dispatch/logs/turn_0123456789abcdef-attempt-1/stdout.log")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_that_JSON_hides_in_escapes_are_seen()
    {
        using TempFolder outside = new();
        LocalCliOptions options = Stub.Options(("OPENAI_API_KEY", Key));
        string hidden = string.Concat(Key.Select(each => $"\\u{(int)each:x4}"));
        string result = $$"""{"schema_version":"1.0","{{hidden}}":1,"summary":"it is {{hidden}}!"}""";
        Script("staged", $"cat > \"$AGENTXCHAIN_STAGING_PATH\" <<'END'\n{result}\nEND");
        File.Move(_folder.In("staged"), outside.In("codex"));
        string found = Encoding.UTF8.GetString((await WorkAsync(Order([outside.In("codex")]), options)).TurnResult.Span);
        Assert.Contains("\"summary\":\"it is [redacted]!\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u00", found, StringComparison.Ordinal);

        Script("said", $"cat <<'END'\n{JsonSerializer.Serialize(new { type = "item.completed", item = new { type = "agent_message", text = result } })}\nEND");
        File.Move(_folder.In("said"), outside.In("codex"), overwrite: true);
        found = Encoding.UTF8.GetString((await WorkAsync(Order([outside.In("codex")]), options)).TurnResult.Span);
        Assert.Contains("it is [redacted]!", found, StringComparison.Ordinal);

        Script("wrong", $$"""cat <<'END'{{'\n'}}{"type":"error","message":"401 Unauthorized: {{hidden}}"}{{'\n'}}END{{'\n'}}exit 1""");
        File.Move(_folder.In("wrong"), outside.In("codex"), overwrite: true);
        await Fails(Order([outside.In("codex")]), "auth_failure", "401 Unauthorized: [redacted]", isRetryable: false, options);

        Script("broken", $"cat > \"$AGENTXCHAIN_STAGING_PATH\" <<'END'\n{result.Replace("it is", "\\ud800", StringComparison.Ordinal)}\nEND");
        File.Move(_folder.In("broken"), outside.In("codex"), overwrite: true);
        await Fails(Order([outside.In("codex")]), "turn_result_extraction_failure", "text that is no Unicode", options: options);
    }

    [Fact]
    public async Task What_is_known_to_have_been_used_is_charged_and_a_known_program_that_was_not_let_in_spent_nothing()
    {
        using TempFolder outside = new();
        Script("claude", """echo '{"type":"result","is_error":true,"result":"Invalid API key"}'; exit 1""");
        File.Move(_folder.In("claude"), outside.In("claude"));
        Assert.Equal(WorkFailure.Nothing, (await WorkAsync(Order([outside.In("claude")]))).Failure!.Cost);
        Script("claude", """echo '{"type":"result","is_error":true,"result":"Invalid API key","total_cost_usd":0.5}'; exit 1""");
        File.Move(_folder.In("claude"), outside.In("claude"), overwrite: true);
        Assert.Equal(new() { Usd = 0.5m }, (await WorkAsync(Order([outside.In("claude")]))).Failure!.Cost);
        Assert.Null((await WorkAsync(Stub.Order(_folder, "complain=Invalid API key", "exit=1"))).Failure!.Cost);
    }

    [Fact]
    public async Task Of_structured_output_people_are_told_the_words()
    {
        using TempFolder outside = new();
        List<string> lines = [];
        Script("codex", """printf '%s\n' '{"type":"item.completed","item":{"type":"agent_message","text":"I look\nat it"}}'""");
        File.Move(_folder.In("codex"), outside.In("codex"));
        await WorkAsync(Order([outside.In("codex")]), Stub.Options() with { OnOutput = line => lines.Add(line.Line) });
        Assert.Equal(["at it"], lines);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", EvidenceGrade.Loopback)]
    [InlineData("http://localhost:8080", EvidenceGrade.Loopback)]
    [InlineData("https://proxy.example.com/v1", EvidenceGrade.CustomEndpoint)]
    [InlineData("https://api.openai.com.example.com", EvidenceGrade.CustomEndpoint)]
    [InlineData("https://api.openai.com/v1", EvidenceGrade.Unobserved)]
    [InlineData("", EvidenceGrade.Unobserved)]
    public async Task Where_its_environment_sends_it_is_its_grade(string address, EvidenceGrade grade)
    {
        using TempFolder outside = new();
        Script("codex", "exit 0");
        File.Move(_folder.In("codex"), outside.In("codex"));
        WorkResult result = await WorkAsync(Order([outside.In("codex")]), Stub.Options(("OPENAI_BASE_URL", address)));
        Assert.Equal(grade, result.Record!.EvidenceGrade);
    }

    private WorkOrder Order(string[] command) => Stub.Order(_folder) with { Runtime = new("local_cli", JsonElement.Parse(Stub.Settings(command))) };

    private static WorkOrder Transport(WorkOrder order, string transport) =>
        order with { Runtime = new("local_cli", JsonElement.Parse(Stub.Settings([.. order.Runtime.Settings.GetProperty("command").EnumerateArray().Select(each => each.GetString()!)], transport))) };

    private void Script(string name, string text)
    {
        File.WriteAllText(_folder.In(name), $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.In(name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    private static Task<WorkResult> WorkAsync(WorkOrder order, LocalCliOptions? options = null) => Stub.WorkAsync(order, options);

    private static async Task Fails(WorkOrder order, string expected, string reason, bool isRetryable = true, LocalCliOptions? options = null)
    {
        WorkResult result = await WorkAsync(order, options);
        Assert.Equal((expected, isRetryable), (result.Failure?.Class, result.Failure?.IsRetryable));
        Assert.Contains(reason, result.Failure!.Reason, StringComparison.Ordinal);
    }
}
