using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>
/// Puts right what models get wrong about a result's shape, so that no turn is lost over it. What a rule may not do: say for a turn that its tests
/// passed, that it is done, that it wants to go on, or that nobody is needed; widen what a role may write; make up text.
/// </summary>
/// <remarks>
/// So some rules of other runners are left out on purpose: an exit code is never declared as expected after the fact, a request is neither read out
/// of friendly words nor added to a review that makes none, and one for a phase behind the next is refused, because whoever makes it is mistaken
/// about where the run stands.
/// </remarks>
internal static class Normalizer
{
    /// <summary>The rules, in the order they are applied: later ones build on what earlier ones have put right.</summary>
    private static readonly IReadOnlyList<Action<Repair, TurnContext>> Rules =
    [
        AssignmentRules.RunId,
        AssignmentRules.RuntimeId,
        ListRules.FilesModified,
        ListRules.MissingLists,
        ListRules.FileObjects,
        VerificationRules.StatusFromExitCodes,
        VerificationRules.TypedEvidence,
        StatusRules.Synonym,
        StatusRules.FromRequest,
        EntryRules.Ids,
        EntryRules.Texts,
        EntryRules.Categories,
        PathRules.Canonical,
        ArtifactRules.Missing,
        ArtifactRules.EmptyWorkspace,
        RoutingRules.GateName,
        RoutingRules.NextRole,
    ];

    internal static (JsonObject Result, IReadOnlyList<Normalization> Done) Apply(JsonObject read, TurnContext context)
    {
        Repair repair = new(read);
        foreach (Action<Repair, TurnContext> rule in Rules)
        {
            rule(repair, context);
        }

        return (repair.Result, repair.Done);
    }
}
