using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Proposals;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Histories;

/// <summary>What happens in each history. The clock is a test's; ids are drawn, and the journal keeps them.</summary>
internal static class Scenarios
{
    private const string Team = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo", "goal": "Show it." },
          "roles": {
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "desk", "decision_authority": 50 },
            "ops": { "title": "Ops", "mandate": "Run", "write_authority": "authoritative", "runtime": "desk", "decision_authority": 60 },
            "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "desk" }
          },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": { "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "ops", "pm", "human"], "max_concurrent_turns": 2 } },
          "workflow_kit": {}
        }
        """;

    internal static IReadOnlyDictionary<string, Func<Project>> All { get; } = new Dictionary<string, Func<Project>>(StringComparer.Ordinal)
    {
        ["retry-then-accept"] = RetryThenAccept,
        ["two-phases-with-approval"] = TwoPhasesWithApproval,
        ["parallel-conflict"] = ParallelConflict,
        ["delegation-and-review"] = DelegationAndReview,
        ["budget-exhausted"] = BudgetExhausted,
        ["adopted-foreign-run"] = AdoptedForeignRun,
        ["terms-adopted"] = TermsAdopted,
        ["proposal-applied"] = ProposalApplied,
        ["hook-blocked"] = HookBlocked,
        ["reissued-and-checkpointed"] = ReissuedAndCheckpointed,
        ["lasting-decision-overridden"] = LastingDecisionOverridden,
        ["clock-set-back"] = ClockSetBack,
    };

    private static Project RetryThenAccept()
    {
        Project project = Begun();
        Turn turn = project.Dispatch("pm");
        project.Stage(turn);
        Project.Ok(project.Runner.RejectTurn("Not what was asked for.", "protocol", ["It says nothing."]));
        project.Stage(Again(project, turn), result => result["decisions"] = new JsonArray(Decision("DEC-001")));
        Project.Ok(project.Runner.AcceptTurn());
        return project;
    }

    private static Project TwoPhasesWithApproval()
    {
        Project project = Begun();
        Take(project, "pm", result => result["phase_transition_request"] = "implementation");
        Project.Ok(project.Runner.ApprovePhaseGate());
        Take(project, "dev", result => result["run_completion_request"] = true);
        Assert.Equal(RunStatus.Completed, project.Runner.LoadState().State!.Status);
        return project;
    }

    private static Project ParallelConflict()
    {
        Project project = Begun(Team);
        (Turn dev, Turn ops) = (project.Dispatch("dev"), project.Dispatch("ops"));
        project.Stage(dev);
        project.Stage(ops);
        Project.Ok(project.Runner.AcceptTurn(ops.TurnId));
        Assert.False(project.Runner.AcceptTurn(dev.TurnId).Ok);
        Assert.Equal(TurnStatus.Conflicted, project.Runner.LoadState().State!.ActiveTurns[dev.TurnId].Status);
        Project.Ok(project.Runner.RejectTurn("Do it on top of the other one.", turnId: dev.TurnId));
        project.Stage(Again(project, dev));
        Project.Ok(project.Runner.AcceptTurn(dev.TurnId));
        return project;
    }

    private static Project DelegationAndReview()
    {
        Project project = Begun(Team);
        Take(project, "dev", result => result["delegations"] = new JsonArray(new JsonObject
        {
            ["id"] = "del-001",
            ["to_role"] = "pm",
            ["charter"] = "Look at it",
            ["acceptance_contract"] = new JsonArray("Looked at"),
            ["required_decision_ids"] = new JsonArray("DEC-007"),
        }));
        Take(project, "pm", result => result["decisions"] = new JsonArray(Decision("DEC-007")));
        Take(project, "dev");
        return project;
    }

    private static Project BudgetExhausted()
    {
        Project project = Begun(Team.Replace("\"workflow_kit\"", "\"budget\": { \"per_turn_max_usd\": 1, \"per_run_max_usd\": 1.5 }, \"workflow_kit\"", StringComparison.Ordinal).Replace("\"runtime\": \"desk\", \"decision_authority\": 50", "\"runtime\": \"cli\"", StringComparison.Ordinal).Replace("\"desk\": {", "\"cli\": { \"type\": \"local_cli\", \"command\": [\"true\"] }, \"desk\": {", StringComparison.Ordinal));
        Take(project, "dev", result => result["cost"] = new JsonObject { ["usd"] = 0.1234567m });
        Turn turn = project.Dispatch("dev");
        project.Stage(turn, result => result["cost"] = new JsonObject { ["usd"] = 1.6m });
        Assert.Equal(RunStatus.Blocked, project.Runner.AcceptTurn().State!.Status);
        return project;
    }

    /// <summary>Schema 1.0, two accepted turns of another runner, and lasting decisions of which one is overridden afterwards.</summary>
    private static Project AdoptedForeignRun()
    {
        Project project = new(Team);
        project.Write(".agentxchain/state.json", """{"schema_version":"1.0","run_id":"run_1","status":"active","phase":"implementation","accepted_sequence":2,"current_turn":{"turn_id":"turn_3","run_id":"run_1","assigned_role":"dev","runtime_id":"desk","status":"running","attempt":1,"assigned_sequence":3},"blocked_reason":{"category":"old"}}""");
        project.Write(".agentxchain/history.jsonl", """
            {"turn_id":"turn_1","role":"dev","status":"completed","accepted_sequence":1,"files_changed":["a.txt"],"decisions":[],"objections":[]}
            {"turn_id":"turn_2","run_id":"run_1","role":"pm","status":"completed","accepted_sequence":2,"files_changed":[],"decisions":[],"objections":[]}

            """);
        project.Write(".agentxchain/decision-ledger.jsonl", """{"id":"DEC-001","turn_id":"turn_1","role":"dev","phase":"implementation","category":"scope","statement":"So it was."}""" + "\n");
        project.Write(".agentxchain/repo-decisions.jsonl", """{"id":"DEC-900","status":"active","statement":"It was so.","role":"dev","durability":"repo","category":"scope","run_id":"run_0"}""" + "\n");
        project.Write(".agentxchain/events.jsonl", """{"event_id":"evt_1","run_id":"run_1","event_type":"run_started","timestamp":"2026-05-01T00:00:00.000Z"}""" + "\n");
        Project.Ok(project.Runner.RejectTurn("It belongs to a runner that is gone."));
        RunState state = project.Runner.LoadState().State!;
        project.Stage(Again(project, state.ActiveTurns["turn_3"]), result => result["decisions"] = new JsonArray(Override("DEC-901", "DEC-900")));
        Project.Ok(project.Runner.AcceptTurn());
        return project;
    }

    private static Project TermsAdopted()
    {
        Project project = Begun();
        Turn turn = project.Dispatch("pm");
        project.Write("agentxchain.json", Project.Configuration.Replace("\"goal\": \"Show it.\"", "\"goal\": \"Show it again.\"", StringComparison.Ordinal));
        project.Stage(turn);
        Assert.Equal(RunCodes.ConfigChanged, project.Runner.AcceptTurn().Refusal!.Reason);
        Project.Ok(project.Again().AdoptTerms("Ada"));
        Project.Ok(project.Again().AcceptTurn());
        return project;
    }

    private static Project ProposalApplied()
    {
        Project project = ProposingProject.Begin();
        string applied = project.Propose();
        Project.Ok(project.Runner.ApplyProposal(applied));
        string rejected = project.Propose(("src/other.txt", "create", "other\n"));
        Project.Ok(project.Runner.RejectProposal(rejected, "Nobody wants it."));
        return project;
    }

    private static Project HookBlocked()
    {
        Project project = new(Project.Configuration.Replace("\"workflow_kit\": {}", "\"workflow_kit\": {}, \"hooks\": { \"before_acceptance\": [ { \"name\": \"check\", \"type\": \"process\", \"command\": [\"sh\", \"./tools/check.sh\"], \"timeout_ms\": 20000, \"mode\": \"blocking\" } ] }", StringComparison.Ordinal), write => write("tools/check.sh", "printf '{\"verdict\":\"block\",\"message\":\"Not today.\"}'\n"));
        Project.Ok(project.Runner.InitRun());
        project.Stage(project.Dispatch("pm"));
        RunnerResult stopped = project.Runner.AcceptTurn();
        Assert.Equal(RunStatus.Blocked, stopped.State!.Status);
        Project.Ok(project.Runner.ReactivateRun("a person", "The hook was right."));
        return project;
    }

    private static Project ReissuedAndCheckpointed()
    {
        Project project = Begun(Team);
        project.Dispatch("dev");
        Turn fresh = Project.Ok(project.Runner.ReissueTurn("The desk is another one.")).Turn!;
        project.Stage(Again(project, fresh));
        Project.Ok(project.Runner.AcceptTurn());
        Project.Ok(project.Runner.CheckpointTurn(_ => (new string('a', 40), null)));
        Project.Ok(project.Runner.Escalate("Somebody has to look.", "At all of it.", "Look."));
        return project;
    }

    private static Project LastingDecisionOverridden()
    {
        Project project = Begun(Team);
        Take(project, "dev", result => result["decisions"] = new JsonArray(Lasting("DEC-001")));
        Take(project, "ops", result => result["decisions"] = new JsonArray(Override("DEC-002", "DEC-001")));
        return project;
    }

    private static Project ClockSetBack()
    {
        Project project = Begun(Team);
        Turn turn = project.Dispatch("dev");
        project.Time.Jump(TimeSpan.FromDays(-1));
        project.Stage(turn);
        Project.Ok(project.Runner.AcceptTurn());
        project.Time.Jump(TimeSpan.FromDays(3000));
        Take(project, "ops", result => result["run_completion_request"] = true);
        return project;
    }

    private static Project Begun(string? configuration = null)
    {
        Project project = new(configuration);
        Project.Ok(project.Runner.InitRun(new() { Trigger = "manual", CreatedBy = "operator" }));
        return project;
    }

    /// <summary>A turn from its assignment to its acceptance.</summary>
    private static void Take(Project project, string role, Action<JsonObject>? alter = null)
    {
        project.Stage(project.Dispatch(role), alter);
        Project.Ok(project.Runner.AcceptTurn());
    }

    private static Turn Again(Project project, Turn turn)
    {
        Assert.Null(project.Runner.WriteDispatchBundle(turn.TurnId).Refusal);
        Project.Ok(project.Runner.FinalizeDispatchManifest(turn.TurnId));
        return Project.Ok(project.Runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched)).Turn!;
    }

    private static JsonObject Decision(string id) => new() { ["id"] = id, ["category"] = "scope", ["statement"] = "So it is: ä ✓.", ["rationale"] = "It has to be." };

    private static JsonObject Lasting(string id)
    {
        JsonObject decision = Decision(id);
        decision["durability"] = "repo";
        return decision;
    }

    private static JsonObject Override(string id, string old)
    {
        JsonObject decision = Lasting(id);
        decision["overrides"] = old;
        return decision;
    }
}
