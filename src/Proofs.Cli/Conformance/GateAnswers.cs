using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on gates.</summary>
internal static class GateAnswers
{
    internal static JsonObject PhaseExit(Fixture fixture)
    {
        GateRequest request = Request(fixture, new() { ["phase_transition_request"] = (string?)fixture.Args["requested_phase"] });
        GateEvaluation evaluation = Proofs.Runs.Runs.PhaseGates.PhaseExit.Evaluate(State(fixture), fixture.Configuration, request, fixture.Facts);
        return evaluation.Action switch
        {
            GateOutcome.Advance => new() { ["result"] = "success", ["action"] = "advance", ["new_phase"] = evaluation.NextPhase },
            GateOutcome.AwaitingHumanApproval => new() { ["result"] = "success", ["action"] = "awaiting_human_approval", ["new_status"] = "paused", ["pending_phase_transition"] = new JsonObject { ["from"] = State(fixture).Phase, ["to"] = evaluation.NextPhase, ["gate"] = evaluation.GateId } },
            GateOutcome.UnknownPhase => Unchanged(fixture, "error", "gate_error", evaluation),
            GateOutcome.GateFailed => Unchanged(fixture, "success", "gate_failed", evaluation),
            _ => Unchanged(fixture, "success", "no_request", evaluation),
        };
    }

    internal static JsonObject RunCompletion(Fixture fixture)
    {
        GateRequest request = Request(fixture, []);
        GateEvaluation evaluation = Proofs.Runs.Runs.PhaseGates.RunCompletion.Evaluate(State(fixture), fixture.Configuration, request, fixture.Facts);
        return evaluation.Action switch
        {
            GateOutcome.Complete => new() { ["result"] = "success", ["action"] = "complete", ["new_status"] = "completed" },
            GateOutcome.AwaitingHumanApproval => new() { ["result"] = "success", ["action"] = "awaiting_human_approval", ["new_status"] = "paused", ["pending_run_completion"] = new JsonObject { ["phase"] = State(fixture).Phase, ["gate"] = evaluation.GateId } },
            GateOutcome.NotFinalPhase => Unchanged(fixture, "success", "not_final_phase", evaluation),
            GateOutcome.GateFailed => Unchanged(fixture, "success", "gate_failed", evaluation),
            _ => Unchanged(fixture, "success", "no_request", evaluation),
        };
    }

    /// <summary>An evaluation returns no state; what is told is that the one it was given still says the same.</summary>
    private static JsonObject Unchanged(Fixture fixture, string result, string action, GateEvaluation evaluation)
    {
        JsonObject answer = new() { ["result"] = result, ["action"] = action, ["state_unchanged"] = fixture.IsUnchanged(fixture.State), ["phase_unchanged"] = fixture.IsUnchanged(fixture.State) };
        if (evaluation.Action is GateOutcome.UnknownPhase)
        {
            answer["error_type"] = evaluation.Problems[0].Reason.Id;
        }

        ResultAnswers.Put(answer, "reason", evaluation.Reason);
        return answer;
    }

    /// <summary>The phase may be given beside the state.</summary>
    private static RunState State(Fixture fixture) => (string?)fixture.Args["current_phase"] is { } phase ? fixture.State with { Phase = phase } : fixture.State;

    /// <summary>What the result asks for; what it leaves out is taken from beside it. The rest of it is no gate's business.</summary>
    private static GateRequest Request(Fixture fixture, JsonObject otherwise)
    {
        JsonObject asked = fixture.TurnResult ?? [];
        string? claim = Text((asked["verification"] as JsonObject)?["status"]);
        Verification? verification = claim switch
        {
            "pass" or "attested_pass" => new() { Status = VerificationStatus.Pass },
            "fail" => new() { Status = VerificationStatus.Fail },
            "skipped" => new() { Status = VerificationStatus.Skipped },
            _ => null,
        };
        return GateRequest.For(new()
        {
            PhaseTransitionRequest = Text(asked["phase_transition_request"]) ?? Text(otherwise["phase_transition_request"]),
            RunCompletionRequest = asked["run_completion_request"] is JsonValue value && value.GetValueKind() == JsonValueKind.True,
            Role = Text(asked["role"]),
            Verification = verification,
            NormalizedVerification = verification is null ? null : NormalizedVerifications.Of(new() { Verification = verification }, string.Empty, replay: null),
        });
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
