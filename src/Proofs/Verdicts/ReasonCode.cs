namespace Proofs.Verdicts;

/// <summary>A stable identifier for why something was decided, with its explanation. Instances are the properties of <see cref="ReasonCodes"/>.</summary>
/// <param name="Id">Snake-case identifier; never changes once published.</param>
/// <param name="Lane">Where the code leads.</param>
/// <param name="Meaning">One sentence: what was found.</param>
/// <param name="Fix">What to do about it, in general; a finding carries the concrete command.</param>
public sealed record ReasonCode(string Id, Lane Lane, string Meaning, string Fix)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
