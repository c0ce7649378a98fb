namespace Proofs.Packs;

/// <summary>
/// What <c>PROOFS_REQUIRE</c> asks: proofs, each perhaps with the grade that it has to reach (<c>api-dispatch=live,one-turn</c>). A proof that is asked for
/// at a grade that only its live story reaches may not be skipped.
/// </summary>
public static class Requirements
{
    /// <summary>The variable.</summary>
    public const string Variable = "PROOFS_REQUIRE";

    /// <summary>Every proof of the packs.</summary>
    public static IReadOnlyList<string> Proofs { get; } = ["one-turn", "to-completion", "run-loop", "api-dispatch", "cli-auto-approve", "multi-phase-write"];

    /// <summary>The grades, from nothing up.</summary>
    public static IReadOnlyList<string> Grades { get; } = ["stub", "recorded", "loopback", "unobserved", "custom_endpoint", "live"];

    /// <summary>Holds a payload to what is asked.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="asked">The variable's value, or null.</param>
    /// <returns>The same, or one that failed.</returns>
    public static Payload Apply(Payload payload, string? asked)
    {
        ArgumentNullException.ThrowIfNull(payload);
        foreach (string each in (asked ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = each.Split('=');
            if (parts.Length > 2 || !Proofs.Contains(parts[0], StringComparer.Ordinal) || (parts.Length == 2 && !Grades.Contains(parts[1], StringComparer.Ordinal)))
            {
                return Fail(payload, new("requirement_unknown", $"{Variable} asks for \"{each}\", which no proof is.", $"Write PROOF or PROOF=GRADE. Proofs: {string.Join(", ", Proofs)}. Grades: {string.Join(", ", Grades)}."));
            }

            if (payload.Result == "skip" && parts is [var proof, var grade] && proof == payload.Proof && Rank(grade) > Rank("loopback"))
            {
                return Fail(payload, new("required_proof_skipped", $"{Variable} asks for {each}, and it was skipped: {payload.SkipReason}", "Give it what it needs, or do not ask for it."));
            }
        }

        return payload;
    }

    /// <summary>The place of a grade, from 0 up; -1 for what is none.</summary>
    /// <param name="grade">The grade.</param>
    public static int Rank(string? grade) => grade is null ? -1 : Grades.ToList().IndexOf(grade);

    private static Payload Fail(Payload payload, Cause cause) => payload with { Result = "fail", RootCause = cause, SkipReason = null, Errors = [.. payload.Errors, cause.Message] };
}
