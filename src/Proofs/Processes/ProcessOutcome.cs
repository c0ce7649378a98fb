namespace Proofs.Processes;

/// <summary>What running a program came to. Nothing of it is left running, apart from <see cref="Survivors"/>.</summary>
public sealed record ProcessOutcome
{
    /// <summary>Why it could not be started, or null when it was.</summary>
    public string? NotStarted { get; init; }

    /// <summary>The code it ended with; null when it was not started, or a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, or null.</summary>
    public int? Signal { get; init; }

    /// <summary>Which process it was; null when it was not started, or had ended before anybody could look.</summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>Whether it was stopped because its time was over.</summary>
    public bool TimedOut => Limit is not null;

    /// <summary>Which of its limits it was stopped at, or null.</summary>
    public ProcessLimit? Limit { get; init; }

    /// <summary>Whether it was stopped because the caller asked for that.</summary>
    public bool Cancelled { get; init; }

    /// <summary>What it wrote to standard output.</summary>
    public CapturedOutput Output { get; init; } = CapturedOutput.Nothing;

    /// <summary>What it wrote to standard error.</summary>
    public CapturedOutput Error { get; init; } = CapturedOutput.Nothing;

    /// <summary>From the start to the end of the last of its processes.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How many processes it had started were still running when it had ended by itself; they were ended.</summary>
    public int LeftBehind { get; init; }

    /// <summary>How many of its processes could not be ended: they belong to another user, or hang in the kernel.</summary>
    public int Survivors { get; init; }

    /// <summary>Whether it was started, ended by itself with code 0, and nothing of it is left running.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut && !Cancelled && Survivors == 0;
}

/// <summary>A limit of a program's time.</summary>
public enum ProcessLimit
{
    /// <summary>How long it may run.</summary>
    Wall,

    /// <summary>How long it may take to write anything at all.</summary>
    Start,

    /// <summary>How long it may write nothing.</summary>
    Idle,
}

/// <summary>What a program wrote.</summary>
/// <param name="Bytes">The first bytes of it.</param>
/// <param name="IsTruncated">Whether there was more.</param>
public sealed record CapturedOutput(ReadOnlyMemory<byte> Bytes, bool IsTruncated)
{
    internal static CapturedOutput Nothing { get; } = new(ReadOnlyMemory<byte>.Empty, IsTruncated: false);
}
