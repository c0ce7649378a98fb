using System.Text.Json;

namespace Proofs.Evidence.Payloads;

/// <summary>
/// Reads a payload, <c>proofs.proof/v1</c>. Every key at its top has to be there with its kind of value, and none besides; below it, what somebody
/// decides by is read strictly. Schema: proofs/Shared/payload.schema.json.
/// </summary>
internal static class PayloadReader
{
    /// <summary>The kind and version of the document.</summary>
    internal const string Schema = "proofs.proof/v1";

    private const int LongestName = 64;

    /// <summary>The keys at the top with the kinds of value that each may have: T text, N number, L list, O object, 0 null.</summary>
    internal static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["schema"] = "T", ["proof"] = "T", ["grade"] = "T", ["result"] = "T", ["evidence_grade"] = "T0", ["skip_reason"] = "T0", ["root_cause"] = "O0", ["claims"] = "L",
        ["runner"] = "T", ["runner_interface_version"] = "T0", ["cli_version"] = "T0", ["cli_path"] = "T0", ["cli_exit_status"] = "N0", ["run_id"] = "T0",
        ["stop_reason"] = "T0", ["turns_executed"] = "N0", ["roles"] = "L", ["phases"] = "L", ["turn_history"] = "L", ["rejections"] = "L",
        ["phase_gate_status"] = "O0", ["gates_approved"] = "N0", ["phase_transition_approvals"] = "N0", ["completion_approvals"] = "N0", ["dispatch_bundles"] = "L",
        ["event_types"] = "L", ["event_count"] = "N0", ["gate_artifact"] = "O0", ["proposed_turns"] = "O0", ["artifacts"] = "O0", ["dispatches"] = "L",
        ["journal_head"] = "O0", ["attempts_used"] = "N", ["attempt_history"] = "L", ["stdout_tail"] = "L", ["stderr_tail"] = "L", ["errors"] = "L",
        ["kept_at"] = "T0", ["timings"] = "O", ["environment"] = "O", ["code"] = "O0", ["ci"] = "O0",
    };

    /// <summary>Reads.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="PayloadException">It is no payload; the message says why.</exception>
    internal static PayloadFacts Read(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = HostileJson.Open(bytes);
        JsonFields top = new(document.RootElement, string.Empty);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new PayloadException("it is no object");
        }

        // First of all, so that another document is told as what it is.
        _ = top.OneOf("schema", Schema);
        top.RequireOnly([.. Keys.Keys]);
        foreach ((string name, string kinds) in Keys)
        {
            if (!kinds.Contains(Letter(top.KindOf(name)), StringComparison.Ordinal))
            {
                throw JsonFields.Wrong(name, "has a value of the wrong kind");
            }
        }

        return Read(top);
    }

    /// <summary>Whether a text can be a proof's name.</summary>
    internal static bool IsName(string text) => text.Length is > 0 and <= LongestName && char.IsAsciiLetterLower(text[0]) && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static PayloadFacts Read(JsonFields top)
    {
        PayloadClaim[] said = [.. top.List("claims").Select(Claim)];
        JsonFields timings = top.Of("timings");
        JsonFields? code = top.Maybe("code");
        JsonFields? ci = top.Maybe("ci");
        timings.RequireOnly("started_at", "finished_at", "duration_ms");
        timings.Number("duration_ms", 0);
        code?.RequireOnly("head", "tree", "is_clean");
        ci?.RequireOnly("repository", "workflow", "run_id", "run_attempt", "sha");
        return new()
        {
            Proof = top.Text("proof") is var proof && IsName(proof) ? proof : throw JsonFields.Wrong("proof", $"cannot be '{JsonFields.Cut(proof)}'"),
            Grade = GradeOf(top, "grade"),
            Result = top.OneOf("result", "pass", "fail", "skip"),
            EvidenceGrade = top.MaybeText("evidence_grade") is null ? null : GradeOf(top, "evidence_grade"),
            SkipReason = top.MaybeText("skip_reason"),
            RootCause = top.Maybe("root_cause") is { } cause ? Cause(cause) : null,
            Claims = said.Length,
            ClaimsPassed = said.Count(claim => claim.IsPassed),
            ClaimUnlikeItsResult = Array.Find(said, claim => claim.IsPassed && !claim.IsAlike)?.Id,
            ClaimTwice = said.GroupBy(claim => claim.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key,
            CliExitStatus = top.MaybeNumber("cli_exit_status", long.MinValue),
            StopReason = top.MaybeText("stop_reason"),
            StateStatus = top.Maybe("artifacts")?.Maybe("state")?.MaybeText("status"),
            TurnsExecuted = top.MaybeNumber("turns_executed", 0),
            Dispatches = [.. top.List("dispatches").Select(Dispatch)],
            AttemptsUsed = top.Number("attempts_used", 0),
            Attempts = [.. top.List("attempt_history").Select(Attempt)],
            StartedAt = timings.Time("started_at"),
            FinishedAt = timings.Time("finished_at"),
            Commit = code?.MaybeId("head"),
            Tree = code?.MaybeId("tree"),
            IsClean = code?.MaybeFlag("is_clean"),
            Repository = ci?.MaybeText("repository"),
            RunId = ci?.Text("run_id"),
            RunAttempt = ci?.MaybeNumber("run_attempt", 1),
        };
    }

    private static PayloadClaim Claim(JsonFields claim)
    {
        claim.RequireOnly("id", "statement", "result", "expected", "actual");
        _ = claim.Text("statement");
        return new(claim.Text("id"), claim.OneOf("result", "pass", "fail", "not_evaluated") == "pass", claim.IsAlike("expected", "actual"));
    }

    private static PayloadAttempt Attempt(JsonFields attempt)
    {
        attempt.RequireOnly("number", "result", "stop_reason", "retryable", "root_cause");
        return new(attempt.OneOf("result", "pass", "fail", "skip"), attempt.Flag("retryable"));
    }

    private static string Cause(JsonFields cause)
    {
        cause.RequireOnly("code", "message", "next");
        return $"{JsonFields.Cut(cause.Text("code"))}: {cause.Text("message")}";
    }

    private static PayloadDispatch Dispatch(JsonFields dispatch) =>
        new(dispatch.Text("worker"), GradeOf(dispatch, "evidence_grade"), dispatch.MaybeText("request_id"), dispatch.MaybeText("endpoint_host"));

    private static PayloadGrade GradeOf(JsonFields fields, string name) => PayloadGrades.Find(fields.OneOf(name, PayloadGrades.Words))!.Value;

    private static char Letter(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => 'T',
        JsonValueKind.Number => 'N',
        JsonValueKind.Array => 'L',
        JsonValueKind.Object => 'O',
        JsonValueKind.Null => '0',
        _ => '?',
    };

    private sealed record PayloadClaim(string Id, bool IsPassed, bool IsAlike);
}
