namespace Proofs.Evidence.Payloads;

/// <summary>What a payload says, as far as somebody decides by it. All of it is claimed; texts are hostile.</summary>
internal sealed record PayloadFacts
{
    internal required string Proof { get; init; }

    /// <summary>The grade that the proof set out for.</summary>
    internal required PayloadGrade Grade { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>skip</c>.</summary>
    internal required string Result { get; init; }

    internal PayloadGrade? EvidenceGrade { get; init; }

    internal string? SkipReason { get; init; }

    /// <summary>Code and message of what went wrong first, or null.</summary>
    internal string? RootCause { get; init; }

    internal int Claims { get; init; }

    internal int ClaimsPassed { get; init; }

    /// <summary>The first claim that is said to hold although something else was seen than expected, or null.</summary>
    internal string? ClaimUnlikeItsResult { get; init; }

    /// <summary>The first id that two claims have, or null.</summary>
    internal string? ClaimTwice { get; init; }

    /// <summary>The exit code of the command, or null.</summary>
    internal long? CliExitStatus { get; init; }

    internal string? StopReason { get; init; }

    /// <summary>The status of the run as its state.json has it, or null.</summary>
    internal string? StateStatus { get; init; }

    internal long? TurnsExecuted { get; init; }

    internal IReadOnlyList<PayloadDispatch> Dispatches { get; init; } = [];

    internal long AttemptsUsed { get; init; }

    /// <summary>Those that are listed, in their order.</summary>
    internal IReadOnlyList<PayloadAttempt> Attempts { get; init; } = [];

    internal DateTimeOffset StartedAt { get; init; }

    internal DateTimeOffset FinishedAt { get; init; }

    /// <summary>Full id of the commit under test, or null.</summary>
    internal string? Commit { get; init; }

    /// <summary>Full id of its tree, or null.</summary>
    internal string? Tree { get; init; }

    internal bool? IsClean { get; init; }

    /// <summary>The repository whose workflow ran it (<c>OWNER/NAME</c>), or null.</summary>
    internal string? Repository { get; init; }

    internal string? RunId { get; init; }

    internal long? RunAttempt { get; init; }
}

/// <summary>Who answered at one accepted turn.</summary>
/// <param name="Worker">What did the turn.</param>
/// <param name="Grade">The grade that the record claims.</param>
/// <param name="RequestId">The provider's own id of the request, or null.</param>
/// <param name="EndpointHost">The host that answered, with its port when it is not the scheme's own; or null.</param>
internal sealed record PayloadDispatch(string Worker, PayloadGrade Grade, string? RequestId, string? EndpointHost);

/// <summary>One try at a whole proof.</summary>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>skip</c>.</param>
/// <param name="IsRetryable">Whether what went wrong may go away by itself.</param>
internal sealed record PayloadAttempt(string Result, bool IsRetryable);
