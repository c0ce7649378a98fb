using Proofs.Gates.Policies;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The one call behind every head: gathers the facts from a repository and lets the gates judge them.</summary>
public sealed class GateRunner
{
    private readonly TimeProvider _time;
    private GitRepository? _repository;

    /// <summary>A runner for one request.</summary>
    /// <param name="time">Where durations come from.</param>
    public GateRunner(TimeProvider time) => _time = time;

    /// <summary>
    /// Begins to load libgit2 on another thread, for a caller that has something else to do first; <see cref="Run"/> waits for it, and tells
    /// what went wrong with it.
    /// </summary>
    public static void Prepare() => _ = Task.Run(RepositoryOpener.Prepare);

    /// <summary>How many commits have been read so far; may be asked from another thread while <see cref="Run"/> runs.</summary>
    public long CommitsRead => Volatile.Read(ref _repository)?.History.CommitsRead ?? 0;

    /// <summary>Judges.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the run without a verdict.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public GatesResult Run(GatesRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        long started = _time.GetTimestamp();
        if (RequestCheck.Check(request) is { } wrong)
        {
            return new(null, wrong);
        }

        FeatureKeyTerms terms = new(request);
        RepositoryOpening opening = RepositoryOpener.Open(request.RepositoryPath, cancellation);
        if (opening.Refusal is not null)
        {
            return new(null, opening.Refusal);
        }

        if (opening.Repository is null)
        {
            return RunWithout(request, opening.Undetermined!, _time.GetElapsedTime(started));
        }

        using GitRepository repository = opening.Repository;
        Volatile.Write(ref _repository, repository);
        (GatesReport? report, Refusal? refusal) = new GateFacts(request, terms, repository).Judge();
        return new(report is null ? null : report with { Duration = _time.GetElapsedTime(started) }, refusal);
    }

    /// <summary>A repository that nobody can read leaves every gate that was asked for undetermined.</summary>
    private static GatesResult RunWithout(GatesRequest request, Finding problem, TimeSpan duration)
    {
        IReadOnlyList<string> asked = RequestCheck.Asked(request, Policy.None);
        return asked.Count == 0
            ? new(null, RequestCheck.Nothing())
            : new(
                new(
                    new(request.RepositoryPath, null, false),
                    new("none", null, null, null),
                    null,
                    [.. asked.Select(gate => GateVerdict.From(gate, [problem], ReasonCodes.NotRequested, string.Empty))],
                    [.. GateIds.All.Except(asked, StringComparer.Ordinal)],
                    duration),
                null);
    }
}
