using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Decisions that outlive their run, and who may override them. Source: AgentXchain protocol v7, repo decisions.</summary>
internal static class RepoDecisions
{
    /// <summary>Why a decision may not take the place of another, or null.</summary>
    internal static Problem? Refusal(Acceptance acceptance)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        ILookup<string, RepoDecision> inForce = acceptance.State.RepoDecisions.Where(each => each.Status == "active").ToLookup(each => each.Id, StringComparer.Ordinal);
        foreach (Decision decision in acceptance.Result.Decisions.Where(decision => decision.Overrides is not null))
        {
            RepoDecision? target = inForce[decision.Overrides!].FirstOrDefault();
            if (target is null || !taken.Add(target.Id))
            {
                return new(RunCodes.OverrideValidationFailed, $"{decision.Id} overrides {decision.Overrides}, and no lasting decision of that id is in force.") { Field = "decisions", Referenced = decision.Overrides };
            }

            int? own = Authority(acceptance.Configuration, acceptance.Turn.AssignedRole);
            int? theirs = Authority(acceptance.Configuration, target.Role);
            if (own < theirs)
            {
                return new(RunCodes.OverrideValidationFailed, $"{decision.Id} overrides {target.Id} of \"{target.Role}\", whose authority of {theirs} is above {own} of \"{acceptance.Turn.AssignedRole}\".") { Field = "decisions", Referenced = target.Id };
            }
        }

        HashSet<string> lasting = acceptance.Result.Decisions.Where(IsLasting).Select(decision => decision.Id).ToHashSet(StringComparer.Ordinal);
        return acceptance.State.RepoDecisions.FirstOrDefault(each => lasting.Contains(each.Id)) is { } same
            ? new(RunCodes.DuplicateDecisionId, $"A lasting decision has the id {same.Id} already.") { Field = "decisions", Referenced = same.Id }
            : null;
    }

    /// <summary>Adds what is to last, and marks what it overrides.</summary>
    /// <returns>Every lasting decision, or null when none was added.</returns>
    internal static IReadOnlyList<RepoDecision>? Apply(Acceptance acceptance)
    {
        Decision[] lasting = [.. acceptance.Result.Decisions.Where(IsLasting)];
        if (lasting.Length == 0)
        {
            return null;
        }

        Dictionary<string, string> overridden = lasting.Where(decision => decision.Overrides is not null).ToDictionary(decision => decision.Overrides!, decision => decision.Id, StringComparer.Ordinal);
        RepoDecision[] all =
        [
            .. acceptance.State.RepoDecisions.Select(old => old.Status == "active" && overridden.TryGetValue(old.Id, out string? by) ? old with { Status = "overridden", OverriddenBy = by } : old),
            .. lasting.Select(decision => new RepoDecision
            {
                Id = decision.Id,
                Statement = decision.Statement,
                Rationale = decision.Rationale,
                Category = decision.Category,
                Durability = "repo",
                RunId = acceptance.State.RunId,
                TurnId = acceptance.Turn.TurnId,
                Role = acceptance.Turn.AssignedRole,
                Overrides = decision.Overrides,
                AcceptedAt = acceptance.Facts.Now,
            }),
        ];
        acceptance.State = acceptance.State with { RepoDecisions = all };
        return all;
    }

    private static bool IsLasting(Decision decision) => decision.Durability == "repo" || decision.Overrides is not null;

    private static int? Authority(RunConfiguration configuration, string? role) => role == Word.Human ? 100 : role is null ? null : configuration.Roles.GetValueOrDefault(role)?.DecisionAuthority;
}
