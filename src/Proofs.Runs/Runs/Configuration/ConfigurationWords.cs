namespace Proofs.Runs.Runs.Configuration;

/// <summary>The closed words of a configuration. agentxchain.schema.json has the same.</summary>
internal static class ConfigurationWords
{
    internal const string Manual = "manual";
    internal const string LocalCli = "local_cli";
    internal const string ApiProxy = "api_proxy";
    internal const string Mcp = "mcp";
    internal const string RemoteAgent = "remote_agent";
    internal const string Ollama = "ollama";
    internal const string SkipPhase = "skip_phase";
    internal const string MaxCostPerTurn = "max_cost_per_turn";
    internal const string RequireStatus = "require_status";
    internal const string RequireReproducibleVerification = "require_reproducible_verification";

    internal static IReadOnlyList<string> SchemaVersions { get; } = ["1.0", "4"];

    internal static IReadOnlyList<string> ProtocolModes { get; } = ["governed"];

    internal static IReadOnlyList<string> WriteAuthorities { get; } = ["authoritative", "proposed", "review_only"];

    internal static IReadOnlyList<string> RuntimeTypes { get; } = [Manual, LocalCli, ApiProxy, Mcp, RemoteAgent];

    internal static IReadOnlyList<string> Providers { get; } = ["anthropic", "openai", "google", Ollama];

    internal static IReadOnlyList<string> PromptTransports { get; } = ["argv", "stdin", "dispatch_bundle_only"];

    internal static IReadOnlyList<string> McpTransports { get; } = ["stdio", "streamable_http"];

    internal static IReadOnlyList<string> Jitters { get; } = ["none", "full"];

    internal static IReadOnlyList<string> Tokenizers { get; } = ["provider_local"];

    internal static IReadOnlyList<string> TimeoutActions { get; } = ["escalate", "warn"];

    internal static IReadOnlyList<string> PhaseTimeoutActions { get; } = ["escalate", "warn", SkipPhase];

    internal static IReadOnlyList<string> BudgetActions { get; } = ["pause_and_escalate", "warn"];

    internal static IReadOnlyList<string> PolicyRules { get; } =
        ["max_turns_per_phase", "max_total_turns", "max_consecutive_same_role", MaxCostPerTurn, RequireStatus, RequireReproducibleVerification];

    internal static IReadOnlyList<string> PolicyActions { get; } = ["block", "warn", "escalate"];

    internal static IReadOnlyList<string> ResultStatuses { get; } = ["completed", "blocked", "needs_human", "failed"];

    internal static IReadOnlyList<string> ApprovalActions { get; } = ["require_human", "auto_approve"];

    internal static IReadOnlyList<string> ProposalModes { get; } = ["manual", "auto"];

    internal static IReadOnlyList<string> CoverageModes { get; } = ["strict", "warn", "off"];

    internal static IReadOnlyList<string> HookPhases { get; } =
        ["before_assignment", "after_dispatch", "before_validation", "after_validation", "before_acceptance", "after_acceptance", "before_gate", "on_escalation"];

    /// <summary>Those whose hooks have nothing left to stop.</summary>
    internal static IReadOnlyList<string> AdvisoryHookPhases { get; } = ["after_acceptance", "on_escalation"];

    internal static IReadOnlyList<string> HookTypes { get; } = ["process", "http"];

    internal static IReadOnlyList<string> HookMethods { get; } = ["POST"];

    internal static IReadOnlyList<string> HookModes { get; } = ["blocking", "advisory"];
}
