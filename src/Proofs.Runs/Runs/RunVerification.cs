using Proofs.Evidence;

namespace Proofs.Runs.Runs;

/// <summary>What checking a project's runs came to.</summary>
/// <param name="Head">The last entry of the journal that holds.</param>
/// <param name="Anchor">The file outside the project that it was compared with, or <c>none</c>.</param>
/// <param name="Problems">What does not hold; empty when everything does.</param>
public sealed record RunVerification(JournalHead Head, string Anchor, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => Problems.Count == 0;
}
