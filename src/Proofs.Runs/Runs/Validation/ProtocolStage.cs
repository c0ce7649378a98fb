using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The fifth stage: the result keeps the rules of the run. What contradicts itself comes first.</summary>
internal static class ProtocolStage
{
    internal static IEnumerable<Problem> Check(Candidate candidate) =>
        CheckRequests(candidate).Concat(CheckRoles(candidate)).Concat(DelegationRules.Check(candidate)).Concat(CheckDecisions(candidate));

    internal static IEnumerable<string> Warnings(Candidate candidate)
    {
        if (candidate.Result.Status == ResultStatus.NeedsHuman && string.IsNullOrWhiteSpace(candidate.Result.NeedsHumanReason))
        {
            yield return "The status is needs_human, but needs_human_reason does not say what for.";
        }
    }

    private static IEnumerable<Problem> CheckRequests(Candidate candidate)
    {
        string? requested = candidate.Result.PhaseTransitionRequest;
        if (requested is not null && candidate.AsksForEnd)
        {
            yield return new(RunCodes.MutuallyExclusiveRequests, "run_completion_request and phase_transition_request are mutually exclusive — set one or neither, not both.")
            {
                Field = "phase_transition_request",
                Detail = "phase_transition_request and run_completion_request cannot both be present",
            };
        }

        if ((requested is not null || candidate.AsksForEnd) && !candidate.IsCompleted)
        {
            string field = requested is null ? "run_completion_request" : "phase_transition_request";
            yield return new(RunCodes.RequestWithoutCompletion, $"{field} goes with status \"completed\" only.") { Field = field };
        }

        if (requested is not null && Routes.Illegal(candidate.Context, requested) is { } illegal)
        {
            yield return illegal;
        }
    }

    private static IEnumerable<Problem> CheckRoles(Candidate candidate)
    {
        TurnContext context = candidate.Context;
        if (context.Role?.WriteAuthority == WriteAuthority.ReviewOnly && context.Configuration.Rules.ChallengeRequired && candidate.Result.Objections.Count == 0)
        {
            yield return new(RunCodes.ChallengeRequirementViolated, $"Protocol violation: role \"{context.RoleId}\" has review_only authority and must raise at least one objection (challenge requirement).")
            {
                Field = "objections",
                Detail = "review_only role must raise at least one objection",
            };
        }

        if (candidate.Result.ProposedNextRole is { } next && !Routes.MayFollow(context, next, candidate.Result.PhaseTransitionRequest))
        {
            IReadOnlyList<string> allowed = [.. (Routes.Allowed(context) ?? []).Append(Routes.Human).Distinct(StringComparer.Ordinal)];
            yield return new(RunCodes.IllegalNextRole, $"proposed_next_role \"{Text.Short(next)}\" has no turn in phase \"{context.State.Phase}\"; allowed: {string.Join(", ", allowed)}.") { Field = "proposed_next_role", Actual = Text.Short(next), Allowed = allowed };
        }
    }

    private static IEnumerable<Problem> CheckDecisions(Candidate candidate)
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (string id in candidate.Context.Facts.DecisionIds)
        {
            taken.TryAdd(DecisionLedger.Number(id), id);
        }

        foreach (string id in candidate.Result.Decisions.Select(decision => decision.Id))
        {
            if (!taken.TryAdd(DecisionLedger.Number(id), id))
            {
                string same = taken[DecisionLedger.Number(id)];
                yield return new(RunCodes.DuplicateDecisionId, $"The run already has a decision \"{Text.Short(id)}\"{Text.Short(DecisionLedger.As(id, same))}.") { Field = "decisions", Referenced = Text.Short(same) };
            }
        }
    }
}
