using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.RunnerPack;

/// <summary>A whole lifecycle by the primitive layer: three roles, two approvals, a rejection, and a process that is killed in the middle.</summary>
public sealed class ToCompletionProof
{
    /// <summary>The proof's name.</summary>
    public const string Name = "to-completion";

    /// <summary>What it claims.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("gate.pauses", "After a turn that asks for the next phase the run waits for approval, and nobody gets a turn."),
        new("restart.keeps", "What the process that was killed had been answered, the next one finds: its turn, its decision, the head of its journal."),
        new("approval.moves", "Approval moves the run into the next phase."),
        new("rejection.same_turn", "A rejected attempt is tried again as the same turn, one attempt later."),
        new("rejection.kept", "What was rejected is kept aside, and is staged no more."),
        new("phase.advances", "A gate that asks for a file passes by itself once the turn wrote it."),
        new("completion.pauses", "The last turn's request to end the run waits for approval."),
        new("run.completes", "Approval ends the run, and nothing is pending."),
        new("bundles.complete", "Every attempt behind the killed process was handed a whole bundle about its turn, and no bundle outlives its turn."),
        new("history.kept", "History holds the three turns, in order."),
        new("ledger.kept", "The ledger holds every decision and every approval."),
        new("talk.kept", "TALK.md has a word of every role."),
        new("evidence.holds", "The journal, its note outside the project and the export hold."),
    ];

    /// <summary>Proves it with a script in the workers' place.</summary>
    [SkippableFact]
    public Task A_run_is_governed_from_its_first_turn_to_its_end() => RunnerPackProofs.ProveAsync(Name, "stub");

    /// <summary>Tells the proof of a runner. The process that is killed runs the public interface as it is.</summary>
    /// <param name="runner">The runner.</param>
    public static Task<Payload> TellAsync(Runner runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return Story.TellAsync(Surroundings.Begin(Name, "stub", runner.Name), Says, (story, stop) => TellAsync(story, runner, stop), TimeSpan.FromMinutes(2));
    }

    private static async Task TellAsync(Story story, Runner runner, CancellationToken stop)
    {
        using Project project = new("three-roles");
        JsonNode said = await KilledProcess.PlanAsync(project, runner, stop).ConfigureAwait(false);
        using Desk desk = new(story, runner, project);
        RunnerResult loaded = desk.On.LoadState();
        RunRecords found = desk.Records;
        story.Claim("restart.keeps", said, new JsonObject { ["turns"] = new JsonArray([.. found.History.Select(entry => entry["turn_id"]?.DeepClone())]), ["decided"] = found.Decided, ["journal"] = desk.On.JournalHead?.Digest });
        Desk.Require(loaded);
        Planned(story, runner, desk);
        await DevelopAsync(story, runner, desk, stop).ConfigureAwait(false);
        await JudgeAsync(story, runner, desk, stop).ConfigureAwait(false);

        RunRecords records = desk.Records;
        story.Claim("bundles.complete", new JsonArray("dev 1: complete, removed", "dev 2: complete, removed", "qa 1: complete, removed"), desk.Bundles);
        story.Claim("history.kept", ThreeRoles.Turns, records.Turns);
        story.Claim("ledger.kept", ThreeRoles.Decided, records.Decided);
        story.Claim("talk.kept", new JsonArray("pm", "dev", "qa"), records.Talkers);
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());
    }

    /// <summary>The plan is there, from the process that was killed.</summary>
    private static void Planned(Story story, Runner runner, Desk desk)
    {
        RunState? state = desk.On.LoadState().State;
        story.Facts = story.Facts with { TurnHistory = [.. desk.Records.History.Select(entry => new SettledTurn((string)entry["role"]!, (string)entry["turn_id"]!, Accepted: true, ErrorCode: null))] };
        story.Claim(
            "gate.pauses",
            new JsonObject { ["waits_at"] = "planning_signoff", ["next_turn"] = false },
            new JsonObject { ["waits_at"] = state?.PendingPhaseTransition?.Gate, ["next_turn"] = runner.AssignTurn(desk.On, "dev").Ok });
        RunnerResult approved = runner.ApprovePhaseGate(desk.On);
        if (!story.Claim("approval.moves", "implementation", (string?)desk.Records.State?["phase"]))
        {
            throw Story.Stop(new("approval_moved_nothing", $"The approval answered {(approved.Ok ? "ok" : approved.Refusal)}, and the run is where it was.", "Look at state.json."));
        }

        story.Facts = story.Facts with { PhaseTransitionApprovals = 1 };
    }

    /// <summary>The first attempt lists a file that it did not write; the second writes it.</summary>
    private static async Task DevelopAsync(Story story, Runner runner, Desk desk, CancellationToken stop)
    {
        string turn = desk.Assign("dev");
        DispatchOutcome lie = await desk.WorkAsync(turn, stop).ConfigureAwait(false);
        Desk.Require(runner.StageTurnResult(desk.On, turn, lie.TurnResult));
        RunnerResult refused = runner.AcceptTurn(desk.On, turn, lie.Record);
        desk.Note("dev", turn, refused);
        Problem why = refused.Refusal ?? throw Story.Stop(new("lie_accepted", "A turn that lists a file which it did not write was accepted.", "The runner has to compare what is claimed with what changed."));
        Turn? retried = Desk.Require(runner.RejectTurn(desk.On, turn, why, lie.Record)).State?.ActiveTurns.Values.SingleOrDefault();
        bool isKept = desk.Rejected(turn, 1) is [var only] && File.ReadAllBytes(only).AsSpan().SequenceEqual(lie.TurnResult.Span);
        story.Facts = story.Facts with { Rejections = [new("dev", turn, 1, retried?.TurnId, retried?.Attempt, isKept)] };
        story.Claim("rejection.same_turn", new JsonObject { ["turn_id"] = turn, ["attempt"] = 2, ["status"] = "retrying" }, new JsonObject { ["turn_id"] = retried?.TurnId, ["attempt"] = retried?.Attempt, ["status"] = retried?.Status.ToString().ToLowerInvariant() });
        story.Claim("rejection.kept", new JsonObject { ["kept"] = true, ["staged"] = false }, new JsonObject { ["kept"] = isKept, ["staged"] = File.Exists(Path.Combine(desk.Project.Root, RunnerInterface.GetTurnStagingResultPath(turn))) });

        string again = retried?.TurnId ?? turn;
        DispatchOutcome done = await desk.WorkAsync(again, stop).ConfigureAwait(false);
        Accept(runner, desk, "dev", again, done);
        Desk.Require(runner.CheckpointAll(desk.On));
        JsonObject? state = desk.Records.State;
        if (!story.Claim("phase.advances", new JsonObject { ["phase"] = "qa", ["status"] = "active" }, new JsonObject { ["phase"] = (string?)state?["phase"], ["status"] = (string?)state?["status"] }))
        {
            throw Story.Stop(new("phase_not_left", "The gate's file is written and the phase did not end.", "Look at last_gate_failure in state.json."));
        }
    }

    private static async Task JudgeAsync(Story story, Runner runner, Desk desk, CancellationToken stop)
    {
        string turn = desk.Assign("qa");
        Accept(runner, desk, "qa", turn, await desk.WorkAsync(turn, stop).ConfigureAwait(false));
        JsonObject? state = desk.Records.State;
        story.Claim("completion.pauses", new JsonObject { ["waits_at"] = "qa_ship_verdict", ["completed_at"] = null }, new JsonObject { ["waits_at"] = (string?)state?["pending_run_completion"]?["gate"], ["completed_at"] = state?["completed_at"]?.DeepClone() });
        RunnerResult approved = runner.ApproveCompletionGate(desk.On);
        state = desk.Records.State;
        JsonObject ended = new() { ["status"] = (string?)state?["status"], ["ended"] = state?["completed_at"] is not null, ["pending"] = state?["pending_run_completion"] is not null || state?["pending_phase_transition"] is not null };
        if (!story.Claim("run.completes", new JsonObject { ["status"] = "completed", ["ended"] = true, ["pending"] = false }, ended))
        {
            throw Story.Stop(new("approval_ended_nothing", $"The approval answered {(approved.Ok ? "ok" : approved.Refusal)}, and the run is not completed.", "Look at state.json."));
        }

        story.Facts = story.Facts with { CompletionApprovals = 1, GatesApproved = story.Facts.PhaseTransitionApprovals + 1 };
    }

    private static void Accept(Runner runner, Desk desk, string role, string turn, DispatchOutcome done)
    {
        Desk.Require(runner.StageTurnResult(desk.On, turn, done.TurnResult));
        RunnerResult accepted = runner.AcceptTurn(desk.On, turn, done.Record);
        desk.Note(role, turn, accepted);
        Desk.Require(accepted);
        desk.NoteRemoval(turn);
    }
}
