using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>A blocking hook stopped the phase.</summary>
    public static ReasonCode HookBlocked { get; } = new("hook_blocked", Lane.Fail, "A blocking hook stopped the phase.",
        "Do what the hook's message asks for and try again; .agentxchain/hook-audit.jsonl has all that is known of its answer.");

    /// <summary>A hook changed a record of the run.</summary>
    public static ReasonCode HookStateTamper { get; } = new("hook_state_tamper", Lane.Fail, "A hook changed a record of the run.",
        "Mend the hook: it may read what is under .agentxchain and write none of it. The files were put back; look at what else it did.");

    /// <summary>A hook changed the configuration, or a program that the configuration names.</summary>
    public static ReasonCode HookConfigTamper { get; } = new("hook_config_tamper", Lane.Fail, "A hook changed the configuration, or a program that the configuration names.",
        "Mend the hook: what decides about a run stays as it was when the run began. The files were put back; look at what else it did.");

    /// <summary>A hook changed what a worker was given, or what it handed in.</summary>
    public static ReasonCode HookBundleTamper { get; } = new("hook_bundle_tamper", Lane.Fail, "A hook changed what a worker was given, or what it handed in.",
        "Mend the hook: it may add files to a bundle before it is sealed, and change none. The files were put back.");

    private static IEnumerable<ReasonCode> Hooks() => [HookBlocked, HookStateTamper, HookConfigTamper, HookBundleTamper];
}
