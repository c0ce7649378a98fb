namespace Proofs.Runs.Runs.Operations;

/// <summary>
/// Lets a run go on by terms that changed since it began: its configuration, or the files that its hooks run. Only a person says so; no turn may.
/// </summary>
/// <param name="By">Who looked at the change, in words.</param>
/// <param name="Files">What changed.</param>
public sealed record AdoptTerms(string By, IReadOnlyList<string> Files) : RunCommand;

/// <summary>Decides <see cref="AdoptTerms"/>.</summary>
internal static class AdoptTermsRule
{
    internal static Ruling Decide(RunState state, AdoptTerms command, RunFacts facts) =>
        state.RunId is null ? Refuse.Status(state, "adopt terms", "one of a run that has begun")
        : string.IsNullOrWhiteSpace(command.By) ? new Problem(RunCodes.EmptyArgument, "Somebody has to stand for the change; nobody was named.") { Field = "by" }
        : new Change(state) { Governance = [state.Record(facts.Now) with { Decision = "terms_adopted", Action = command.By, Reasons = [.. command.Files.Select(file => $"{file} changed.")] }] };

    /// <summary>Why nothing is decided by the terms as they are now, or null when they are those of the run.</summary>
    internal static Problem? Refusal(RunFacts facts) => facts.ChangedTerms.Count == 0
        ? null
        : new(RunCodes.ConfigChanged, $"The run began by other terms: {string.Join(", ", facts.ChangedTerms)} changed since.") { Path = facts.ChangedTerms[0] };
}
