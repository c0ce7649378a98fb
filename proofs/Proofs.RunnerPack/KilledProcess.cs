using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.RunnerPack;

/// <summary>A process that does the planning turn of a project and is then killed, so that nothing of it is left but what lies on disk.</summary>
internal static class KilledProcess
{
    /// <summary>The word on the command line that makes this program that process.</summary>
    internal const string Verb = "plan-and-wait";

    /// <summary>Starts it, waits until the turn is accepted, and kills it without a word.</summary>
    /// <param name="project">The project.</param>
    /// <param name="runner">The runner; it is made anew there when its type is public and takes nothing, and the public interface stands in for every other.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What it was answered: its turn, what was decided, and the head of the journal.</returns>
    internal static async Task<JsonNode> PlanAsync(Project project, Runner runner, CancellationToken cancellation)
    {
        using Process process = Launch.Begin(Launch.Start(Assembly.GetExecutingAssembly().Location, [Verb, project.Root, project.Anchors, .. TypeOf(runner)], project.Root));
        Task<string> complaints = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            string? said = await process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false);
            return said?.StartsWith('{') == true ? JsonNode.Parse(said)! : throw Story.Stop(new("planning_failed", $"The process that is to be killed did not get that far: {said} {await complaints.ConfigureAwait(false)}", "What it said last tells why."));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>What that process does.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="anchors">The folder of its anchor.</param>
    /// <param name="type">The assembly and the name of the runner's type; empty for the public interface as it is.</param>
    internal static async Task<int> RunAsync(string root, string anchors, string[] type)
    {
        Runner runner = type is [var assembly, var name] ? (Runner)Activator.CreateInstance(Assembly.LoadFrom(assembly).GetType(name, throwOnError: true)!)! : new();
        RunnerInterface on = runner.Open(root, anchors);
        Desk.Require(runner.InitRun(on));
        string turn = Desk.Require(runner.AssignTurn(on, "pm")).Turn!.TurnId;
        BundleResult bundle = runner.WriteDispatchBundle(on, turn);
        Desk.Require(runner.FinalizeDispatchManifest(on, turn));
        Turn dispatched = Desk.Require(runner.MarkDispatched(on, turn)).Turn!;
        DispatchOutcome done = await WorkerDispatch.With(_ => runner.ScriptedWorker(Desk.ScenarioOf("three-roles")))(
            new(dispatched, on.LoadState().State!, on.Configuration) { Root = root, BundlePath = bundle.BundlePath!, StagingPath = RunnerInterface.GetTurnStagingResultPath(turn) },
            CancellationToken.None).ConfigureAwait(false);
        Desk.Require(runner.StageTurnResult(on, turn, done.TurnResult));
        HistoryEntry accepted = Desk.Require(runner.AcceptTurn(on, turn, done.Record)).Accepted!;
        JsonObject answered = new()
        {
            ["turns"] = new JsonArray(accepted.TurnId),
            ["decided"] = new JsonArray([.. accepted.Decisions.Select(decision => (JsonNode)$"{decision.Id} of {accepted.Role}")]),
            ["journal"] = on.JournalHead?.Digest,
        };
        Console.WriteLine(answered.ToJsonString());

        // Until it is killed; should nobody do that, the end of its input ends it.
        Console.In.ReadToEnd();
        return 0;
    }

    private static string[] TypeOf(Runner runner) => runner.GetType() is { IsVisible: true } type && type != typeof(Runner) && type.GetConstructor([]) is not null ? [type.Assembly.Location, type.FullName!] : [];
}
