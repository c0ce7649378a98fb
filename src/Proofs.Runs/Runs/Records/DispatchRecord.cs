namespace Proofs.Runs.Runs.Records;

/// <summary>
/// What the worker of an attempt saw of its own work: whom it asked, what was answered, and how much that proves. It stands beside the turn in history,
/// journal and events. Keys, prompts and answers are not in it; texts that others chose are cut.
/// </summary>
public sealed record DispatchRecord
{
    /// <summary>Which kind of worker: <c>manual</c>, <c>scripted</c>, <c>local_cli</c> or <c>api_proxy</c>.</summary>
    public string Worker { get => field ?? string.Empty; init; }

    /// <summary>How much the work proves.</summary>
    public EvidenceGrade EvidenceGrade { get; init; }

    /// <summary>Whose model was asked, or null when the worker does not know.</summary>
    public string? Provider { get; init; }

    /// <summary>The host that answered, with its port when it is not the scheme's own; null when the worker asked none itself.</summary>
    public string? EndpointHost { get; init; }

    /// <summary>The model that was asked for, or null.</summary>
    public string? Model { get; init; }

    /// <summary>The model that the answer names, or null.</summary>
    public string? ModelEchoed { get; init; }

    /// <summary>The provider's own id of the last request that was answered, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>Of the bytes that were sent last, as <c>sha256:</c> and hexadecimal digits; or null.</summary>
    public string? RequestDigest { get; init; }

    /// <summary>Of the bytes that came back last, or null.</summary>
    public string? ResponseDigest { get; init; }

    /// <summary>What all tries together used, and what that cost; null when nobody knows.</summary>
    public TurnCost? Usage { get; init; }

    /// <summary>When the work began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long LatencyMs { get; init; }

    /// <summary>How many times a request was sent again.</summary>
    public int Retries { get; init; }

    /// <summary>Each request, in order; empty where there are none.</summary>
    public IReadOnlyList<DispatchTry> Tries { get => field ?? []; init; }

    /// <summary>The program that did the work, or null.</summary>
    public DispatchProgram? Program { get; init; }
}

/// <summary>How much a dispatch proves, from nothing up.</summary>
public enum EvidenceGrade
{
    /// <summary>A script played it; nobody was asked.</summary>
    Stub,

    /// <summary>An answer of an earlier time was played again.</summary>
    Recorded,

    /// <summary>A server on this machine answered.</summary>
    Loopback,

    /// <summary>The worker did not see who answered: a person, or an agent's program that asks for itself.</summary>
    Unobserved,

    /// <summary>A host answered that is not the provider's own.</summary>
    CustomEndpoint,

    /// <summary>The provider's own host answered over https.</summary>
    Live,
}

/// <summary>One request of a dispatch.</summary>
public sealed record DispatchTry
{
    /// <summary>From 1 on.</summary>
    public int Number { get; init; }

    /// <summary><c>success</c>, or the class of the error.</summary>
    public string Outcome { get => field ?? string.Empty; init; }

    /// <summary>The status of HTTP, or null when there was none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The provider's own id of the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long LatencyMs { get; init; }

    /// <summary>How long was waited before it, in milliseconds.</summary>
    public long DelayMs { get; init; }

    /// <summary>What it used; null when nobody knows.</summary>
    public TurnCost? Usage { get; init; }
}

/// <summary>The program that did a turn.</summary>
/// <param name="Name">The name of its profile, or its file name.</param>
public sealed record DispatchProgram(string Name)
{
    /// <summary>What it says its version is, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The code it ended with, or null.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it, or null.</summary>
    public int? Signal { get; init; }

    /// <summary>Its process, while it ran.</summary>
    public int? Pid { get; init; }

    /// <summary>When that was started, in milliseconds since 1970; with the number it names one process.</summary>
    public long? ProcessStartedMs { get; init; }
}
