namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Whether check runs are wanted.</summary>
internal enum CheckRunsInput
{
    /// <summary>Where the token may write them.</summary>
    Auto,

    /// <summary>Yes; a token that may not is a problem.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}
