using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

/// <summary>
/// Something that is not as the protocol wants it: why a command is refused, a turn result fails or a configuration cannot be used.
/// </summary>
/// <param name="Reason">A code of <see cref="RunCodes"/>; stable.</param>
/// <param name="Message">What was looked at and what is wrong. May quote hostile text: neutralise it before printing.</param>
public sealed record Problem(ReasonCode Reason, string Message)
{
    /// <summary>The key that is wrong, as a path of names with dots between them (<c>roles.dev.runtime</c>), or null.</summary>
    public string? Field { get; init; }

    /// <summary>The file that is meant, relative to the project with '/' between the parts, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The rule that was broken, in words that do not change from case to case, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>What was referred to and does not exist, or stands there already; or null.</summary>
    public string? Referenced { get; init; }

    /// <summary>The one value that would be right, or null.</summary>
    public string? Expected { get; init; }

    /// <summary>The value that was found, or null.</summary>
    public string? Actual { get; init; }

    /// <summary>Every value that would be right; empty when they cannot be listed.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>What to do about it; the code's general advice when there is nothing more concrete.</summary>
    public string Next { get => field ?? Reason.Fix; init; }

    /// <summary>Its code and its message.</summary>
    public override string ToString() => $"{Reason.Id}: {Message}";
}
