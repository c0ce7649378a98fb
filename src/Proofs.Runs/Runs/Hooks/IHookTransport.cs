using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>How hooks of one type are asked.</summary>
public interface IHookTransport
{
    /// <summary>The type of hook it is for, as a configuration has it.</summary>
    string Type { get; }

    /// <summary>Asks a hook and waits for its answer, at most as long as the hook's <see cref="Hook.TimeoutMs"/> says.</summary>
    /// <param name="call">What to ask whom.</param>
    /// <param name="cancellation">Asks to give up; then the answer says why there is none.</param>
    /// <returns>What came back. A hook that cannot be reached is an answer too, and no exception.</returns>
    Task<HookAnswer> AskAsync(HookCall call, CancellationToken cancellation);
}

/// <summary>What a hook is asked.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="Envelope">What it is told: one JSON object in UTF-8.</param>
/// <param name="ProjectRoot">The project's folder, absolute.</param>
public sealed record HookCall(Hook Hook, ReadOnlyMemory<byte> Envelope, string ProjectRoot)
{
    /// <summary>How long the answer may take.</summary>
    public TimeSpan Limit => TimeSpan.FromMilliseconds(Hook.TimeoutMs);
}

/// <summary>What came back from a hook. All of it is hostile.</summary>
public sealed record HookAnswer
{
    /// <summary>The most bytes of an answer that are read; a longer one says nothing.</summary>
    public const int MostBytes = 256 << 10;

    /// <summary>Why there is no answer (it could not be reached, it failed), or null. Not set for one that took too long.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether its time was over before it had answered.</summary>
    public bool TimedOut { get; init; }

    /// <summary>The code a process ended with; null for others, and for one that did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The answer itself.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Whether the answer was longer than <see cref="MostBytes"/>.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>What it said beside the answer, in UTF-8 or not.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }
}
