using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Proposals;

namespace Proofs.RunnerPack;

/// <summary>
/// Three phases with a turn that writes: a model proposes, the runner applies, and a gate finds the file. The proof writes nothing, commits nothing and
/// applies nothing.
/// </summary>
public sealed class MultiPhaseWriteProof
{
    /// <summary>The proof's name.</summary>
    public const string Name = "multi-phase-write";

    /// <summary>What it claims.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("tree.untouched", "When the implementer's work is done, the tree is as it was: it has proposed, and written nothing."),
        new("run.completes", "The loop ends because the run is completed, after one turn of each role."),
        new("phases.all", "History has a turn of every phase."),
        new("gates.passed", "Every gate is passed, in the state on disk and in what the loop answers."),
        new("gates.unattended", "No gate waited for an approval, so none is counted."),
        new("file.applied", "The file that the gate asks for holds what was proposed, and the proposal is applied."),
        new("dispatch.answered", "Every accepted turn has the provider's own id of a request that it answered, and each turn another."),
        new("dispatch.grade", "Every accepted turn's grade is what the host that answered shows."),
        new("cost.adds_up", "Every turn's cost is known and charged, below a tenth of a cent too."),
        new("key.kept", "The provider's key is in no file of the project, and not in the export."),
        new("evidence.holds", "The journal, its note outside the project and the export hold."),
        new("workspace.refused", "A turn that may only propose and says it changed the workspace is refused."),
    ];

    private const string GateFile = "src/server.js";

    /// <summary>Proves it with a server on this machine in the provider's place.</summary>
    [SkippableFact]
    public Task A_proposed_file_passes_its_gate_on_this_machine() => RunnerPackProofs.ProveAsync(Name, "loopback");

    /// <summary>Proves it with the provider itself; skipped where there is no key.</summary>
    [SkippableFact]
    public Task A_proposed_file_passes_its_gate_at_the_provider() => RunnerPackProofs.ProveAsync(Name, "live");

    /// <summary>Tells the proof of a runner, with a server on this machine in the provider's place.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="answers">What the server answers, attempt by attempt; nothing for what goes well. See <see cref="ModelProcess.StartAsync"/>.</param>
    public static Task<Payload> LoopbackAsync(Runner runner, params IReadOnlyList<JsonArray> answers) =>
        LiveProofs.LoopbackAsync(Name, Says, runner, answers, (story, provider, stop) => DriveAsync(story, runner, provider, stop));

    /// <summary>Tells the proof of a runner, with the provider itself.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="key">The provider's key; without one the proof is skipped.</param>
    public static Task<Payload> LiveAsync(Runner runner, string? key) =>
        LiveProofs.LiveAsync(Name, Says, runner, key, (story, provider, stop) => DriveAsync(story, runner, provider, stop));

    private static async Task DriveAsync(Story story, Runner runner, Provider provider, CancellationToken stop)
    {
        using Desk desk = new(story, runner, new Project(Name, ("endpoint", provider.Endpoint)), provider);
        string? proposed = null;
        bool isUntouched = true;
        LoopRun run = await LoopRun.DriveAsync(desk, GateAnswer.Held, stop, worked: (request, outcome) =>
        {
            if (request.Turn.AssignedRole == "implementer")
            {
                isUntouched &= !File.Exists(Path.Combine(desk.Project.Root, GateFile));
                proposed = outcome.Accept ? Proposed(outcome.TurnResult) : null;
            }
        }).ConfigureAwait(false);
        run.Tell(story);
        if (!story.Claim("tree.untouched", true, isUntouched))
        {
            throw Story.Stop(new("proposed_turn_wrote", $"{GateFile} was there before anybody applied the proposal.", "Whatever does a proposed turn may not write into the project."));
        }

        run.RequireCompleted(story, ["planner", "implementer", "qa"]);
        Written(story, desk, run, proposed);
        LiveProofs.Claim(story, desk, provider, turns: 3);
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());
        await RefuseAsync(story, runner, stop).ConfigureAwait(false);
    }

    private static void Written(Story story, Desk desk, LoopRun run, string? proposed)
    {
        RunRecords records = desk.Records;
        story.Claim("phases.all", new JsonArray("planning", "implementation", "qa"), new JsonArray([.. records.History.Select(entry => entry["phase"]?.DeepClone())]));
        JsonObject passed = new() { ["planning_gate"] = "passed", ["implementation_gate"] = "passed", ["qa_gate"] = "passed" };
        JsonObject told = new([.. run.Result.State!.PhaseGateStatus.Select(gate => KeyValuePair.Create(gate.Key, (JsonNode?)gate.Value))]);
        story.Claim("gates.passed", new JsonObject { ["disk"] = passed, ["loop"] = passed.DeepClone() }, new JsonObject { ["disk"] = records.State?["phase_gate_status"]?.DeepClone(), ["loop"] = told });
        story.Claim("gates.unattended", new JsonObject { ["counted"] = 0, ["asked"] = 0 }, new JsonObject { ["counted"] = run.Result.GatesApproved, ["asked"] = run.GatesAsked });

        JsonNode? turn = records.History.Single(entry => (string?)entry["role"] == "implementer")["turn_id"]?.DeepClone();
        IReadOnlyList<Proposal> proposals = desk.Runner.ListProposals(desk.On);
        string[] applied = [.. proposals.Where(proposal => proposal.Status == ProposalStatus.Applied).Select(proposal => proposal.TurnId)];
        byte[]? there = records.Bytes(GateFile);
        story.Facts = story.Facts with
        {
            GateArtifact = new(GateFile, there?.Length, records.Digest(GateFile)),
            ProposedTurns = new(proposals.Count, applied.Length),
        };
        story.Claim(
            "file.applied",
            new JsonObject { ["as_proposed"] = true, ["applied"] = new JsonArray(turn) },
            new JsonObject { ["as_proposed"] = proposed is { Length: > 20 } && there is not null && Encoding.UTF8.GetString(there) == proposed, ["applied"] = new JsonArray([.. applied.Select(id => JsonValue.Create(id))]) });
    }

    /// <summary>What a result proposes for the gate's file; null when it proposes nothing for it.</summary>
    private static string? Proposed(ReadOnlyMemory<byte> result) =>
        (string?)(JsonNode.Parse(result.Span)?["proposed_changes"] as JsonArray)?.FirstOrDefault(change => (string?)change?["path"] == GateFile)?["content"];

    /// <summary>The same project, and an implementer that says it wrote the file itself.</summary>
    private static async Task RefuseAsync(Story story, Runner runner, CancellationToken stop)
    {
        using Desk desk = new(story, runner, new Project(Name, ("endpoint", string.Empty)), isMain: false);
        Desk.Require(runner.InitRun(desk.On));
        string planned = desk.Assign("planner");
        DispatchOutcome plan = await desk.WorkAsync(planned, stop).ConfigureAwait(false);
        Desk.Require(runner.StageTurnResult(desk.On, planned, plan.TurnResult));
        Desk.Require(runner.AcceptTurn(desk.On, planned, plan.Record));
        string turn = desk.Assign("implementer");
        DispatchOutcome claimed = await desk.WorkAsync(turn, stop).ConfigureAwait(false);
        Desk.Require(runner.StageTurnResult(desk.On, turn, claimed.TurnResult));
        RunnerResult refused = runner.AcceptTurn(desk.On, turn, claimed.Record);
        story.Claim("workspace.refused", new JsonObject { ["refused"] = RunCodes.ValidationFailed.Id, ["turns_accepted"] = 1 }, new JsonObject { ["refused"] = refused.Refusal?.Reason.Id, ["turns_accepted"] = desk.Records.History.Count });
    }
}
