using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Cli.Conformance;

/// <summary>
/// Gives a fixture's setup to the product and tells what came of it in the corpus's words. It only renames: what is refused and why is the product's
/// word, and neither a fixture's id nor its texts are looked at.
/// </summary>
internal static class Adapter
{
    private static readonly Dictionary<string, Func<Fixture, JsonObject>> Operations = new(StringComparer.Ordinal)
    {
        ["initialize_run"] = StateAnswers.Initialize,
        ["assign_turn"] = StateAnswers.Assign,
        ["approve_transition"] = StateAnswers.ApproveTransition,
        ["approve_completion"] = StateAnswers.ApproveCompletion,
        ["resolve_blocked"] = StateAnswers.Resolve,
        ["transition_state"] = StateAnswers.Transition,
        ["validate_turn_result"] = ResultAnswers.Validate,
        ["accept_turn"] = ResultAnswers.Accept,
        ["evaluate_phase_exit"] = GateAnswers.PhaseExit,
        ["evaluate_run_completion"] = GateAnswers.RunCompletion,
        ["append_decision"] = RecordAnswers.AppendDecision,
        ["validate_event"] = RecordAnswers.ValidateEvent,
        ["validate_event_ordering"] = RecordAnswers.ValidateOrder,
        ["validate_config"] = RecordAnswers.ValidateConfiguration,
        ["verify_dispatch_manifest"] = ManifestAnswers.Verify,
        ["inspect_dispatch_manifest"] = ManifestAnswers.Inspect,
        ["run_hooks"] = HookAnswers.Run,
    };

    internal static Answer Run(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonObject document = JsonNode.Parse(json.Span, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject ?? throw new FixtureException("The fixture is no object.");
            Fixture fixture = new(document);
            if (!Operations.TryGetValue(fixture.Operation, out Func<Fixture, JsonObject>? operation))
            {
                return new(AnswerStatus.NotImplemented, null, $"{fixture.Operation} is not implemented.");
            }

            JsonObject actual = operation(fixture);
            return document["expected"] is not { } expected ? new(AnswerStatus.Pass, actual, "Carried out; the fixture has no expectation to compare with.")
                : Matcher.Difference(expected, actual) is { } difference ? new(AnswerStatus.Fail, actual, difference)
                : new(AnswerStatus.Pass, actual, null);
        }
        catch (Exception failed)
        {
            // Either the fixture is no fixture, or the product failed on it. The protocol has an answer for both, and the next fixture its turn.
            return new(AnswerStatus.Error, null, failed is FixtureException or JsonException ? failed.Message : $"{failed.GetType().Name}: {failed.Message}");
        }
    }
}
