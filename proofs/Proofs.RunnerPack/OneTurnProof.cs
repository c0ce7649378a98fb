using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Verdicts;

namespace Proofs.RunnerPack;

/// <summary>The primitive layer: begin, assign, stage, accept, by the public interface and nothing else.</summary>
public sealed class OneTurnProof
{
    /// <summary>The proof's name.</summary>
    public const string Name = "one-turn";

    /// <summary>What it claims.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("run.begins", "Beginning leaves a run on disk that is active in its first phase."),
        new("bundle.sealed", "The worker is handed assignment, prompt and context, under a seal that holds."),
        new("result.invalid_refused", "A result without a summary is refused, and nothing is recorded."),
        new("tree.lie_refused", "A result that lists a file which did not change is refused, and nothing is recorded."),
        new("turn.accepted", "A valid result is accepted, for the turn and role that were assigned."),
        new("history.kept", "History holds the turn once, and nothing else."),
        new("ledger.kept", "The ledger holds the turn's decision."),
        new("grade.honest", "The history says that a script did the work."),
        new("bundle.removed", "What the worker was handed, and what it left, is gone after acceptance."),
        new("turn.once", "The same turn is not accepted twice."),
        new("evidence.holds", "The journal, its note outside the project and the export hold."),
    ];

    /// <summary>Proves it with a script in the worker's place.</summary>
    [SkippableFact]
    public Task One_turn_is_governed() => RunnerPackProofs.ProveAsync(Name, "stub");

    /// <summary>Tells the proof of a runner.</summary>
    /// <param name="runner">The runner.</param>
    public static Task<Payload> TellAsync(Runner runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return Story.TellAsync(Surroundings.Begin(Name, "stub", runner.Name), Says, (story, stop) => TellAsync(story, runner, stop), TimeSpan.FromMinutes(1));
    }

    private static async Task TellAsync(Story story, Runner runner, CancellationToken stop)
    {
        using Desk desk = new(story, runner, new Project(Name));
        Desk.Require(runner.InitRun(desk.On));
        JsonObject? begun = desk.Records.State;
        story.Claim("run.begins", new JsonObject { ["status"] = "active", ["phase"] = "planning", ["run"] = true }, new JsonObject { ["status"] = (string?)begun?["status"], ["phase"] = (string?)begun?["phase"], ["run"] = begun?["run_id"] is not null });

        string turn = desk.Assign("pm");
        DispatchOutcome done = await desk.WorkAsync(turn, stop).ConfigureAwait(false);
        story.Claim("bundle.sealed", new JsonArray("pm 1: complete"), desk.Bundles);

        Refused("result.invalid_refused", RunCodes.ValidationFailed, result => result.Remove("summary"));
        Refused("tree.lie_refused", RunCodes.ClaimedFileUnchanged, result => result["files_changed"]!.AsArray().Add("src/never-written.txt"));

        Desk.Require(runner.StageTurnResult(desk.On, turn, done.TurnResult));
        RunnerResult accepted = runner.AcceptTurn(desk.On, turn, done.Record);
        desk.Note("pm", turn, accepted);
        if (!story.Claim("turn.accepted", new JsonObject { ["turn_id"] = turn, ["role"] = "pm" }, new JsonObject { ["turn_id"] = accepted.Accepted?.TurnId, ["role"] = accepted.Accepted?.Role }))
        {
            Desk.Require(accepted);
        }

        RunRecords records = desk.Records;
        story.Claim("history.kept", new JsonArray("pm in planning: completed"), records.Turns);
        story.Claim("ledger.kept", new JsonArray("DEC-001"), new JsonArray([.. records.Ledger.Select(entry => entry["id"]?.DeepClone())]));
        story.Claim("grade.honest", "stub", records.EvidenceGrade);
        desk.NoteRemoval(turn);
        story.Claim("bundle.removed", new JsonArray(), new JsonArray([.. story.Facts.DispatchBundles.Where(bundle => bundle.Removed != true).Select(bundle => (JsonNode)$"{bundle.Role} {bundle.Attempt}")]));
        RunnerResult again = runner.AcceptTurn(desk.On, turn, done.Record);
        story.Claim("turn.once", new JsonObject { ["refused"] = RunCodes.TurnAlreadyAccepted.Id, ["turns_accepted"] = 1 }, new JsonObject { ["refused"] = again.Refusal?.Reason.Id, ["turns_accepted"] = desk.Records.History.Count });
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());

        void Refused(string claim, ReasonCode expected, Action<JsonObject> spoil)
        {
            JsonObject result = JsonNode.Parse(done.TurnResult.Span)!.AsObject();
            spoil(result);
            Desk.Require(runner.StageTurnResult(desk.On, turn, Encoding.UTF8.GetBytes(result.ToJsonString())));
            RunnerResult refused = runner.AcceptTurn(desk.On, turn, done.Record);
            story.Claim(claim, new JsonObject { ["refused"] = expected.Id, ["turns_accepted"] = 0 }, new JsonObject { ["refused"] = refused.Refusal?.Reason.Id, ["turns_accepted"] = desk.Records.History.Count });
        }
    }
}
