namespace Proofs.Verdicts;

/// <summary>A command that was not carried out, and why. Nothing was judged.</summary>
/// <param name="Reason">A code of the lanes <see cref="Lane.Usage"/> and later, or of <see cref="Lane.Fail"/> when a gate was asked for alone and given nothing.</param>
/// <param name="Message">What was looked at and what is wrong. May quote hostile text: neutralise it before printing.</param>
/// <param name="Next">The command or the YAML that mends it.</param>
/// <param name="Details">More for a bug report, or null.</param>
public sealed record Refusal(ReasonCode Reason, string Message, string? Next = null, string? Details = null);
