using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>
/// What a worker is handed for a turn. Roles, authority and gates are told as the configuration has them; what other agents wrote is quoted so that
/// it cannot pass for a part of the bundle. Source: AgentXchain protocol v7, turn lifecycle, dispatch.
/// </summary>
internal static class DispatchBundle
{
    /// <summary>The assignment, for programs.</summary>
    public const string AssignmentFile = "ASSIGNMENT.json";

    /// <summary>What is to be done and how its result is written.</summary>
    public const string PromptFile = "PROMPT.md";

    /// <summary>How the run stands.</summary>
    public const string ContextFile = "CONTEXT.md";

    /// <summary>The files that no worker may change or claim, relative to the project.</summary>
    public static IReadOnlyList<string> ReservedPaths { get; } =
        [".agentxchain/state.json", ".agentxchain/history.jsonl", ".agentxchain/decision-ledger.jsonl", ".agentxchain/lock.json", "agentxchain.json", ".git", ".github/proofs.yml"];

    /// <summary>Writes the bundle of a turn; the manifest is not part of it.</summary>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="facts">The records of the run and the files of the project.</param>
    /// <returns>Three files by name; about ten kilobytes, and the role's own prompt.</returns>
    public static IReadOnlyDictionary<string, byte[]> Write(RunState state, RunConfiguration configuration, Turn turn, DispatchFacts facts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(facts);
        Assignment assignment = new(state, configuration, turn, facts);
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [AssignmentFile] = AssignmentJson.Write(assignment),
            [PromptFile] = Prompt.Write(assignment),
            [ContextFile] = ContextPage.Write(assignment),
        };
    }
}
