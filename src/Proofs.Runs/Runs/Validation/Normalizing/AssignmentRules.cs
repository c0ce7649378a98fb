namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>What the assignment says better than the result. The turn's id is the proof that the two belong together.</summary>
internal static class AssignmentRules
{
    /// <summary>run_id is the run's, when the turn is the one that is assigned.</summary>
    internal static void RunId(Repair repair, TurnContext context)
    {
        bool isTextOrMissing = repair.Lacks("run_id") || repair.Text("run_id") is not null;
        if (IsOfTurn(repair, context) && context.State.RunId is { } run && isTextOrMissing && repair.Text("run_id") != run)
        {
            repair.Set("run_id_from_assignment", "run_id", run);
        }
    }

    /// <summary>A runtime_id that is missing is the turn's; another one is an error of its own.</summary>
    internal static void RuntimeId(Repair repair, TurnContext context)
    {
        if (IsOfTurn(repair, context) && repair.Lacks("runtime_id") && context.RuntimeId.Length > 0)
        {
            repair.Set("runtime_id_from_assignment", "runtime_id", context.RuntimeId);
        }
    }

    private static bool IsOfTurn(Repair repair, TurnContext context) => context.Turn is not null && repair.Text("turn_id") == context.TurnId;
}
