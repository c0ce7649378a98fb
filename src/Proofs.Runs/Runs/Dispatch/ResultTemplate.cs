using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>
/// The result that a turn has to write: the template and the rules beside it, from the same facts, so that one cannot contradict the other.
/// Source: AgentXchain protocol v7, turn result schema 1.0.
/// </summary>
internal static class ResultTemplate
{
    /// <summary>Angle brackets stay readable.</summary>
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(Assignment assignment)
    {
        JsonObject result = new()
        {
            ["schema_version"] = TurnResult.CurrentSchema,
            ["run_id"] = assignment.State.RunId,
            ["turn_id"] = assignment.Turn.TurnId,
            ["role"] = assignment.Turn.AssignedRole,
            ["runtime_id"] = assignment.Turn.RuntimeId,
            ["status"] = Choice("completed", "blocked", "needs_human", "failed"),
            ["summary"] = "<what you did>",
            ["decisions"] = new JsonArray(new JsonObject
            {
                ["id"] = assignment.FreeDecisionId,
                ["category"] = Choice([.. DecisionLedger.Categories]),
                ["statement"] = "<what you decided>",
                ["rationale"] = "<why>",
            }),
            ["objections"] = assignment.MustObject ? new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = Choice("low", "medium", "high", "blocking"), ["statement"] = "<what is wrong>" }) : [],
            ["files_changed"] = assignment.Role.WriteAuthority is WriteAuthority.ReviewOnly ? [] : new JsonArray("<path>"),
            ["verification"] = new JsonObject
            {
                ["status"] = Choice("pass", "fail", "skipped"),
                ["evidence_summary"] = "<what you ran and what came of it>",
            },
            ["artifact"] = new JsonObject { ["type"] = ArtifactType(assignment), ["ref"] = null },
            ["proposed_next_role"] = Choice([.. assignment.NextRoles]),
            ["phase_transition_request"] = null,
            ["run_completion_request"] = null,
            ["needs_human_reason"] = null,
        };
        if (assignment.Role.WriteAuthority is WriteAuthority.Proposed)
        {
            result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "<path>", ["action"] = Choice("create", "modify"), ["content"] = "<the whole new text of the file>" });
        }

        return result.ToJsonString(Readable);
    }

    internal static IEnumerable<string> Rules(Assignment assignment) =>
    [
        "`schema_version`, `run_id`, `turn_id`, `role`, `runtime_id`: as they stand in the template.",
        $"`decisions`: what you decided, or `[]`. Ids are new in the run: `{assignment.FreeDecisionId}` and upward.",
        $"`objections`: {(assignment.MustObject ? "at least one" : "what is wrong, or `[]`")}, each with `id` (`OBJ-001` and upward), `severity` (low, medium, high, blocking) and `statement`.",
        FilesRule(assignment),
        "`verification`: `pass` only when you ran it and all of it came out as it should. Add `machine_evidence`, a list of `{\"command\": \"…\", \"argv\": [\"…\"], \"exit_code\": 0}` with the exit codes you saw; an `expected_exit_code` other than 0 only for a command that has to fail."
            + (assignment.Configuration.RequiresReproducibleVerification ? " It is run again from `argv`, and only that counts." : string.Empty),
        $"`artifact.type`: `{ArtifactType(assignment)}`{(assignment.Role.WriteAuthority is WriteAuthority.Authoritative ? "; `review`, with `files_changed` `[]`, when you changed nothing" : string.Empty)}.",
        .. assignment.Role.WriteAuthority is WriteAuthority.Proposed ? ["`proposed_changes`: every change, paths relative to the project; to delete a file, `action` `delete` and `content` null."] : (string[])[],
        assignment.NextPhase is { } next
            ? $"`phase_transition_request`: null, or {QuotedText.Code(next.Name)} when this phase is done; no other phase. `run_completion_request`: null, for this is not the last phase."
            : "`phase_transition_request`: null, for this is the last phase. `run_completion_request`: null, or true when the run is done.",
        "`needs_human_reason`: null, or what a person is needed for when `status` is `needs_human`.",
        "Optional: `cost` (`input_tokens`, `output_tokens`, `usd`) only when you know it; `artifacts_created`; `delegations` to other roles (at most five, not with a request for the run's end).",
    ];

    private static string FilesRule(Assignment assignment) => assignment.Role.WriteAuthority switch
    {
        WriteAuthority.Authoritative => "`files_changed`: every file you changed, relative to the project; `[]` when there is none.",
        WriteAuthority.Proposed => "`files_changed`: the paths in `proposed_changes`.",
        _ when assignment.IsRemote => "`files_changed`: `[]`.",
        _ => "`files_changed`: `[]`, or files under `.planning/` and `.agentxchain/reviews/`.",
    };

    private static string ArtifactType(Assignment assignment) => assignment.Role.WriteAuthority switch
    {
        WriteAuthority.Authoritative => "workspace",
        WriteAuthority.Proposed => "patch",
        _ => "review",
    };

    /// <summary>A placeholder that lists what may stand there.</summary>
    private static string Choice(params IReadOnlyList<string> words) => $"<{string.Join(" | ", words)}>";
}
