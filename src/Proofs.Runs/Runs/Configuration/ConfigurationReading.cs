namespace Proofs.Runs.Runs.Configuration;

/// <summary>What reading a configuration came to.</summary>
public sealed record ConfigurationReading
{
    /// <summary>The configuration, or null when there is any problem.</summary>
    public RunConfiguration? Configuration => Problems.Count == 0 ? Shape : null;

    /// <summary>
    /// The configuration when its shape is right, though names in it may lead nowhere; null when the shape is broken. To look something up in;
    /// a run needs <see cref="Configuration"/>.
    /// </summary>
    public RunConfiguration? Shape { get; init; }

    /// <summary>What is wrong, in the order of the file's format: the text, the version, shapes, references. The first 1000.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Keys that nobody reads, as paths; most likely spelling mistakes. The first 1000.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];
}
