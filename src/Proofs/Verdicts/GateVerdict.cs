namespace Proofs.Verdicts;

/// <summary>What one gate concluded, and from what.</summary>
/// <param name="Gate">The gate's identifier.</param>
/// <param name="Outcome">Pass, undetermined or fail.</param>
/// <param name="Reason">The worst finding's code, in the order of <see cref="ReasonCodes.All"/>; the gate's own pass code without one.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Fix">What to do, or null.</param>
/// <param name="Findings">Everything found, worst first, notes included.</param>
/// <param name="Examined">The commits the gate judged, or null when it came to none.</param>
public sealed record GateVerdict(
    string Gate,
    Outcome Outcome,
    ReasonCode Reason,
    string Message,
    string? Fix,
    IReadOnlyList<Finding> Findings,
    CommitSet? Examined)
{
    /// <summary>What became of each required proof, one row for each of its payloads; null at every gate but that of proofs.</summary>
    public IReadOnlyList<ProofRow>? Proofs { get; init; }

    /// <summary>Concludes from findings: the worst one decides, none that counts is a pass.</summary>
    /// <param name="gate">The gate's identifier.</param>
    /// <param name="findings">What was found, in any order.</param>
    /// <param name="pass">The code when nothing counts against it.</param>
    /// <param name="passMessage">The sentence when nothing counts against it.</param>
    /// <param name="summarise">The sentence when something does, from the findings that count.</param>
    /// <param name="examined">The commits judged, or null.</param>
    internal static GateVerdict From(
        string gate,
        IEnumerable<Finding> findings,
        ReasonCode pass,
        string passMessage,
        Func<IReadOnlyList<Finding>, string>? summarise = null,
        CommitSet? examined = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(pass);
        // OrderBy is stable: findings of one code keep the order they were found in.
        Finding[] sorted = [.. findings.OrderBy(finding => ReasonCodes.Rank(finding.Reason))];
        Finding[] counting = [.. sorted.Where(finding => finding.Reason.Lane is Lane.Fail or Lane.Undetermined)];
        if (counting.Length == 0)
        {
            return new(gate, Outcome.Pass, pass, passMessage, null, sorted, examined);
        }

        Finding worst = counting[0];
        Outcome outcome = worst.Reason.Lane == Lane.Fail ? Outcome.Fail : Outcome.Undetermined;
        string message = summarise is null || counting.Length == 1 ? worst.Message : summarise(counting);
        return new(gate, outcome, worst.Reason, message, worst.Fix ?? worst.Reason.Fix, sorted, examined);
    }
}
