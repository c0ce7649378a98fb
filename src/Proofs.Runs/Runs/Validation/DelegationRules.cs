using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>Work is given to others only where somebody can do it and somebody is left to review it.</summary>
internal static class DelegationRules
{
    private const int Most = 5;

    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        IReadOnlyList<Delegation> delegations = candidate.Result.Delegations ?? [];
        return delegations.Count == 0 ? CheckReview(candidate) : CheckAll(candidate, delegations).Concat(delegations.SelectMany((one, index) => CheckOne(candidate, one, index))).Concat(CheckReview(candidate));
    }

    private static IEnumerable<Problem> CheckAll(Candidate candidate, IReadOnlyList<Delegation> delegations)
    {
        if (delegations.Count > Most)
        {
            yield return new(RunCodes.DelegationLimitExceeded, $"The result has {delegations.Count} delegations; at most {Most} are allowed.") { Field = "delegations" };
        }

        if (candidate.AsksForEnd)
        {
            yield return new(RunCodes.DelegationWithCompletion, "delegations and run_completion_request are mutually exclusive.") { Field = "delegations" };
        }

        if (candidate.Context.Turn?.DelegationContext is { } own)
        {
            yield return new(RunCodes.DelegationNested, $"The turn works off delegation \"{Text.Short(own.DelegationId)}\" and may not delegate.") { Field = "delegations" };
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string id in delegations.Select(one => one.Id).Where(id => !seen.Add(id)))
        {
            yield return new(RunCodes.DelegationIdRepeated, $"Delegation id \"{id}\" stands in the result twice.") { Field = "delegations", Referenced = id };
        }
    }

    private static IEnumerable<Problem> CheckOne(Candidate candidate, Delegation one, int index)
    {
        TurnContext context = candidate.Context;
        string field = $"delegations[{index}].to_role";
        if (one.ToRole == context.RoleId)
        {
            yield return new(RunCodes.DelegationToSelf, $"Role \"{context.RoleId}\" delegates \"{one.Id}\" to itself.") { Field = field };
        }
        else if (!context.Configuration.Roles.ContainsKey(one.ToRole))
        {
            yield return new(RunCodes.DelegationRoleIllegal, $"Delegation \"{one.Id}\" goes to role \"{Text.Short(one.ToRole)}\", which is not in the configuration.") { Field = field, Referenced = Text.Short(one.ToRole) };
        }
        else if (Routes.Allowed(context) is { } allowed && !allowed.Contains(one.ToRole, StringComparer.Ordinal))
        {
            yield return new(RunCodes.DelegationRoleIllegal, $"Delegation \"{one.Id}\" goes to role \"{one.ToRole}\", which has no turn in phase \"{context.State.Phase}\".") { Field = field, Referenced = one.ToRole, Allowed = allowed };
        }
    }

    private static IEnumerable<Problem> CheckReview(Candidate candidate)
    {
        string[] missing = [.. (candidate.Context.Turn?.DelegationReview?.DelegationResults ?? []).SelectMany(outcome => outcome.MissingDecisionIds)];
        if (missing.Length > 0 && (candidate.AsksForEnd || candidate.Result.PhaseTransitionRequest is not null))
        {
            yield return new(RunCodes.DelegationReviewIncomplete, $"The delegated work did not bring {string.Join(", ", missing.Select(Text.Short))}; the review cannot go on to another phase or end the run.")
            {
                Field = candidate.AsksForEnd ? "run_completion_request" : "phase_transition_request",
                Referenced = missing[0],
            };
        }
    }
}
