namespace Proofs.Verdicts;

/// <summary>One thing a gate found.</summary>
/// <param name="Reason">Why it is worth telling; its lane is the finding's weight.</param>
/// <param name="Message">What was looked at and what was found. May quote hostile text: neutralise it before printing.</param>
/// <param name="Commit">Full id of the commit concerned, or null.</param>
/// <param name="Fix">The command or the YAML that repairs it, or null when there is nothing to do.</param>
public sealed record Finding(ReasonCode Reason, string Message, string? Commit = null, string? Fix = null);
