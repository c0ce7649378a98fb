using System.Text;
using Proofs.Gates.Policies;
using Proofs.Git;
using Proofs.Git.Trailers;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The one call behind every head: opens a repository, fixes the terms and lets the gates judge.</summary>
/// <remarks>libgit2's settings belong to the process: machine configuration stops counting for everybody who uses the library in it.</remarks>
public sealed class GateRunner
{
    private readonly TimeProvider _time;
    private GitRepository? _repository;

    /// <summary>The largest message that a caller of <see cref="RunMessage"/> should take in, in bytes; it is not checked there.</summary>
    public const int LargestMessage = 64 * 1024 * 1024;

    /// <summary>A runner for one request.</summary>
    /// <param name="time">Where durations come from.</param>
    public GateRunner(TimeProvider time) => _time = time;

    /// <summary>
    /// Begins to load what every run needs, libgit2 and the digest, on another thread, for a caller that has something else to do first;
    /// <see cref="Run"/> waits for libgit2, and tells what went wrong with it.
    /// </summary>
    public static void Prepare() => _ = Task.Factory.StartNew(
        static () =>
        {
            _ = Libgit2.EnsureLoaded();
            _ = CommitSets.Of([]).Digest;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>
    /// Tells what is asked, and of which commits, so that the same question need not be judged twice: the tool's version, the request, and what head
    /// and base name now. Everything else that counts, the policy too, those commits decide.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A digest, or null when head or base names no commit, or proofs are asked for, which lie outside of the repository.</returns>
    public static string? Identify(GatesRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using GitRepository? repository = RepositoryOpener.Open(request.RepositoryPath, cancellation).Repository;
        return repository is null || request.Proofs is not null ? null : GateIdentity.Of(request, repository);
    }

    /// <summary>Tells what is asked, whatever the repository holds: the tool's version and the request.</summary>
    /// <param name="request">What is asked.</param>
    /// <returns>A digest.</returns>
    public static string Describe(GatesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GateIdentity.Of(request);
    }

    /// <summary>How many commits have been read so far; may be asked from another thread while <see cref="Run"/> runs.</summary>
    public long CommitsRead => Volatile.Read(ref _repository)?.History.CommitsRead ?? 0;

    /// <summary>Judges a repository's history.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the run without a verdict.</param>
    /// <returns>A report, or a refusal when nothing could be judged.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public GatesResult Run(GatesRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Judge(
            request,
            isMessage: false,
            cancellation,
            opening => opening.Refusal,
            (setting, repository) => new GateRun(request, setting, repository!, _time.GetUtcNow()).Judge());
    }

    /// <summary>
    /// Judges one message that is no commit yet, by the feature-key gate alone. A repository at the request's path lends its base commit's
    /// policy; outside of one the options stand alone.
    /// </summary>
    /// <param name="request">What is asked; only the feature key's part counts.</param>
    /// <param name="message">The message in UTF-8.</param>
    /// <param name="cancellation">Ends the run without a verdict.</param>
    /// <returns>A report, or a refusal when nothing could be judged.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public GatesResult RunMessage(GatesRequest request, byte[] message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(message);
        bool needsRepository = request.Base is not null || request.PolicyPath is not null;
        return Judge(
            request with { OnlyGate = GateIds.FeatureKey },
            isMessage: true,
            cancellation,
            opening => opening.Refusal is { } refused && (needsRepository || refused.Reason != ReasonCodes.NotAGitRepo) ? refused : null,
            (setting, repository) => JudgeMessage(request, message, setting, repository));
    }

    private static (GatesReport? Report, Refusal? Refusal) JudgeMessage(GatesRequest request, byte[] message, GateSetting setting, GitRepository? repository)
    {
        if ((setting.Refusal ?? setting.RefuseWithoutKey(request)) is { } refusal)
        {
            return (null, refusal);
        }

        Finding? found = setting.Rule.IsEmpty ? FeatureKeyGate.Missing(setting.Rule)
            : setting.Rule.CheckMessage(message, null) ?? setting.Rule.CheckMessage(WithoutComments(message), null);
        Finding[] findings = [.. new[] { setting.UnknownBase, setting.Policy.Problem, found }.OfType<Finding>(), .. setting.Policy.Notes, .. setting.RuleNotes];
        GateVerdict verdict = GateVerdict.From(GateIds.FeatureKey, findings, ReasonCodes.FeatureKeyOk, $"The message carries an acceptable {setting.Rule.Trailer}.");
        JudgedRepository? judged = repository is null ? null : new(repository.Path, setting.Ends.Head?.ToString(), repository.IsShallow);
        return (new(judged, setting.Policy.Origin, null, [verdict], [.. GateIds.All.Where(gate => gate != GateIds.FeatureKey)], TimeSpan.Zero), null);
    }

    /// <summary>The message as git stores it when an editor was used; whether one was, a hook cannot know, so both forms must pass.</summary>
    private static byte[] WithoutComments(byte[] message)
    {
        string text = Encoding.Latin1.GetString(message);
        int scissors = TrailerBlock.ScissorsAt(message);
        return Encoding.Latin1.GetBytes(string.Join('\n', text[..scissors].Split('\n').Where(line => !line.StartsWith('#'))).TrimStart('\n'));
    }

    private GatesResult Judge(
        GatesRequest request,
        bool isMessage,
        CancellationToken cancellation,
        Func<RepositoryOpening, Refusal?> refuse,
        Func<GateSetting, GitRepository?, (GatesReport? Report, Refusal? Refusal)> judge)
    {
        long started = _time.GetTimestamp();
        if (RequestCheck.Check(request) is { } wrong)
        {
            return new(null, wrong);
        }

        FeatureKeyTerms terms = new(request);
        RepositoryOpening opening = RepositoryOpener.Open(request.RepositoryPath, cancellation);
        using GitRepository? repository = opening.Repository;
        Volatile.Write(ref _repository, repository);
        if (refuse(opening) is { } refused)
        {
            return new(null, refused);
        }

        (GatesReport? report, Refusal? refusal) = opening.Undetermined is { } problem ? Open(request, problem) : judge(GateSetting.Read(request, terms, repository, isMessage), repository);
        return new(report is null ? null : report with { Duration = _time.GetElapsedTime(started) }, refusal);
    }

    /// <summary>A repository that nobody can read leaves every gate that was asked for open.</summary>
    private static (GatesReport? Report, Refusal? Refusal) Open(GatesRequest request, Finding problem)
    {
        IReadOnlyList<string> asked = RequestCheck.Asked(request, Policy.None);
        return asked.Count == 0
            ? (null, RequestCheck.Nothing(null, PolicyOrigin.Unknown))
            : (
                new(
                    new(Path.GetFullPath(request.RepositoryPath), null, false),
                    PolicyOrigin.Unknown,
                    null,
                    [.. asked.Select(gate => Judgement.Open(gate, [problem]))],
                    [.. GateIds.All.Except(asked, StringComparer.Ordinal)],
                    TimeSpan.Zero),
                null);
    }
}
