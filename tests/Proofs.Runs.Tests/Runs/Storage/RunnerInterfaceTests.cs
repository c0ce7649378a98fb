using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>The runner interface on real files.</summary>
public sealed class RunnerInterfaceTests
{
    [Fact]
    public void A_run_goes_from_its_beginning_to_its_end()
    {
        using Project project = new();
        RunnerInterface runner = project.Runner;
        Project.Ok(runner.InitRun());
        Turn pm = project.Dispatch("pm");
        string bundle = project.In($".agentxchain/dispatch/turns/{pm.TurnId}");
        Assert.Equal(["ASSIGNMENT.json", "CONTEXT.md", "MANIFEST.json", "PROMPT.md"], Directory.EnumerateFiles(bundle).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(runner.VerifyDispatchManifest(pm.TurnId));
        project.Stage(pm, result => result["phase_transition_request"] = "implementation");
        Assert.Equal(RunStatus.Paused, Project.Ok(runner.AcceptTurn()).State!.Status);
        Assert.False(Directory.Exists(bundle));
        Assert.False(Directory.Exists(project.In($".agentxchain/staging/{pm.TurnId}")));
        Project.Ok(runner.ApprovePhaseGate());

        Turn dev = project.Dispatch("dev");
        project.Stage(dev, result => result["decisions"] = new JsonArray(Operations.Scene.Decision("DEC-001", "repo")));
        Project.Ok(runner.RejectTurn("too thin", "schema", ["no"]));
        Assert.Single(Directory.EnumerateFiles(project.In(".agentxchain/dispatch/rejected")), path => Path.GetFileName(path).StartsWith($"{dev.TurnId}-attempt-1-", StringComparison.Ordinal));
        Assert.False(Directory.Exists(project.In($".agentxchain/staging/{dev.TurnId}")));
        Assert.Null(runner.WriteDispatchBundle().Refusal);
        Project.Ok(runner.TransitionActiveTurnLifecycle(null, TurnStatus.Dispatched));
        project.Stage(dev, result =>
        {
            result["decisions"] = new JsonArray(Operations.Scene.Decision("DEC-001", "repo"));
            result["run_completion_request"] = true;
        });
        RunState end = Project.Ok(runner.AcceptTurn(dev.TurnId)).State!;

        Assert.Equal(RunStatus.Completed, end.Status);
        Assert.Equal((2, 2), (project.Lines(".agentxchain/history.jsonl").Length, end.AcceptedSequence));
        Assert.Single(project.Lines(".agentxchain/repo-decisions.jsonl"));
        Assert.Contains("DEC-001", project.Read(".agentxchain/decision-ledger.jsonl"), StringComparison.Ordinal);
        Assert.Contains("## Turn ", project.Read("TALK.md"), StringComparison.Ordinal);
        Assert.Equal("completed", (string?)JsonNode.Parse(project.Read(".agentxchain/session.json"))!["run_status"]);
    }

    [Fact]
    public void A_preview_of_an_approval_writes_nothing()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Assert.Equal(RunCodes.InvalidStateTransition, project.Runner.PreviewPhaseGate().Refusal!.Reason);
        project.Stage(project.Dispatch("pm"), result => result["phase_transition_request"] = "implementation");
        Project.Ok(project.Runner.AcceptTurn());
        string[] before = Snapshot(project);
        RunnerResult preview = Project.Ok(project.Runner.PreviewPhaseGate());
        Assert.Equal((RunStatus.Paused, "implementation"), (preview.State!.Status, preview.Change!.State.Phase));
        Assert.Equal(RunCodes.InvalidStateTransition, project.Runner.PreviewCompletionGate().Refusal!.Reason);
        Assert.Equal(before, Snapshot(project));
    }

    [Fact]
    public void An_escalation_lands_in_the_files_for_people()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Project.Ok(project.Runner.Escalate("need a key"));
        Project.Ok(project.Runner.ReactivateRun());
        Assert.Equal(2, project.Lines(".agentxchain/human-escalations.jsonl").Length);
        Assert.Equal(2, project.Lines("HUMAN_TASKS.md").Count(line => line.StartsWith("## `hesc_", StringComparison.Ordinal)));
        Assert.Single(project.Lines(".agentxchain/run-history.jsonl"));
    }

    [Fact]
    public void The_events_hold_to_the_corpus_own_order()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn pm = project.Dispatch("pm");
        project.Stage(pm, result => result["phase_transition_request"] = "implementation");
        Project.Ok(project.Runner.AcceptTurn());
        Project.Ok(project.Runner.ApprovePhaseGate());
        project.Stage(project.Dispatch("dev"), result => result["run_completion_request"] = true);
        Project.Ok(project.Runner.AcceptTurn());
        System.Text.Json.JsonElement[] events = [.. project.Lines(".agentxchain/events.jsonl").Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)];
        Assert.True(events.Length >= 9);
        Assert.Empty(EventChecks.CheckOrder(events));
        Assert.All(events, each => Assert.Empty(EventChecks.Check(each)));
        Assert.Equal(events.Length, events.Select(each => each.GetProperty("event_id").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_refused_command_writes_nothing()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        string[] before = Snapshot(project);
        Assert.Equal(RunCodes.UnknownRole, project.Runner.AssignTurn("nobody").Refusal!.Reason);
        Assert.Equal(RunCodes.InvalidStateTransition, project.Runner.ApproveCompletionGate().Refusal!.Reason);
        Assert.Equal(RunCodes.TurnNotActive, project.Runner.AcceptTurn().Refusal!.Reason);
        Assert.Equal(RunCodes.TurnNotActive, project.Runner.WriteDispatchBundle().Refusal!.Reason);
        Assert.Equal(before, Snapshot(project));
    }

    [Fact]
    public void A_turn_without_a_staged_result_is_not_accepted()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        project.Dispatch("pm");
        Assert.Equal(RunCodes.StagedResultMissing, project.Runner.AcceptTurn().Refusal!.Reason);
    }

    [Fact]
    public void A_turn_that_was_accepted_is_not_accepted_again()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn pm = project.Dispatch("pm");
        project.Stage(pm);
        Project.Ok(project.Runner.AcceptTurn(pm.TurnId));
        Assert.Equal(RunCodes.TurnAlreadyAccepted, project.Runner.AcceptTurn(pm.TurnId).Refusal!.Reason);
    }

    [Theory]
    [InlineData(".agentxchain/state.json", "{\"status\":", "state_unreadable")]
    [InlineData(".agentxchain/state.json", "{\"status\":\"walking\"}", "state_unreadable")]
    [InlineData(".agentxchain/state.json", "[]", "state_unreadable")]
    [InlineData(".agentxchain/state.json", "{\"status\":\"active\",\"status\":\"completed\"}", "state_unreadable")]
    [InlineData(".agentxchain/history.jsonl", "{\"turn_id\":\"turn_1\"}\n{\"turn_id\":", "record_unreadable")]
    [InlineData(".agentxchain/history.jsonl", "null\n", "record_unreadable")]
    [InlineData(".agentxchain/decision-ledger.jsonl", "nonsense\n", "record_unreadable")]
    public void A_record_that_cannot_be_read_is_told_and_never_left_out(string path, string text, string code)
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        File.Delete(project.In(".agentxchain/journal.jsonl"));
        project.Write(path, text);
        Assert.Equal(code, project.Again().AssignTurn("pm").Refusal!.Reason.Id);
        Assert.Equal(text, project.Read(path));
    }

    [Fact]
    public void While_somebody_has_the_lock_nothing_is_changed()
    {
        using Project project = new();
        RunnerInterface other = RunnerInterface.LoadContext(project.Root, project.Time).Runner!;
        using (IDisposable? taken = other.AcquireLock(out _))
        {
            Assert.NotNull(taken);
            Assert.Equal(RunCodes.LockTimeout, project.Runner.InitRun().Refusal!.Reason);
        }

        Assert.Contains($"\"owner_pid\":{Environment.ProcessId}", project.Read(".agentxchain/locks/accept-turn.lock"), StringComparison.Ordinal);

        Project.Ok(project.Runner.InitRun());
    }

    [Theory]
    [InlineData(".agentxchain")]
    [InlineData(".agentxchain/state.json")]
    public void Nothing_is_written_through_a_symbolic_link(string link)
    {
        using Project project = new();
        using TempFolder elsewhere = new();
        string target = Path.Combine(elsewhere.Path, "target");
        Directory.CreateDirectory(Path.GetDirectoryName(project.In(link))!);
        if (link == ".agentxchain")
        {
            Directory.CreateDirectory(target);
            Directory.CreateSymbolicLink(project.In(link), target);
        }
        else
        {
            File.WriteAllText(target, "{}");
            File.CreateSymbolicLink(project.In(link), target);
        }

        RunnerResult refused = project.Runner.InitRun();
        Assert.Equal(RunCodes.StorageFailed, refused.Refusal!.Reason);
        Assert.Contains("symbolic link", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(target) ? !Directory.EnumerateFileSystemEntries(target).Any() : File.ReadAllText(target) == "{}");
    }

    [SkippableFact]
    public void The_files_of_a_bundle_are_their_owners_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        foreach (string file in Directory.EnumerateFiles(project.In(".agentxchain"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !OperatingSystem.IsWindows()))
        {
            Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public void A_state_of_schema_1_0_is_brought_into_the_current_one()
    {
        using Project project = new();
        project.Write(".agentxchain/state.json", """{"schema_version":"1.0","run_id":"run_1","status":"active","phase":"planning","current_turn":{"turn_id":"turn_1","assigned_role":"pm","runtime_id":"desk","status":"running","attempt":1},"blocked_reason":{"category":"old"}}""");
        RunState state = project.Runner.LoadState().State!;
        Assert.Equal(("1.1", "pm", null), (state.SchemaVersion, state.ActiveTurns["turn_1"].AssignedRole, state.BlockedReason));
        project.Write(".agentxchain/state.json", """{"run_id":"run_1","status":"paused","phase":"planning","blocked_on":"human:key"}""");
        Assert.Equal(RunStatus.Blocked, project.Runner.LoadState().State!.Status);
    }

    [Fact]
    public void A_project_is_found_from_any_of_its_folders_and_what_is_wrong_with_it_is_told()
    {
        using Project project = new();
        Directory.CreateDirectory(project.In("deep/er"));
        Assert.Equal(project.Root, RunnerInterface.LoadContext(project.In("deep/er"), project.Time).Runner!.Root);
        project.Write("deep/agentxchain.json", "{}");
        RunnerContext broken = RunnerInterface.LoadContext(project.In("deep/er"), project.Time);
        Assert.Null(broken.Runner);
        Assert.NotEmpty(broken.Problems);
        Assert.Equal(RunCodes.ConfigurationMissing, RunnerInterface.LoadContext(Path.GetPathRoot(project.Root)!, project.Time).Problems[0].Reason);
    }

    [Fact]
    public void The_bundle_of_a_retry_takes_the_place_of_the_one_before()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        string stray = $".agentxchain/dispatch/turns/{turn.TurnId}/stray.txt";
        project.Write(stray, "left over");
        Assert.Equal(RunCodes.UnexpectedFile, project.Runner.VerifyDispatchManifest(turn.TurnId)[0].Reason);
        Assert.Null(project.Runner.WriteDispatchBundle().Refusal);
        Assert.False(File.Exists(project.In(stray)));
    }

    [Fact]
    public void What_is_pure_needs_no_project()
    {
        RunState state = new() { ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { ["turn_1"] = new() { TurnId = "turn_1" } } };
        Assert.Equal(("0.2", 1, "turn_1"), (RunnerInterface.Version, RunnerInterface.GetActiveTurnCount(state), RunnerInterface.GetActiveTurn(state)!.TurnId));
        Assert.Throws<ArgumentException>(() => RunnerInterface.GetTurnStagingResultPath("../../etc"));
        Assert.Equal((1, 3), (RunnerInterface.GetMaxConcurrentTurns(Operations.Scene.Project, "planning"), RunnerInterface.GetMaxConcurrentTurns(Operations.Scene.Project, "implementation")));
    }

    [Theory]
    [InlineData("session.json", "{\"run_id\":\"a\",\"run_id\":\"b\"}")]
    [InlineData("session.json", null)]
    [InlineData("TALK.md", null)]
    public void What_only_people_read_keeps_nothing_from_happening(string name, string? text)
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        project.Stage(turn);
        string path = project.In(name == "TALK.md" ? name : $".agentxchain/{name}");
        File.Delete(path);
        if (text is null)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            File.WriteAllText(path, text);
        }

        RunnerResult accepted = Project.Ok(project.Runner.AcceptTurn());
        Assert.Equal(text is null, accepted.Warnings.Any(warning => warning.Contains("could not be written", StringComparison.Ordinal)));
        Assert.Equal(1, accepted.Accepted!.AcceptedSequence);
    }

    [Fact]
    public void A_bundle_with_links_in_it_is_not_what_was_sealed()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        string bundle = project.In($".agentxchain/dispatch/turns/{turn.TurnId}");
        Directory.CreateSymbolicLink(Path.Combine(bundle, "a"), ".");
        Directory.CreateSymbolicLink(Path.Combine(bundle, "b"), ".");
        File.CreateSymbolicLink(Path.Combine(bundle, "c"), "PROMPT.md");
        Assert.Equal([(RunCodes.UnexpectedFile, "a"), (RunCodes.UnexpectedFile, "b"), (RunCodes.UnexpectedFile, "c")], project.Runner.VerifyDispatchManifest(turn.TurnId).Select(problem => (problem.Reason, problem.Path!)).Order());
        Assert.Equal(RunCodes.UnexpectedFile, project.Runner.FinalizeDispatchManifest().Refusal!.Reason);
    }

    [Theory]
    [InlineData("""{"active_turns":{"turn_1":null}}""")]
    [InlineData("""{"active_turns":{"../../x":{"turn_id":"../../x"}}}""")]
    [InlineData("""{"active_turns":{"turn_1":{"turn_id":"turn_2"}}}""")]
    [InlineData("""{"delegation_queue":[null]}""")]
    [InlineData("""{"repo_decisions":[null]}""")]
    [InlineData("""{"accepted_sequence":-1}""")]
    [InlineData("""{"budget_status":{"spent_usd":-1000}}""")]
    [InlineData("""{"budget_status":{"spent_usd":79228162514264337593543950335}}""")]
    [InlineData("""{"budget_status":{"spent_usd":0,"held_for_unknown_usd":-1}}""")]
    [InlineData("""{"budget_reservations":{"turn_1":null}}""")]
    public void A_state_that_no_runner_wrote_is_refused(string state)
    {
        using Project project = new();
        project.Write(".agentxchain/state.json", state);
        Assert.Equal(RunCodes.StateUnreadable, project.Runner.LoadState().Refusal!.Reason);
        Assert.Equal(RunCodes.StateUnreadable, project.Runner.AssignTurn("pm").Refusal!.Reason);
    }

    [Theory]
    [InlineData("""{"turn_id":"t","decisions":[null]}""")]
    [InlineData("""{"turn_id":"t","files_changed":[null]}""")]
    [InlineData("""{"turn_id":"t","observed_artifact":{"files_changed":[null]}}""")]
    public void A_history_that_no_runner_wrote_is_refused(string line)
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        File.Delete(project.In(".agentxchain/journal.jsonl"));
        project.Write(".agentxchain/history.jsonl", line + "\n");
        Assert.Equal(RunCodes.RecordUnreadable, project.Again().AssignTurn("pm").Refusal!.Reason);
    }

    [Fact]
    public void Decisions_of_earlier_runs_are_kept_and_can_be_overridden()
    {
        using Project project = new();
        project.Write(".agentxchain/repo-decisions.jsonl", """{"id":"DEC-900","status":"active","durability":"repo","role":"dev"}""" + "\n");
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        project.Stage(turn, result => result["decisions"] = new JsonArray(Operations.Scene.Decision("DEC-001", "repo"), Operations.Scene.Decision("DEC-002", null, "DEC-900")));
        Project.Ok(project.Runner.AcceptTurn());
        Assert.Equal(["DEC-900", "DEC-001", "DEC-002"], project.Lines(".agentxchain/repo-decisions.jsonl").Select(line => (string)JsonNode.Parse(line)!["id"]!));
        Assert.Contains("\"overridden_by\":\"DEC-002\"", project.Lines(".agentxchain/repo-decisions.jsonl")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_another_runner_goes_on_from_its_numbers()
    {
        using Project project = new();
        project.Write(".agentxchain/history.jsonl", """{"turn_id":"turn_a","run_id":"run_1","role":"pm","accepted_sequence":2}""" + "\n" + """{"turn_id":"turn_b","run_id":"run_1","role":"pm","accepted_sequence":4}""" + "\n");
        project.Write(".agentxchain/state.json", """{"run_id":"run_1","status":"active","phase":"planning","turn_sequence":5,"active_turns":{"turn_c":{"turn_id":"turn_c","run_id":"run_1","assigned_role":"pm","runtime_id":"desk","status":"running","assigned_sequence":5}}}""");
        Turn turn = project.Runner.LoadState().State!.ActiveTurns["turn_c"];
        project.Stage(turn);
        Assert.Equal(6, Project.Ok(project.Runner.AcceptTurn()).Accepted!.AcceptedSequence);
    }

    [Fact]
    public void Who_holds_the_lock_goes_on_under_it_and_threads_wait_for_each_other()
    {
        using Project project = new();
        using (project.Runner.AcquireLock(out _))
        {
            Project.Ok(project.Runner.InitRun());
            Assert.Equal(RunCodes.LockTimeout, RunnerInterface.LoadContext(project.Root, project.Time).Runner!.AssignTurn("pm").Refusal!.Reason);
        }

        Project.Ok(project.Runner.AssignTurn("pm"));
        Assert.All(Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => project.Runner.WriteDispatchBundle().Refusal), Assert.Null);
    }

    [Fact]
    public void A_bundle_is_written_only_for_a_turn_that_can_be_dispatched()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        project.Dispatch("pm");
        Project.Ok(project.Runner.Escalate("why"));
        Assert.Equal(RunCodes.InvalidStateTransition, project.Runner.WriteDispatchBundle().Refusal!.Reason);
    }

    [Fact]
    public void The_cost_of_a_rejected_result_is_read_from_it()
    {
        using Project project = new(Project.Configuration.Replace("\"workflow_kit\"", "\"budget\": { \"per_turn_max_usd\": 1, \"per_run_max_usd\": 5 }, \"workflow_kit\"", StringComparison.Ordinal));
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        project.Stage(turn, result => result["cost"] = JsonNode.Parse("""{"usd":0.25}"""));
        Assert.Equal(0.25m, Project.Ok(project.Runner.RejectTurn("no")).State!.BudgetStatus!.SpentUsd);
    }

    private static string[] Snapshot(Project project) =>
        [.. Directory.EnumerateFiles(project.Root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => path + File.ReadAllText(path))];
}
