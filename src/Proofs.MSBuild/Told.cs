using Proofs.Verdicts;

namespace Proofs.MSBuild;

/// <summary>What a build node has concluded, and how it was told.</summary>
/// <param name="Identity">What was asked of which commits, or null when nobody can tell or it did not pass.</param>
/// <param name="Worst">Why it did not pass, or null when it did.</param>
/// <param name="Text">The same in words.</param>
/// <param name="IsError">Whether that was told as an error that stops the build.</param>
/// <param name="Document">The result.</param>
internal sealed record Told(string? Identity, ReasonCode? Worst, string Text, bool IsError, ReadOnlyMemory<byte> Document);
