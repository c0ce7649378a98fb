namespace Proofs.Processes;

/// <summary>A program to start. There is no shell: every argument reaches the program as it stands here.</summary>
/// <param name="Arguments">
/// The program and its arguments. A program with a '/' in it is a path, seen from the working folder; any other is looked for in the absolute
/// folders of the <c>PATH</c> of <see cref="Environment"/>.
/// </param>
/// <param name="WorkingFolder">The folder it starts in.</param>
public sealed record ProcessCommand(IReadOnlyList<string> Arguments, string WorkingFolder)
{
    /// <summary>Every variable that the program sees, beside a random one by which its offspring is found; nothing of our own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it can read on standard input; then comes the end.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>How long it may run before it is stopped; null when there is no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>How long it may take to write anything at all before it is stopped; null when there is no limit.</summary>
    public TimeSpan? StartLimit { get; init; }

    /// <summary>How long it may write nothing, once it has written something, before it is stopped; null when there is no limit.</summary>
    public TimeSpan? IdleLimit { get; init; }

    /// <summary>How long it has between the request to end (SIGTERM) and its end (SIGKILL). At zero there is no request.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How much is kept of what it writes to standard output, and of standard error, in bytes each; the rest is read and dropped.</summary>
    public int OutputLimit { get; init; } = 1 << 20;

    /// <summary>Is told which process it is, as soon as it is started; or null.</summary>
    public Action<ProcessIdentity>? OnStarted { get; init; }

    /// <summary>
    /// Takes what it writes while it writes, all of it; or null. It is called from one thread at a time for each stream, and the bytes are only valid
    /// until it is done; a program waits when it is slow. When it throws, the program is stopped, and then the run throws the same.
    /// </summary>
    public Func<ProcessStream, ReadOnlyMemory<byte>, ValueTask>? OnOutput { get; init; }
}

/// <summary>One of the two streams that a program writes to.</summary>
public enum ProcessStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
