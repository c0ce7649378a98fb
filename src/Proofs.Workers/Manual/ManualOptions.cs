namespace Proofs.Workers.Manual;

/// <summary>How a person is asked.</summary>
/// <param name="Tell">Shows the instruction; it may quote the configuration's names.</param>
public sealed record ManualOptions(Action<string> Tell)
{
    /// <summary>A result that is there already; null to wait for one.</summary>
    public string? ResultFile { get; init; }
}
