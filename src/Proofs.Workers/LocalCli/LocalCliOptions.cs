namespace Proofs.Workers.LocalCli;

/// <summary>What whoever runs agents' programs gives them, and holds them to. Nothing of it comes from a repository.</summary>
public sealed record LocalCliOptions
{
    /// <summary>The variables that there are; a program gets only the common ones and those that its profile knows.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The names of more variables that every program gets, also one that no profile knows. Their values are taken for secrets.</summary>
    public IReadOnlyList<string> PassedVariables { get; init; } = [];

    /// <summary>Where logs go, absolute; null for <c>.agentxchain/dispatch/logs</c> of the project, which acceptance does not look at.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Is told the last line that a program has written, whenever it has written; or null. Secrets are taken out, and nothing in it moves a cursor.</summary>
    public Action<LocalCliOutput>? OnOutput { get; init; }

    /// <summary>How long a program may take to write anything at all, where its runtime does not say it.</summary>
    public TimeSpan? StartLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a program may be silent after that.</summary>
    public TimeSpan? IdleLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long it has between the request to end and its end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of each stream is kept in its log, in bytes.</summary>
    public long LogLimit { get; init; } = 32L << 20;

    /// <summary>How much a program may write altogether before it is stopped, in bytes.</summary>
    public long OutputLimit { get; init; } = 8L << 30;
}

/// <summary>A line that a program has written.</summary>
/// <param name="TurnId">The turn that it works on.</param>
/// <param name="Line">The line, cut.</param>
public sealed record LocalCliOutput(string TurnId, string Line);
