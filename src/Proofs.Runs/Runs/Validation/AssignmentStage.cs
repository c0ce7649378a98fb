using Proofs.Runs.Runs.Records;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The second stage: the result is of the turn that is assigned.</summary>
internal static class AssignmentStage
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        TurnContext context = candidate.Context;
        TurnResult result = candidate.Result;
        if (context.Turn is null)
        {
            string meant = context.TurnId.Length > 0 ? $"Turn \"{Text.Short(context.TurnId)}\" is not active" : $"No turn is named, and {context.State.ActiveTurns.Count} are active";
            return [new Problem(RunCodes.ResultWithoutTurn, meant + ".") { Field = "turn_id", Referenced = Text.Short(context.TurnId) }];
        }

        return new[]
        {
            Differs(RunCodes.TurnIdMismatch, "turn_id", result.TurnId, context.TurnId),
            Differs(RunCodes.RunIdMismatch, "run_id", result.RunId, context.State.RunId),
            Differs(RunCodes.RoleMismatch, "role", result.Role, context.RoleId),
            Differs(RunCodes.RuntimeIdMismatch, "runtime_id", result.RuntimeId, context.RuntimeId),
        }.OfType<Problem>();
    }

    private static Problem? Differs(ReasonCode code, string field, string? actual, string? expected) => actual == expected
        ? null
        : new(code, $"{field} mismatch: turn result has \"{Text.Short(actual)}\", state has \"{Text.Short(expected)}\".") { Field = field, Expected = expected, Actual = Text.Short(actual) };
}
