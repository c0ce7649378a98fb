namespace Proofs.Cli.Hosts.GitHub;

/// <summary>GitHub did not do what it was asked to; the message may quote what it said, which is hostile text.</summary>
internal sealed class ApiException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the token may not do this, which is the rule for forks and Dependabot.</summary>
    internal bool IsForbidden { get; init; }
}
