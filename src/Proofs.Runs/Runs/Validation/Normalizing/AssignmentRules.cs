namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>What the assignment says better than the result. The turn's id is the proof that the two belong together.</summary>
internal static class AssignmentRules
{
    /// <summary>run_id is the run's, when the turn is the one that is assigned.</summary>
    internal static void RunId(Draft draft, Context context)
    {
        bool isTextOrMissing = draft.Lacks("run_id") || draft.Text("run_id") is not null;
        if (IsOfTurn(draft, context) && context.State.RunId is { } run && isTextOrMissing && draft.Text("run_id") != run)
        {
            draft.Set("run_id_from_assignment", "run_id", run);
        }
    }

    /// <summary>A runtime_id that is missing is the turn's; another one is an error of its own.</summary>
    internal static void RuntimeId(Draft draft, Context context)
    {
        if (IsOfTurn(draft, context) && draft.Lacks("runtime_id") && context.RuntimeId.Length > 0)
        {
            draft.Set("runtime_id_from_assignment", "runtime_id", context.RuntimeId);
        }
    }

    private static bool IsOfTurn(Draft draft, Context context) => context.Turn is not null && draft.Text("turn_id") == context.TurnId;
}
