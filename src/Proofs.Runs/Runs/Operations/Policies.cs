using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Operations;

/// <summary>The rules of a project that acceptance is checked against. Source: AgentXchain protocol v7, policies.</summary>
internal static class Policies
{
    /// <summary>Why a policy does not let the turn in, or null; the first in the order of the file that blocks, otherwise the first that escalates.</summary>
    internal static Problem? Refusal(Draft draft)
    {
        (AcceptancePolicy Policy, string Why)[] violated = [.. Violated(draft).Where(each => each.Policy.Action is not "warn")];
        if (violated.Length == 0)
        {
            return null;
        }

        (AcceptancePolicy policy, string why) = violated.FirstOrDefault(each => each.Policy.Action is not "escalate", violated[0]);
        return new(policy.Action == "escalate" ? RunCodes.PolicyEscalation : RunCodes.PolicyViolation, $"Policy \"{policy.Id}\": {policy.Message ?? why}") { Field = $"policies.{policy.Id}", Detail = why, Referenced = policy.Id };
    }

    /// <summary>What policies only warn of.</summary>
    internal static IEnumerable<string> Warnings(Draft draft) =>
        from each in Violated(draft)
        where each.Policy.Action == "warn"
        select $"Policy \"{each.Policy.Id}\": {each.Policy.Message ?? each.Why}";

    /// <summary>Refuses the turn and has a person look at it.</summary>
    internal static Ruling Escalate(Draft draft, Problem violated, ValidationResult validation)
    {
        draft.State = draft.State.With(draft.Turn with { Status = TurnStatus.FailedAcceptance });
        draft.Events.Add(draft.State.Event(EventTypes.AcceptanceFailed, draft.Facts.Now, draft.Turn, new JsonObject { ["error_code"] = violated.Reason.Id, ["message"] = violated.Message }));
        draft.Block($"policy:{violated.Referenced}", "policy_escalation", new() { TypedReason = "policy_escalation", Owner = "human", RecoveryAction = "Look at the turn, then reactivate the run and reject or accept the turn.", TurnRetained = true, Detail = violated.Message });
        return Ruling.RefuseAndRecord(violated, new(draft.State) { Events = draft.Events, Validation = validation });
    }

    private static IEnumerable<(AcceptancePolicy Policy, string Why)> Violated(Draft draft) =>
        from policy in draft.Configuration.Policies
        where (policy.Phases.Count == 0 || policy.Phases.Contains(draft.State.Phase, StringComparer.Ordinal)) && (policy.Roles.Count == 0 || policy.Roles.Contains(draft.Turn.AssignedRole, StringComparer.Ordinal))
        let why = Violation(policy, draft)
        where why is not null
        select (policy, why);

    private static string? Violation(AcceptancePolicy policy, Draft draft)
    {
        IEnumerable<HistoryEntry> accepted = draft.Facts.History.Where(entry => entry.RunId == draft.State.RunId && entry.TurnId != draft.Turn.TurnId && entry.Status != HistoryEntry.Reissued);
        return policy.Rule switch
        {
            "max_turns_per_phase" => Over(accepted.Count(entry => entry.Phase == draft.State.Phase) + 1, policy.Limit, $"turns in phase \"{draft.State.Phase}\""),
            "max_total_turns" => Over(accepted.Count() + 1, policy.Limit, "turns in the run"),
            "max_consecutive_same_role" => Over(accepted.Reverse().TakeWhile(entry => entry.Role == draft.Turn.AssignedRole).Count() + 1, policy.Limit, $"turns of \"{draft.Turn.AssignedRole}\" in a row"),
            "max_cost_per_turn" => Cost(policy.Limit, draft),
            "require_status" => policy.AllowedStatuses.Contains(Refuse.Word(draft.Result.Status), StringComparer.Ordinal) ? null : $"The result's status is {Refuse.Word(draft.Result.Status)}; allowed is {string.Join(", ", policy.AllowedStatuses)}.",
            "require_reproducible_verification" => Replay(draft),
            // A rule nobody knows cannot be kept.
            _ => $"Nobody knows the rule \"{policy.Rule}\".",
        };
    }

    private static string? Over(int count, decimal? limit, string what) => limit is { } most && count <= most ? null : $"{count} {what}; the limit is {(limit is null ? "missing" : limit)}.";

    private static string? Cost(decimal? limit, Draft draft) => draft.Result.Cost?.Usd switch
    {
        { } usd => limit is { } most && usd <= most ? null : $"The turn cost ${usd}; the limit is {(limit is null ? "missing" : "$" + limit)}.",
        null when draft.RuntimeType == "manual" => null,
        null => "Nobody knows what the turn cost; unknown is not zero.",
    };

    private static string? Replay(Draft draft) => NormalizedVerifications.Of(draft.Result, draft.RuntimeType, draft.Facts.Replay) switch
    {
        { Status: "pass", Reproducible: true } => null,
        // What does not claim to pass has nothing to be reproduced; a gate that wants a pass will not take it.
        { Status: "fail" or "skipped" } => null,
        { Status: "not_reproducible" } found => $"Running the declared verification again came to something else. {found.Reason}",
        _ => "The turn says its verification passes, and nobody ran it again.",
    };
}
