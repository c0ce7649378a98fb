using Proofs.Runs.Runs.Hooks;

namespace Proofs.Runs.Runs;

/// <summary>What a runner uses outside the project.</summary>
public sealed record RunnerOptions
{
    /// <summary>The folder where the journal's head is noted; null for none. See <see cref="RunAnchor.DefaultFolder"/>.</summary>
    public string? Anchors { get; init; }

    /// <summary>How hooks are asked beside those that are processes; one for each type. A hook of a type that is not among them fails.</summary>
    public IReadOnlyList<IHookTransport> HookTransports { get; init; } = [];

    /// <summary>Is told of every step that a crash can come between; for tests.</summary>
    internal Action<string>? Fault { get; init; }
}
