using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Verdicts;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on a run's status.</summary>
internal static class StateAnswers
{
    private const string RunId = "run_0000000000000000";
    private const string TurnId = "turn_0000000000000000";

    internal static JsonObject Initialize(Fixture fixture) => fixture.Reading.Configuration is null
        ? Refused(fixture, RunCodes.InvalidConfig, fixture.Reading.Problems[0].Reason, fixture.State)
        : Tell(fixture, new InitializeRun(RunId));

    internal static JsonObject Assign(Fixture fixture) => Tell(fixture, new AssignTurn((string?)fixture.Args["role_id"] ?? string.Empty, TurnId));

    internal static JsonObject ApproveTransition(Fixture fixture) => Tell(fixture, new ApprovePhaseGate());

    internal static JsonObject ApproveCompletion(Fixture fixture) => Tell(fixture, new ApproveRunCompletion());

    internal static JsonObject Resolve(Fixture fixture) => Tell(fixture, (string?)fixture.Args["action"] == "resume" ? new ReactivateRun() : throw new FixtureException($"Nobody knows the action {fixture.Args["action"]}."));

    /// <summary>Fields of the state that a fixture sets by hand come first; then a change by name.</summary>
    internal static JsonObject Transition(Fixture fixture)
    {
        JsonObject wanted = Fixture.Document(fixture.State);
        bool isSet = Overwrite(wanted, fixture.Args);
        if (fixture.Args["target_status"] is { } status)
        {
            wanted["status"] = status.DeepClone();
            isSet = true;
        }

        if (isSet)
        {
            RunState after = Fixture.Read(wanted);
            return StateMoves.Check(fixture.State, after) is { } refusal ? Refused(fixture, refusal.Reason, refusal.Reason, fixture.State) : Done(after);
        }

        return (string?)fixture.Args["trigger"] switch
        {
            "gate_requires_human_approval" => Tell(fixture, new PauseForApproval(Pending(fixture.Args["gate"]))),
            "escalation" => Tell(fixture, BlockRun.ForEscalation((string?)fixture.Args["reason"] ?? string.Empty, (string?)fixture.Args["role_id"] ?? string.Empty)),
            { } unknown => throw new FixtureException($"Nobody knows the trigger {unknown}."),
            null => throw new FixtureException("The fixture says neither a target_status, nor a field, nor a trigger."),
        };
    }

    /// <summary>Sets the fields of the state that an object names, itself or under <c>overrides</c> and the like.</summary>
    private static bool Overwrite(JsonObject state, JsonObject args)
    {
        bool isSet = false;
        foreach ((string key, JsonNode? value) in args)
        {
            string field = key.Replace("_override", string.Empty, StringComparison.Ordinal).Replace("override_", string.Empty, StringComparison.Ordinal);
            if (state.ContainsKey(field))
            {
                state[field] = value?.DeepClone();
                isSet = true;
            }
            else if (value is JsonObject inner && key != "gate")
            {
                isSet |= Overwrite(state, inner);
            }
        }

        return isSet;
    }

    private static PendingPhaseTransition Pending(JsonNode? gate) => new() { Gate = (string?)gate?["gate"], From = (string?)gate?["from"] ?? string.Empty, To = (string?)gate?["to"] ?? string.Empty };

    private static JsonObject Tell(Fixture fixture, RunCommand command)
    {
        Ruling ruling = RunMachine.Apply(fixture.State, fixture.Configuration, command, fixture.Facts);
        return ruling.IsAllowed ? Done(ruling.Change.State) : Refused(fixture, RunCodes.InvalidStateTransition, ruling.Refusal.Reason, ruling.Change?.State ?? fixture.State);
    }

    private static JsonObject Done(RunState state) => new() { ["result"] = "ok", ["state_assertions"] = Fixture.Document(state) };

    /// <summary>The corpus has one word for every command that the run's state does not allow; the product's own stands beside it.</summary>
    private static JsonObject Refused(Fixture fixture, ReasonCode word, ReasonCode code, RunState after) =>
        new() { ["result"] = "error", ["error_type"] = word.Id, ["reason_code"] = code.Id, ["state_unchanged"] = fixture.IsUnchanged(after) };
}
