using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Work;
using Proofs.Verdicts;
using Proofs.Workers.Scripted;

namespace Proofs.RunnerPack;

/// <summary>A project with a runner on it, and the steps that stories share. It does nothing that is the runner's or the worker's to do.</summary>
internal sealed class Desk : IDisposable
{
    private readonly Story _story;
    private readonly bool _isMain;
    private readonly IWorker _worker;
    private readonly Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> _work;

    /// <summary>Opens a project.</summary>
    /// <param name="story">The proof that is told.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="project">The project; disposed of with this.</param>
    /// <param name="provider">Whom the worker asks; null plays the project's scenario.</param>
    /// <param name="isMain">Whether the payload tells of this project; it does not of those that only show what is refused.</param>
    internal Desk(Story story, Runner runner, Project project, Provider? provider = null, bool isMain = true)
    {
        (_story, Runner, Project, _isMain) = (story, runner, project, isMain);
        On = runner.Open(project.Root, project.Anchors);
        _worker = provider is null ? runner.ScriptedWorker(ScenarioOf(project.Name)) : runner.ApiWorker(provider.Environment);
        _work = WorkerDispatch.With(_ => _worker);
    }

    /// <summary>The runner.</summary>
    internal Runner Runner { get; }

    /// <summary>The project.</summary>
    internal Project Project { get; }

    /// <summary>The public interface on the project.</summary>
    internal RunnerInterface On { get; }

    /// <summary>The records as they are now.</summary>
    internal RunRecords Records => new(Project.Root);

    /// <summary>Has a turn's work done, as the loop asks for it.</summary>
    internal Task<DispatchOutcome> WorkAsync(DispatchRequest request, CancellationToken cancellation) => _work(request, cancellation);

    /// <summary>Gives a role a turn.</summary>
    /// <returns>The turn.</returns>
    internal string Assign(string role) => Require(Runner.AssignTurn(On, role)).Turn!.TurnId;

    /// <summary>Hands a turn out and has it worked on.</summary>
    internal async Task<DispatchOutcome> WorkAsync(string turn, CancellationToken cancellation)
    {
        string? folder = Runner.WriteDispatchBundle(On, turn) is { BundlePath: { } written } ? written : null;
        RunnerResult isSealed = Require(Runner.FinalizeDispatchManifest(On, turn));
        Note(isSealed.Turn!, folder);
        Turn dispatched = Require(Runner.MarkDispatched(On, turn)).Turn!;
        DispatchRequest request = new(dispatched, On.LoadState().State!, On.Configuration)
        {
            Root = Project.Root,
            BundlePath = folder!,
            StagingPath = RunnerInterface.GetTurnStagingResultPath(turn),
        };
        DispatchOutcome outcome = await WorkAsync(request, cancellation).ConfigureAwait(false);
        return outcome.Accept ? outcome : throw Story.Stop(new(outcome.FailureClass ?? "work_failed", outcome.Reason ?? "The worker said no more.", "Look at the project's scenario."));
    }

    /// <summary>Takes note of what a worker was handed, before it begins.</summary>
    /// <returns>Whether all of it was there and its seal held.</returns>
    internal bool Note(Turn turn, string? folder)
    {
        bool isComplete = folder is not null && BundleFiles.All(name => File.Exists(Path.Combine(folder, name))) && On.VerifyDispatchManifest(turn.TurnId).Count == 0;
        if (_isMain)
        {
            _story.Facts = _story.Facts with { DispatchBundles = [.. _story.Facts.DispatchBundles, new(turn.TurnId, turn.AssignedRole, turn.Attempt, isComplete, Removed: null)] };
        }

        return isComplete;
    }

    /// <summary>Takes note of whether what a worker was handed is gone.</summary>
    internal bool NoteRemoval(string turn)
    {
        string staged = Path.Combine(Project.Root, RunnerInterface.GetTurnStagingResultPath(turn));
        bool isGone = !Directory.Exists(Path.Combine(Project.Root, ".agentxchain", "dispatch", "turns", turn)) && !File.Exists(staged);
        _story.Facts = _story.Facts with { DispatchBundles = [.. _story.Facts.DispatchBundles.Select(seen => seen.TurnId == turn ? seen with { Removed = isGone } : seen)] };
        return isGone;
    }

    /// <summary>What is kept of an attempt that was rejected.</summary>
    internal IReadOnlyList<string> Rejected(string turn, int attempt) => Path.Combine(Project.Root, ".agentxchain", "dispatch", "rejected") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{turn}-attempt-{attempt}-*")]
        : [];

    /// <summary>Takes note of how an attempt was settled.</summary>
    internal void Note(string role, string turn, RunnerResult settled) =>
        _story.Facts = _story.Facts with { TurnHistory = [.. _story.Facts.TurnHistory, new(role, turn, settled.Ok, settled.Refusal?.Reason.Id)] };

    /// <summary>Whether the run's records hold, and its export from its own bytes alone; in words.</summary>
    internal JsonObject Evidence()
    {
        EvidenceVerification verified = Runner.VerifyRun(On, new(Project.Anchors, Project.Root));
        EvidenceVerification exported = RunnerInterface.VerifyExport(Runner.Export(On), verified.Head.Digest, Project.Root);
        _story.Facts = _story.Facts with { JournalHead = new JsonObject { ["sequence"] = verified.Head.Sequence, ["digest"] = verified.Head.Digest } };
        return new() { ["run"] = Word(verified), ["export"] = Word(exported) };
    }

    /// <summary>What <see cref="Evidence"/> says of a run that holds.</summary>
    internal static JsonObject Holds => new() { ["run"] = "pass", ["export"] = "pass" };

    /// <summary>Goes on when an operation was carried out, and ends the story when it was refused.</summary>
    /// <exception cref="StoryEnd">It was refused.</exception>
    internal static RunnerResult Require(RunnerResult result) => result.Ok ? result : throw Story.Stop(CauseOf(result.Refusal));

    /// <summary>A refusal as a proof's cause.</summary>
    internal static Cause CauseOf(Problem problem) => new(problem.Reason.Id, problem.Message, problem.Next);

    /// <summary>Fills in what the records tell, whatever became of the story; keeps them when that was asked; deletes the project.</summary>
    public void Dispose()
    {
        try
        {
            if (_isMain)
            {
                _story.Facts = Records.Fill(_story.Facts) with { RunnerInterfaceVersion = RunnerInterface.Version, KeptAt = Kept.Keep(Project.Root, _story.Facts.Proof, _story.Facts.Grade) };
            }
        }
        catch (JsonException broken)
        {
            // A runner that writes no JSON has failed its claims already; this is where a reader finds out why.
            _story.Facts = _story.Facts with { Errors = [.. _story.Facts.Errors, $"The run's records cannot be read: {broken.Message}"] };
        }
        finally
        {
            (_worker as IDisposable)?.Dispose();
            Project.Dispose();
        }
    }

    /// <summary>The files that every worker is handed. Source: AgentXchain protocol v7, files on disk, dispatch bundle.</summary>
    private static readonly string[] BundleFiles = ["ASSIGNMENT.json", "CONTEXT.md", "MANIFEST.json", "PROMPT.md"];

    /// <summary>The scenario of a folder of <c>Projects</c>.</summary>
    internal static Scenario ScenarioOf(string project) => Scenario.Read(Project.Bytes($"{project}/scenario.json"), out string? problem) ?? throw new JsonException(problem);

    private static string Word(EvidenceVerification verified) => verified.Verdict == Outcome.Pass
        ? "pass"
        : string.Join("; ", verified.Checks.SelectMany(check => check.Problems).Select(problem => problem.ToString()).DefaultIfEmpty(EvidenceVerification.Name(verified.Verdict)));
}
