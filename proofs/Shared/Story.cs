using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>A claim before anybody looked.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Statement">The same as a sentence.</param>
public sealed record ClaimText(string Id, string Statement);

/// <summary>
/// A proof while it is told: it notes what was seen of each claim and ends as a <see cref="Payload"/>. It passes only when every claim that was announced
/// was looked at and holds.
/// </summary>
public sealed class Story
{
    /// <summary>The most attempts that a proof may take, the first among them.</summary>
    public const int MostAttempts = 3;

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly Claim[] _claims;

    private Story(Payload begin, IReadOnlyList<ClaimText> says, TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetUtcNow();
        _claims = [.. says.Select(text => new Claim(text.Id, text.Statement, "not_evaluated", null, null))];
        Facts = begin;
    }

    /// <summary>What was seen beside the claims.</summary>
    public Payload Facts { get; set; }

    /// <summary>Whether what went wrong may go away by itself: a provider that is overloaded, a network that is away.</summary>
    public bool IsRetryable { get; set; }

    /// <summary>Tells a proof once.</summary>
    /// <param name="begin">What is known before: proof, grade, runner.</param>
    /// <param name="says">Everything that it is going to claim.</param>
    /// <param name="tell">Drives the runner and claims. What it throws is the proof's failure.</param>
    /// <param name="limit">How long it may take.</param>
    public static Task<Payload> TellAsync(Payload begin, IReadOnlyList<ClaimText> says, Func<Story, CancellationToken, Task> tell, TimeSpan limit) =>
        TellAsync(begin, says, tell, limit, mostAttempts: 1);

    /// <summary>Tells a proof, and once more from the beginning where what went wrong may go away by itself. Every attempt is recorded.</summary>
    /// <param name="begin">What is known before: proof, grade, runner.</param>
    /// <param name="says">Everything that it is going to claim.</param>
    /// <param name="tell">Drives the runner and claims. What it throws is the proof's failure.</param>
    /// <param name="limit">How long an attempt may take.</param>
    /// <param name="mostAttempts">How many attempts at most.</param>
    public static async Task<Payload> TellAsync(Payload begin, IReadOnlyList<ClaimText> says, Func<Story, CancellationToken, Task> tell, TimeSpan limit, int mostAttempts)
    {
        DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
        List<Attempt> attempts = [];
        while (true)
        {
            Story story = new(begin, says, TimeProvider.System);
            Cause? broken = await story.TryAsync(tell, limit).ConfigureAwait(false);
            Payload told = story.End(broken);
            bool isRetryable = told.Result == "fail" && story.IsRetryable;
            attempts.Add(new(attempts.Count + 1, told.Result, told.StopReason, isRetryable, told.RootCause));
            if (!isRetryable || attempts.Count >= Math.Min(mostAttempts, MostAttempts))
            {
                DateTimeOffset now = TimeProvider.System.GetUtcNow();
                return told with { AttemptsUsed = attempts.Count, AttemptHistory = attempts, Timings = new(startedAt, now, (long)(now - startedAt).TotalMilliseconds) };
            }
        }
    }

    /// <summary>A proof that is not told because something is not there.</summary>
    /// <param name="begin">What is known before.</param>
    /// <param name="says">Everything that it would have claimed.</param>
    /// <param name="reason">What is not there, and how to get it.</param>
    public static Payload Skip(Payload begin, IReadOnlyList<ClaimText> says, string reason) =>
        new Story(begin, says, TimeProvider.System).End(null) with { Result = "skip", SkipReason = reason, RootCause = null, Errors = [] };

    /// <summary>Notes what was seen of a claim. Looked at more than once, it holds only when it held each time.</summary>
    /// <param name="id">One of those that were announced.</param>
    /// <param name="expected">What was to be seen.</param>
    /// <param name="actual">What was seen.</param>
    /// <returns>Whether it holds.</returns>
    public bool Claim(string id, JsonNode? expected, JsonNode? actual)
    {
        int at = Array.FindIndex(_claims, claim => claim.Id == id);
        if (at < 0)
        {
            throw new ArgumentException($"The proof makes a claim that it did not announce: {id}.", nameof(id));
        }

        bool holds = JsonNode.DeepEquals(expected, actual);
        if (_claims[at].Result != "fail")
        {
            _claims[at] = _claims[at] with { Result = holds ? "pass" : "fail", Expected = expected?.DeepClone(), Actual = actual?.DeepClone() };
        }

        return holds;
    }

    /// <summary>Ends the story where it cannot go on.</summary>
    /// <param name="cause">Why.</param>
    public static StoryEnd Stop(Cause cause) => new(cause);

    private async Task<Cause?> TryAsync(Func<Story, CancellationToken, Task> tell, TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit);
        try
        {
            // Another thread, so that a runner that never comes back cannot keep the proof from ending.
            await Task.Run(() => tell(this, late.Token)).WaitAsync(limit + TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            return null;
        }
        catch (StoryEnd end)
        {
            return end.Cause;
        }
        catch (Exception late1) when (late1 is TimeoutException || (late1 is OperationCanceledException && late.IsCancellationRequested))
        {
            return new("timed_out", $"The proof did not end within {limit.TotalSeconds:0} seconds.", "Look at the claims for how far it got.");
        }
#pragma warning disable CA1031 // Whatever a runner throws is the proof's failure, and stands in the payload.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            Facts = Facts with { Errors = [.. Facts.Errors, broken.ToString()] };
            return new("exception", $"{broken.GetType().Name}: {broken.Message}", "The payload's errors have the stack.");
        }
    }

    private Payload End(Cause? broken)
    {
        Claim? failed = Array.Find(_claims, claim => claim.Result != "pass");
        Cause? cause = broken ?? (failed is null ? null : Failed(failed));
        DateTimeOffset now = _time.GetUtcNow();
        return Facts with
        {
            Result = cause is null && _claims.Length > 0 ? "pass" : "fail",
            RootCause = cause,
            Claims = [.. _claims],
            Errors = cause is null ? Facts.Errors : [.. Facts.Errors, .. _claims.Where(claim => claim.Result == "fail").Select(claim => Failed(claim).Message)],
            Timings = new(_startedAt, now, (long)(now - _startedAt).TotalMilliseconds),
        };
    }

    private static Cause Failed(Claim claim) => claim.Result == "fail"
        ? new("claim_failed", $"{claim.Id}: {claim.Statement} Expected {Text(claim.Expected)}, saw {Text(claim.Actual)}.", "Compare what was expected with what was seen.")
        : new("claim_not_evaluated", $"{claim.Id}: the story ended before anybody looked.", "The proof itself is wrong: it announces what it does not look at.");

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}

/// <summary>Ends a story where it cannot go on.</summary>
/// <param name="cause">Why.</param>
public sealed class StoryEnd(Cause cause) : Exception(cause?.Message)
{
    /// <summary>Why.</summary>
    public Cause Cause { get; } = cause!;
}
