using System.Security.Cryptography;
using System.Text;
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
    private readonly Secrets? _secrets;
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
        (_story, Runner, Project, _isMain, _secrets) = (story, runner, project, isMain, provider is null ? null : new(provider.Key));
        try
        {
            On = runner.Open(project.Root, project.Anchors);
            _worker = provider is null ? runner.ScriptedWorker(ScenarioOf(project.Name)) : runner.ApiWorker(provider.Environment);
        }
        catch
        {
            // Nobody disposes of what was never made.
            project.Dispose();
            throw;
        }

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

    /// <summary>Takes note of what a worker was handed, before it begins: every file of it with something in it, the prompt about this turn, the seal whole.</summary>
    internal void Note(Turn turn, string? folder)
    {
        bool isComplete = folder is not null
            && BundleFiles.All(name => new FileInfo(Path.Combine(folder, name)) is { Exists: true, Length: > 0 })
            && File.ReadAllText(Path.Combine(folder, "PROMPT.md")).Contains(turn.TurnId, StringComparison.Ordinal)
            && On.VerifyDispatchManifest(turn.TurnId).Count == 0;
        if (_isMain)
        {
            _story.Facts = _story.Facts with { DispatchBundles = [.. _story.Facts.DispatchBundles, new(turn.TurnId, turn.AssignedRole, turn.Attempt, isComplete, Removed: null)] };
        }
    }

    /// <summary>Takes note of whether what a worker was handed is gone.</summary>
    internal void NoteRemoval(string turn)
    {
        string staged = Path.Combine(Project.Root, RunnerInterface.GetTurnStagingResultPath(turn));
        bool isGone = !Directory.Exists(Path.Combine(Project.Root, ".agentxchain", "dispatch", "turns", turn)) && !File.Exists(staged);
        if (_isMain)
        {
            _story.Facts = _story.Facts with { DispatchBundles = [.. _story.Facts.DispatchBundles.Select(seen => seen.TurnId == turn ? seen with { Removed = isGone } : seen)] };
        }
    }

    /// <summary>Whether an attempt at a turn was handed out.</summary>
    internal bool WasHandedOut(string turn, int attempt) => _story.Facts.DispatchBundles.Any(seen => seen.TurnId == turn && seen.Attempt == attempt);

    /// <summary>What was noted of bundles, one a line.</summary>
    internal JsonArray Bundles => new([.. _story.Facts.DispatchBundles.Select(seen => (JsonNode)$"{seen.Role} {seen.Attempt}: {(seen.Complete ? "complete" : "incomplete")}{seen.Removed switch { true => ", removed", false => ", left behind", null => string.Empty }}")]);

    /// <summary>Every file of the project but the runner's own, with its digest; all of the repository as one.</summary>
    internal JsonObject Tree
    {
        get
        {
            JsonObject tree = [];
            StringBuilder repository = new();
            // The runner's own files change while it works, and some are locked.
            foreach (string path in Kept.Files(Project.Root).Select(file => Path.GetRelativePath(Project.Root, file)).Where(path => !path.StartsWith(".agentxchain/", StringComparison.Ordinal)))
            {
                string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Project.Root, path))));
                if (path.StartsWith(".git/", StringComparison.Ordinal))
                {
                    repository.Append(path).Append(digest).Append('\n');
                }
                else
                {
                    tree[path] = digest;
                }
            }

            tree[".git"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository.ToString())));
            return tree;
        }
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
        // The runner hands out its export; whether records and export hold, it is not asked.
        ReadOnlyMemory<byte> export = Runner.Export(On);
        EvidenceVerification verified = On.VerifyRun(new RunAnchor(Project.Anchors, Project.Root));
        EvidenceVerification exported = RunnerInterface.VerifyExport(export, verified.Head.Digest, Project.Root);
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
                NoteLeak();
                _story.Facts = Records.Fill(_story.Facts) with { RunnerInterfaceVersion = RunnerInterface.Version, KeptAt = Kept.Keep(Project.Root, _story.Facts.Proof, _story.Facts.Grade, _secrets) };
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or IOException)
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

    /// <summary>A key that was written down is told of however the story ended, and not forgotten for another attempt.</summary>
    private void NoteLeak()
    {
        if (_secrets?.Files(Project.Folder).Any() == true)
        {
            _secrets.ClaimKept(_story, Project.Folder);
            _story.IsRetryable = false;
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
