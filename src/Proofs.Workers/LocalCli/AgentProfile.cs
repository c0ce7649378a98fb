namespace Proofs.Workers.LocalCli;

/// <summary>What is known of an agent's program. One JSON file each, in <c>Profiles</c>.</summary>
internal sealed record AgentProfile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The file names by which it is recognised.</summary>
    public IReadOnlyList<string> Programs { get => field ?? []; init; }

    /// <summary>The words of which its command has to name one to run without a person; the first is added when none is there.</summary>
    public IReadOnlyList<string> Verbs { get => field ?? []; init; }

    /// <summary>What a run without a person needs.</summary>
    public IReadOnlyList<AgentFlags> Flags { get => field ?? []; init; }

    /// <summary>The argument that makes it read standard input, or null when it does so by itself.</summary>
    public string? InputArgument { get; init; }

    /// <summary>Flags that the prompt is the value of.</summary>
    public IReadOnlyList<string> PromptFlags { get => field ?? []; init; }

    /// <summary>The variables that hold its keys.</summary>
    public IReadOnlyList<string> Secrets { get => field ?? []; init; }

    /// <summary>The other variables that it gets.</summary>
    public IReadOnlyList<string> Settings { get => field ?? []; init; }

    /// <summary>Those among them that say where its model is.</summary>
    public IReadOnlyList<string> BaseUrls { get => field ?? []; init; }

    /// <summary>The hosts of its own provider.</summary>
    public IReadOnlyList<string> Hosts { get => field ?? []; init; }

    /// <summary>How it is asked for its version.</summary>
    public IReadOnlyList<string> VersionArguments { get => field ?? ["--version"]; init; }

    /// <summary>What the JSON lines that it writes mean.</summary>
    public IReadOnlyList<OutputRule> Output { get => field ?? []; init; }

    /// <summary>What the errors that it tells mean.</summary>
    public IReadOnlyList<ErrorRule> Errors { get => field ?? []; init; }
}

/// <summary>Arguments that a program needs.</summary>
internal sealed record AgentFlags
{
    /// <summary>The arguments.</summary>
    public IReadOnlyList<string> Add { get => field ?? []; init; }

    /// <summary>The arguments with which an operator has settled the same already.</summary>
    public IReadOnlyList<string> Unless { get => field ?? []; init; }
}

/// <summary>What a line of JSON says. Paths are names with '.' between them.</summary>
internal sealed record OutputRule
{
    /// <summary>By path: the values it has to have.</summary>
    public IReadOnlyDictionary<string, string> Where { get => field ?? new Dictionary<string, string>(StringComparer.Ordinal); init; }

    /// <summary>Where the agent's last words stand.</summary>
    public string? Message { get; init; }

    /// <summary>Whether they are only the next part of them.</summary>
    public bool Append { get; init; }

    /// <summary>Whether what was said before are not its last words.</summary>
    public bool Clear { get; init; }

    /// <summary>Where an error stands.</summary>
    public string? Error { get; init; }

    /// <summary>Where the model's name stands.</summary>
    public string? Model { get; init; }

    /// <summary>Where tokens that were sent stand; added up.</summary>
    public IReadOnlyList<string> InputTokens { get => field ?? []; init; }

    /// <summary>Where tokens that came back stand; added up.</summary>
    public IReadOnlyList<string> OutputTokens { get => field ?? []; init; }

    /// <summary>Where the cost in US dollars stands.</summary>
    public string? Usd { get; init; }

    /// <summary>Whether each such line counts, and not the last one for all.</summary>
    public bool Sum { get; init; }
}

/// <summary>What an error means.</summary>
internal sealed record ErrorRule
{
    /// <summary>Its class.</summary>
    public required string Class { get; init; }

    /// <summary>Whether another attempt may do better.</summary>
    public bool Retryable { get; init; }

    /// <summary>Texts by which it is recognised, in any case of letters.</summary>
    public IReadOnlyList<string> Texts { get => field ?? []; init; }
}
