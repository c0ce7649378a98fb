using Proofs.Runs.Runs.Configuration;

namespace Proofs.Workers.LocalCli;

/// <summary>What a runtime of the type <c>local_cli</c> will start, for whoever has to decide whether it may.</summary>
public sealed record LocalCliRuntime
{
    private LocalCliRuntime()
    {
    }

    /// <summary>The program and its arguments, with placeholders in braces where a turn's own values come.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>Where it starts, seen from the project; null for the project itself.</summary>
    public string? WorkingFolder { get; private init; }

    /// <summary>How it gets its prompt.</summary>
    public PromptTransport PromptTransport { get; private init; }

    /// <summary>The program that it is recognised as, or null.</summary>
    public string? Program { get; private init; }

    /// <summary>The variables that it gets where they are set, beside the common ones.</summary>
    public IReadOnlyList<string> Variables { get; private init; } = [];

    /// <summary>The hosts of its own provider, where that is known; its own settings may send it elsewhere.</summary>
    public IReadOnlyList<string> Hosts { get; private init; } = [];

    /// <summary>Why it cannot be started, or null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Describes a runtime.</summary>
    /// <param name="runtime">The runtime, as the configuration has it.</param>
    public static LocalCliRuntime Describe(Runtime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        CommandTemplate template = CommandTemplate.Of(runtime);
        return new()
        {
            Arguments = template.Arguments,
            WorkingFolder = template.WorkingFolder,
            PromptTransport = template.Transport,
            Program = template.Profile?.Name,
            Variables = [.. template.Profile?.Secrets ?? [], .. template.Profile?.Settings ?? []],
            Hosts = template.Profile?.Hosts ?? [],
            Problem = template.Problem,
        };
    }
}
