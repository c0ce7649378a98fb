using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Decisions that outlive their run, and who may override them. Source: AgentXchain protocol v7, repo decisions.</summary>
internal static class RepoDecisions
{
    /// <summary>Why a decision may not take the place of another, or null.</summary>
    internal static Problem? Refusal(Draft draft)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (Decision decision in draft.Result.Decisions.Where(decision => decision.Overrides is not null))
        {
            RepoDecision? target = draft.State.RepoDecisions.FirstOrDefault(each => each.Id == decision.Overrides && each.Status == "active");
            if (target is null || !taken.Add(target.Id))
            {
                return new(RunCodes.OverrideValidationFailed, $"{decision.Id} overrides {decision.Overrides}, and no lasting decision of that id is in force.") { Field = "decisions", Referenced = decision.Overrides };
            }

            int? own = Authority(draft.Configuration, draft.Turn.AssignedRole);
            int? theirs = Authority(draft.Configuration, target.Role);
            if (own < theirs)
            {
                return new(RunCodes.OverrideValidationFailed, $"{decision.Id} overrides {target.Id} of \"{target.Role}\", whose authority of {theirs} is above {own} of \"{draft.Turn.AssignedRole}\".") { Field = "decisions", Referenced = target.Id };
            }
        }

        string[] lasting = [.. draft.Result.Decisions.Where(IsLasting).Select(decision => decision.Id)];
        return draft.State.RepoDecisions.FirstOrDefault(each => lasting.Contains(each.Id, StringComparer.Ordinal)) is { } same
            ? new(RunCodes.DuplicateDecisionId, $"A lasting decision has the id {same.Id} already.") { Field = "decisions", Referenced = same.Id }
            : null;
    }

    /// <summary>Adds what is to last, and marks what it overrides.</summary>
    /// <returns>Every lasting decision, or null when none was added.</returns>
    internal static IReadOnlyList<RepoDecision>? Apply(Draft draft)
    {
        Decision[] lasting = [.. draft.Result.Decisions.Where(IsLasting)];
        if (lasting.Length == 0)
        {
            return null;
        }

        Dictionary<string, string> overridden = lasting.Where(decision => decision.Overrides is not null).ToDictionary(decision => decision.Overrides!, decision => decision.Id, StringComparer.Ordinal);
        RepoDecision[] all =
        [
            .. draft.State.RepoDecisions.Select(old => old.Status == "active" && overridden.TryGetValue(old.Id, out string? by) ? old with { Status = "overridden", OverriddenBy = by } : old),
            .. lasting.Select(decision => new RepoDecision
            {
                Id = decision.Id,
                Statement = decision.Statement,
                Rationale = decision.Rationale,
                Category = decision.Category,
                Durability = "repo",
                RunId = draft.State.RunId,
                TurnId = draft.Turn.TurnId,
                Role = draft.Turn.AssignedRole,
                Overrides = decision.Overrides,
                AcceptedAt = draft.Facts.Now,
            }),
        ];
        draft.State = draft.State with { RepoDecisions = all };
        return all;
    }

    private static bool IsLasting(Decision decision) => decision.Durability == "repo" || decision.Overrides is not null;

    private static int? Authority(RunConfiguration configuration, string? role) => role == "human" ? 100 : role is null ? null : configuration.Roles.GetValueOrDefault(role)?.DecisionAuthority;
}
