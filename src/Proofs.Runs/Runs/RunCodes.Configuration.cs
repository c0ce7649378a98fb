using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The configuration cannot be used.</summary>
    public static ReasonCode InvalidConfig { get; } = new("invalid_config", Lane.Data, "The configuration cannot be used.",
        "Mend the key that the message names in agentxchain.json.");

    /// <summary>The configuration's schema_version is none that can be read.</summary>
    public static ReasonCode SchemaVersionInvalid { get; } = new("schema_version_invalid", Lane.Data, "The configuration's schema_version is none that can be read.",
        "Write \"schema_version\": \"1.0\" (or 4) and bring the file into that shape.");

    /// <summary>The configuration names a role that it does not declare.</summary>
    public static ReasonCode UndeclaredRoleReference { get; } = new("undeclared_role_reference", Lane.Data, "The configuration names a role that it does not declare.",
        "Declare the role under roles, or name one that stands there.");

    /// <summary>A role's runtime is not declared.</summary>
    public static ReasonCode UndeclaredRuntimeReference { get; } = new("undeclared_runtime_reference", Lane.Data, "A role's runtime is not declared.",
        "Declare the runtime under runtimes, or name one that stands there.");

    /// <summary>A phase ends at a gate that is not declared.</summary>
    public static ReasonCode UndeclaredGateReference { get; } = new("undeclared_gate_reference", Lane.Data, "A phase ends at a gate that is not declared.",
        "Declare the gate under gates, or take exit_gate away if the phase is to be open.");

    /// <summary>The configuration names a phase that its routing does not have.</summary>
    public static ReasonCode UndeclaredPhaseReference { get; } = new("undeclared_phase_reference", Lane.Data, "The configuration names a phase that its routing does not have.",
        "Name a phase that stands under routing.");

    /// <summary>A role that changes files itself is bound to a runtime that can only propose changes.</summary>
    public static ReasonCode InvalidAuthoritativeBinding { get; } = new("invalid_authoritative_binding", Lane.Data, "A role that changes files itself is bound to a runtime that can only propose changes.",
        "Give the role write_authority proposed or review_only, or bind it to a manual, local_cli or mcp runtime.");

    /// <summary>A role that only reviews is bound to a runtime that can write every file.</summary>
    public static ReasonCode InvalidReviewOnlyBinding { get; } = new("invalid_review_only_binding", Lane.Data, "A role that only reviews is bound to a runtime that can write every file.",
        "Give the role write_authority authoritative or proposed, or bind it to a manual, api_proxy, mcp or remote_agent runtime.");

    /// <summary>No role of a phase can produce a file that its gate wants.</summary>
    public static ReasonCode AdmissionNoProducer { get; } = new("admission_no_producer", Lane.Data, "No role of a phase can produce a file that its gate wants.",
        "Let a role that can write the file have a turn in the phase, or take the file from the gate.");

    /// <summary>The role that has to deliver a file never has a turn in the phase.</summary>
    public static ReasonCode AdmissionOwnerUnreachable { get; } = new("admission_owner_unreachable", Lane.Data, "The role that has to deliver a file never has a turn in the phase.",
        "Add the role to the phase's allowed_next_roles, or name another one in owned_by.");

    /// <summary>The role that has to deliver a file cannot write it.</summary>
    public static ReasonCode AdmissionOwnerCannotWrite { get; } = new("admission_owner_cannot_write", Lane.Data, "The role that has to deliver a file cannot write it.",
        "Name a role in owned_by that can write the file, or give this one another write_authority or runtime.");

    /// <summary>A gate asks a person and no role is done by one.</summary>
    public static ReasonCode AdmissionApprovalWithoutManualRuntime { get; } = new("admission_approval_without_manual_runtime", Lane.Note, "A gate asks a person and no role is done by one.",
        "Somebody has to approve with the approve commands while the run waits; nothing else is needed.");

    private static IEnumerable<ReasonCode> Configurations() =>
    [
        InvalidConfig, SchemaVersionInvalid, UndeclaredRoleReference, UndeclaredRuntimeReference, UndeclaredGateReference, UndeclaredPhaseReference,
        InvalidAuthoritativeBinding, InvalidReviewOnlyBinding, AdmissionNoProducer, AdmissionOwnerUnreachable, AdmissionOwnerCannotWrite,
        AdmissionApprovalWithoutManualRuntime,
    ];
}
