namespace Proofs.Runs.Runs;

/// <summary>A file that a decision wants written.</summary>
/// <param name="Path">Relative to the project, '/' between the parts.</param>
/// <param name="Content">What it is to hold, or what is to be put at its end.</param>
public sealed record RunFile(string Path, ReadOnlyMemory<byte> Content);
