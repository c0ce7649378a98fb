using System.Security.Cryptography;
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
        new("run.completes", "The loop ends because the run is completed, after one turn of each role; the state on disk says it too."),
        new("phases.all", "History has a turn of every phase."),
        new("gates.passed", "Every gate is passed, in the state on disk and in what the loop answers."),
        new("gates.unattended", "No gate waited for an approval, so none is counted."),
        new("file.applied", "The file that the gate asks for holds what was proposed, and the proposal is applied."),
        new("dispatch.answered", "Every accepted turn has the provider's own id of a request that it answered, each turn another; what the stand-in answered, it says."),
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
        LoopRun run = await LoopRun.DriveAsync(desk, GateAnswer.Held, stop, around: async (request, work) =>
        {
            if (request.Turn.AssignedRole != "implementer")
            {
                return await work().ConfigureAwait(false);
            }

            JsonObject before = desk.Tree;
            DispatchOutcome outcome = await work().ConfigureAwait(false);
            isUntouched &= story.Claim("tree.untouched", before, desk.Tree);
            proposed = outcome.Accept ? Proposed(JsonNode.Parse(outcome.TurnResult.Span)) : null;
            return outcome;
        }).ConfigureAwait(false);
        run.Tell(story);
        if (!isUntouched)
        {
            throw Story.Stop(new("proposed_turn_wrote", "Files of the project changed while a turn was done that may only propose.", "Compare the files of the claim tree.untouched."));
        }

        run.RequireCompleted(story, desk, ["planner", "implementer", "qa"]);
        // What the server on this machine proposed is known; of the provider's answer there is only what the worker hands on.
        Written(story, desk, run, provider.Model is { } model ? Proposed(model.Answers[1]?["result"]) : proposed);
        LiveProofs.Claim(story, desk, provider, turns: 3);
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());
        await RefuseAsync(story, runner, stop).ConfigureAwait(false);
    }

    /// <summary>Phases, gates, and the file that one of them asks for.</summary>
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
        string? digest = records.Digest(GateFile);
        story.Facts = story.Facts with
        {
            GateArtifact = new(GateFile, records.Bytes(GateFile)?.Length, digest),
            ProposedTurns = new(proposals.Count, applied.Length),
        };
        story.Claim(
            "file.applied",
            new JsonObject { ["holds"] = proposed is null ? "a proposal for it" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proposed))), ["applied"] = new JsonArray(turn), ["files"] = new JsonArray("TALK.md", "agentxchain.json", GateFile) },
            new JsonObject { ["holds"] = digest, ["applied"] = new JsonArray([.. applied.Select(id => JsonValue.Create(id))]), ["files"] = new JsonArray([.. desk.Tree.Select(file => file.Key).Where(path => path != ".git").Select(path => (JsonNode)path)]) });
    }

    /// <summary>What a result proposes for the gate's file; null when it proposes nothing for it.</summary>
    private static string? Proposed(JsonNode? result) => (string?)(result?["proposed_changes"] as JsonArray)?.FirstOrDefault(change => (string?)change?["path"] == GateFile)?["content"];

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
        story.Claim("workspace.refused", new JsonObject { ["played_by"] = "a script", ["refused"] = RunCodes.ValidationFailed.Id, ["for"] = "workspace", ["turns_accepted"] = 1 }, new JsonObject { ["played_by"] = "a script", ["refused"] = refused.Refusal?.Reason.Id, ["for"] = refused.Refusal?.Message.Contains("\"workspace\"", StringComparison.Ordinal) == true ? "workspace" : refused.Refusal?.Message, ["turns_accepted"] = desk.Records.History.Count });
    }
}
