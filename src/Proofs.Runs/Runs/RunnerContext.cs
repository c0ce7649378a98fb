namespace Proofs.Runs.Runs;

/// <summary>A project that was found.</summary>
/// <param name="Runner">The runner interface on it, or null when its configuration cannot be used.</param>
/// <param name="Problems">What is wrong with the configuration.</param>
/// <param name="UnknownKeys">Keys of the configuration that nobody knows.</param>
public sealed record RunnerContext(RunnerInterface? Runner, IReadOnlyList<Problem> Problems, IReadOnlyList<string> UnknownKeys);

/// <summary>What writing a bundle came to.</summary>
/// <param name="Refusal">Why it was not written, or null.</param>
/// <param name="BundlePath">The folder it is in, absolute; null when it was not written.</param>
public sealed record BundleResult(Problem? Refusal, string? BundlePath);
