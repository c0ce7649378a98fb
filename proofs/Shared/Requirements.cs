namespace Proofs.Packs;

/// <summary>
/// What <c>PROOFS_REQUIRE</c> asks: proofs, each perhaps with the grade that it has to reach (<c>api-dispatch=live,one-turn</c>). A story that alone
/// reaches the grade that is asked for may not be skipped.
/// </summary>
public static class Requirements
{
    /// <summary>The variable.</summary>
    public const string Variable = "PROOFS_REQUIRE";

    /// <summary>Every proof of the packs, and the highest grade that a story of it sets out for.</summary>
    public static IReadOnlyDictionary<string, string> Proofs { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["one-turn"] = "stub",
        ["to-completion"] = "stub",
        ["run-loop"] = "stub",
        ["api-dispatch"] = "live",
        ["cli-auto-approve"] = "live",
        ["multi-phase-write"] = "live",
    };

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
            string[] parts = each.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length > 2 || !Proofs.TryGetValue(parts[0], out string? reach) || (parts.Length == 2 && (!Grades.Contains(parts[1], StringComparer.Ordinal) || Rank(parts[1]) > Rank(reach))))
            {
                string known = string.Join(", ", Proofs.Select(proof => $"{proof.Key}={proof.Value}"));
                return Fail(payload, new("requirement_unknown", $"{Variable} asks for \"{each}\", which no proof is told at.", $"Write PROOF or PROOF=GRADE. Proofs, each with the highest grade it is told at: {known}. Grades: {string.Join(", ", Grades)}."));
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
