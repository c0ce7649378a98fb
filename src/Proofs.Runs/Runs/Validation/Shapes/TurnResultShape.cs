using Proofs.Runs.Runs.Records;
using static Proofs.Runs.Runs.Validation.Shapes.ObjectShape;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>The turn result, schema 1.0. Source: AgentXchain protocol v7. turn-result.schema.json says the same for other programs.</summary>
internal static class TurnResultShape
{
    internal static IReadOnlyList<string> Statuses { get; } = ["completed", "blocked", "needs_human", "failed"];

    internal static IReadOnlyList<string> Categories => DecisionLedger.Categories;

    internal static ObjectShape Decision { get; } = new(
        Required("id", TextShape.DecisionId),
        Required("category", new WordShape([.. Categories])),
        Required("statement", TextShape.Readable),
        Required("rationale", TextShape.Readable),
        Optional("durability", new WordShape("run", "repo")),
        Optional("overrides", TextShape.DecisionId));

    internal static ObjectShape Objection { get; } = new(
        Required("id", TextShape.ObjectionId),
        Required("severity", new WordShape("low", "medium", "high", "blocking")),
        Required("statement", TextShape.Readable),
        Optional("status", new WordShape("raised", "acknowledged", "resolved", "escalated", "resolved_by_human", "resolved_by_director")),
        Optional("against_turn_id", TextShape.Any));

    internal static ObjectShape Evidence { get; } = new(
        Required("command", TextShape.NotEmpty),
        Required("exit_code", new IntegerShape()),
        Optional("expected_exit_code", new IntegerShape()),
        Optional("argv", new ListShape(TextShape.Any)));

    /// <summary>What is in <c>verification</c>; looked at in its own stage.</summary>
    internal static ObjectShape Verification { get; } = new(
        Required("status", new WordShape("pass", "fail", "skipped")),
        Optional("commands", new ListShape(TextShape.NotEmpty)),
        Optional("evidence_summary", TextShape.Any),
        Optional("machine_evidence", new ListShape(Evidence)),
        Optional("produced_files", new ListShape(new ObjectShape(
            Required("path", TextShape.NotEmpty),
            Required("disposition", new WordShape("artifact", "ignore"))))));

    internal static ObjectShape Artifact { get; } = new(
        Required("type", new WordShape("workspace", "patch", "commit", "review")),
        Optional("ref", TextShape.Any));

    internal static ObjectShape ProposedChange { get; } = new(
        Required("path", TextShape.NotEmpty),
        Required("action", new WordShape("create", "modify", "delete")),
        Optional("content", TextShape.Any));

    internal static ObjectShape Delegation { get; } = new(
        Required("id", TextShape.DelegationId),
        Required("to_role", TextShape.RoleId),
        Required("charter", TextShape.NotEmpty),
        Required("acceptance_contract", new ListShape(TextShape.NotEmpty) { Least = 1 }),
        Optional("required_decision_ids", new ListShape(TextShape.DecisionId) { IsSet = true }));

    /// <summary>The whole, with <c>verification</c> as an object of any kind.</summary>
    internal static ObjectShape Root { get; } = new(
        Required("schema_version", new WordShape("1.0")),
        Required("run_id", TextShape.NotEmpty),
        Required("turn_id", TextShape.NotEmpty),
        Required("role", TextShape.RoleId),
        Required("runtime_id", TextShape.NotEmpty),
        Required("status", new WordShape([.. Statuses])),
        Required("summary", TextShape.NotEmpty),
        Required("decisions", new ListShape(Decision)),
        Required("objections", new ListShape(Objection)),
        Required("files_changed", new ListShape(TextShape.NotEmpty)),
        Required("verification", new ObjectShape()),
        Required("artifact", Artifact),
        Required("proposed_next_role", TextShape.RoleId),
        Optional("artifacts_created", new ListShape(TextShape.NotEmpty)),
        Optional("phase_transition_request", TextShape.NotEmpty),
        Optional("run_completion_request", new FlagShape()),
        Optional("needs_human_reason", TextShape.Any),
        Optional("cost", new CostShape()),
        Optional("proposed_changes", new ListShape(ProposedChange)),
        Optional("delegations", new ListShape(Delegation)),
        Optional("idle_expansion_result", new AnyShape()));
}
