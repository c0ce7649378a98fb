using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.RunnerPack;

/// <summary>The loop with a model behind an API: two turns, each really asked for and answered.</summary>
public sealed class ApiDispatchProof
{
    /// <summary>The proof's name.</summary>
    public const string Name = "api-dispatch";

    /// <summary>What it claims.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("run.completes", "The loop ends because the run is completed, after one turn of each role; the state on disk says it too."),
        new("dispatch.answered", "Every accepted turn has the provider's own id of a request that it answered, each turn another; what the stand-in answered, it says."),
        new("dispatch.grade", "Every accepted turn's grade is what the host that answered shows."),
        new("cost.adds_up", "Every turn's cost is known and charged, below a tenth of a cent too."),
        new("records.agree", "History, ledger and TALK.md have both roles and what they decided."),
        new("key.kept", "The provider's key is in no file of the project, and not in the export."),
        new("evidence.holds", "The journal, its note outside the project and the export hold."),
    ];

    /// <summary>Proves it with a server on this machine in the provider's place.</summary>
    [SkippableFact]
    public Task A_model_is_asked_through_the_sdk_on_this_machine() => RunnerPackProofs.ProveAsync(Name, "loopback");

    /// <summary>Proves it with the provider itself; skipped where there is no key.</summary>
    [SkippableFact]
    public Task A_model_is_asked_at_its_provider() => RunnerPackProofs.ProveAsync(Name, "live");

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
        LoopRun run = await LoopRun.DriveAsync(desk, GateAnswer.Held, stop, maxTurns: 6).ConfigureAwait(false);
        run.Tell(story);
        run.RequireCompleted(story, desk, ["planner", "reviewer"]);

        RunRecords records = desk.Records;
        story.Claim(
            "records.agree",
            new JsonObject { ["turns"] = new JsonArray("planner in planning: completed", "reviewer in review: completed"), ["decided_by"] = new JsonArray("planner", "reviewer"), ["talk"] = new JsonArray("planner", "reviewer") },
            new JsonObject { ["turns"] = records.Turns, ["decided_by"] = records.Deciders, ["talk"] = records.Talkers });
        LiveProofs.Claim(story, desk, provider, turns: 2);
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());
    }
}
