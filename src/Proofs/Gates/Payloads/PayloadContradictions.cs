using Proofs.Evidence.Payloads;

namespace Proofs.Gates.Payloads;

/// <summary>What in a payload that says it passed is at odds with that, or with itself. A payload as the proofs write it has none of it.</summary>
internal static class PayloadContradictions
{
    /// <summary>The most attempts that a proof may take.</summary>
    private const int MostAttempts = 3;

    /// <summary>Each as the end of a sentence.</summary>
    internal static IEnumerable<string> Of(PayloadFacts payload) => new[]
    {
        Claims(payload), ClaimTwice(payload), Cause(payload), Command(payload), Run(payload), Times(payload), Attempts(payload), Turns(payload), Grade(payload),
    }.OfType<string>();

    private static string? Claims(PayloadFacts payload) =>
        payload.Claims == 0 ? "it passed and claims nothing"
        : payload.ClaimsPassed < payload.Claims ? $"it passed, and {payload.Claims - payload.ClaimsPassed} of its {payload.Claims} claims did not"
        : payload.ClaimUnlikeItsResult is { } id ? $"its claim {JsonFields.Cut(id)} passed, and what was seen is not what was expected"
        : null;

    private static string? ClaimTwice(PayloadFacts payload) => payload.ClaimTwice is { } id ? $"two of its claims are {JsonFields.Cut(id)}" : null;

    private static string? Cause(PayloadFacts payload) =>
        payload.RootCause is not null ? "it passed and has a root_cause"
        : payload.SkipReason is not null ? "it passed and has a skip_reason"
        : null;

    private static string? Command(PayloadFacts payload) => payload.CliExitStatus is not (null or 0) ? $"it passed, and its command ended with {payload.CliExitStatus}" : null;

    private static string? Run(PayloadFacts payload) => payload is { StopReason: "completed", StateStatus: not (null or "completed") }
        ? $"its stop_reason is completed, and the status of its run {JsonFields.Cut(payload.StateStatus!)}"
        : null;

    private static string? Times(PayloadFacts payload) => payload.FinishedAt < payload.StartedAt ? "it ended before it began" : null;

    /// <summary>A proof is tried again only after a failure that may go away by itself, and not for ever.</summary>
    private static string? Attempts(PayloadFacts payload) =>
        payload.AttemptsUsed < 1 ? "it passed without an attempt"
        : payload.AttemptsUsed > MostAttempts ? $"it took {payload.AttemptsUsed} attempts, and {MostAttempts} are the most"
        : payload.Attempts.Count == 0 ? null
        : payload.Attempts.Count != payload.AttemptsUsed ? $"it took {payload.AttemptsUsed} attempts and lists {payload.Attempts.Count}"
        : payload.Attempts[^1].Result != "pass" ? $"it passed, and its last attempt came to {payload.Attempts[^1].Result}"
        : payload.Attempts.SkipLast(1).Any(attempt => attempt is not { Result: "fail", IsRetryable: true }) ? "it was tried again after an attempt that had not failed in a way that may go away by itself"
        : null;

    private static string? Turns(PayloadFacts payload) => payload.TurnsExecuted == 0 && GradeOfEvidence.Claimed(payload) > PayloadGrade.Stub
        ? $"it accepted no turn and claims the grade {GradeOfEvidence.Claimed(payload).Word()}"
        : null;

    private static string? Grade(PayloadFacts payload) => payload.EvidenceGrade < GradeOfEvidence.Lowest(payload)
        ? $"its evidence_grade is {payload.EvidenceGrade!.Value.Word()}, and the lowest of its dispatches is {GradeOfEvidence.Lowest(payload)!.Value.Word()}"
        : null;
}
