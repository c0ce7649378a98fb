using System.Text.Json.Nodes;

namespace Proofs.RunnerPack;

/// <summary>What the records of the project <c>three-roles</c> hold when its run is completed.</summary>
internal static class ThreeRoles
{
    /// <summary>History.</summary>
    internal static JsonArray Turns => ["pm in planning: completed", "dev in implementation: completed", "qa in qa: completed"];

    /// <summary>The ledger.</summary>
    internal static JsonArray Decided => ["DEC-001 of pm", "gate_approved", "DEC-002 of dev", "turn_checkpointed", "DEC-003 of qa", "gate_approved"];
}
