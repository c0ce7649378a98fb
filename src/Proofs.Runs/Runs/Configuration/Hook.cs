namespace Proofs.Runs.Runs.Configuration;

/// <summary>A program or an address that has a word in what a run does next.</summary>
/// <param name="Name">Its name, for the audit.</param>
/// <param name="Type"><c>process</c> or <c>http</c>.</param>
/// <param name="Mode"><c>blocking</c> or <c>advisory</c>: whether its word can stop the phase.</param>
public sealed record Hook(string Name, string Type, string Mode)
{
    /// <summary>The program and its arguments; empty for one that is no process.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The address, or null for one that is not at any.</summary>
    public string? Url { get; init; }

    /// <summary>How the address is asked.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Headers that the address is sent, word for word: nothing in them is replaced.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = Empty.Of<string>();

    /// <summary>How long it may take, in milliseconds.</summary>
    public int TimeoutMs { get; init; } = 5000;

    /// <summary>Variables that the program sees beside the few that every hook does.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = Empty.Of<string>();

    internal bool IsBlocking => Mode == "blocking";
}
