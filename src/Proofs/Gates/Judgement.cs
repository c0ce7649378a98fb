using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The last guard against a green that nothing supports.</summary>
internal static class Judgement
{
    /// <summary>A gate that nobody could put to work: open, for these reasons.</summary>
    /// <exception cref="InvalidOperationException">No finding blocks.</exception>
    internal static GateVerdict Open(string gate, IReadOnlyList<Finding> findings)
    {
        RequireReason(findings);
        return GateVerdict.From(gate, findings, ReasonCodes.NotRequested, string.Empty);
    }

    /// <summary>A question that was not answered must have a finding that says why, or the program is wrong.</summary>
    /// <exception cref="InvalidOperationException">No finding blocks.</exception>
    internal static void RequireReason(IEnumerable<Finding> findings)
    {
        if (!findings.Any(finding => finding.Reason.Lane is Lane.Fail or Lane.Undetermined))
        {
            throw new InvalidOperationException("A gate left a question open without a finding that says why.");
        }
    }
}
