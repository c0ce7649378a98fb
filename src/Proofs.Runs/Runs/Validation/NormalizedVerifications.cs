using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>What a turn's word about its tests is worth. Source: AgentXchain protocol v7, record formats; stricter in that only a replay passes.</summary>
public static class NormalizedVerifications
{
    private const string Replayed = "replayed";
    private const string Attested = "attested";

    /// <summary>Weighs it.</summary>
    /// <param name="result">What the turn says.</param>
    /// <param name="runtimeType">What did the work, for the reason.</param>
    /// <param name="replay">What running it again came to, or null when nobody did.</param>
    public static NormalizedVerification Of(TurnResult result, string runtimeType, VerificationReplay? replay)
    {
        bool wasRun = replay is { Overall: "match" or "mismatch", Commands.Count: > 0 };
        string grade = wasRun ? Replayed : Attested;
        return (result.Verification?.Status, wasRun) switch
        {
            (VerificationStatus.Fail, _) => New("fail", "The turn says that its verification failed.", grade),
            (VerificationStatus.Pass, true) when Matches(replay!) => New("pass", "The verification was run again and came out as declared.", grade) with { Reproducible = true },
            (VerificationStatus.Pass, true) => New("not_reproducible", "The verification was run again and came out otherwise.", grade),
            (VerificationStatus.Pass, false) => New("attested_pass", $"Only the turn says so, on a runtime of type {runtimeType}; nobody ran it again.", grade),
            _ => New("skipped", "The turn ran no verification.", grade),
        };
    }

    /// <summary>The word of whoever ran it, and the exit codes that bear it out.</summary>
    private static bool Matches(VerificationReplay replay) => replay.Overall == "match" && replay.Commands.All(command => command.ExitCode == (command.ExpectedExitCode ?? 0));

    private static NormalizedVerification New(string status, string reason, string grade) => new() { Status = status, Reason = reason, Grade = grade };
}

/// <summary>Whether a verification is good enough for a gate.</summary>
internal static class VerificationPredicate
{
    /// <summary>Decides.</summary>
    /// <param name="verification">What it is worth.</param>
    /// <param name="requireReproducible">Whether only one that was run again is good enough.</param>
    internal static bool Holds(NormalizedVerification verification, bool requireReproducible) => verification switch
    {
        { Status: "pass", Reproducible: true, Grade: "replayed" } => true,
        { Status: "pass" or "attested_pass" } => !requireReproducible,
        _ => false,
    };
}
