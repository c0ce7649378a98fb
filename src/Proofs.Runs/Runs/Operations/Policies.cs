using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Operations;

/// <summary>The rules of a project that acceptance is checked against. Source: AgentXchain protocol v7, policies.</summary>
internal static class Policies
{
    /// <summary>Why a policy does not let the turn in, or null; the first in the order of the file that blocks, otherwise the first that escalates.</summary>
    internal static Problem? Refusal(Acceptance acceptance)
    {
        (AcceptancePolicy Policy, string Why)[] violated = [.. Violated(acceptance).Where(each => each.Policy.Action is not "warn")];
        if (violated.Length == 0)
        {
            return null;
        }

        (AcceptancePolicy policy, string why) = violated.FirstOrDefault(each => each.Policy.Action is not "escalate", violated[0]);
        return new(policy.Action == "escalate" ? RunCodes.PolicyEscalation : RunCodes.PolicyViolation, $"Policy \"{policy.Id}\": {policy.Message ?? why}") { Field = $"policies.{policy.Id}", Detail = why, Referenced = policy.Id };
    }

    /// <summary>What policies only warn of.</summary>
    internal static IEnumerable<string> Warnings(Acceptance acceptance) =>
        from each in Violated(acceptance)
        where each.Policy.Action == "warn"
        select $"Policy \"{each.Policy.Id}\": {each.Policy.Message ?? each.Why}";

    /// <summary>Refuses the turn and has a person look at it.</summary>
    internal static Ruling Escalate(Acceptance acceptance, Problem violated, ValidationResult validation)
    {
        acceptance.State = acceptance.State.With(acceptance.Turn with { Status = TurnStatus.FailedAcceptance });
        acceptance.Events.Add(acceptance.State.Event(EventTypes.AcceptanceFailed, acceptance.Facts.Now, acceptance.Turn, new JsonObject { ["error_code"] = violated.Reason.Id, ["message"] = violated.Message }));
        acceptance.Block($"policy:{violated.Referenced}", "policy_escalation", new() { TypedReason = "policy_escalation", Owner = "human", RecoveryAction = "Look at the turn; then reactivate the run and reject the turn, or change the policy and accept it.", TurnRetained = true, Detail = violated.Message });
        return Ruling.RefuseAndRecord(violated, new(acceptance.State) { Events = acceptance.Events, Validation = validation });
    }

    private static IEnumerable<(AcceptancePolicy Policy, string Why)> Violated(Acceptance acceptance) =>
        from policy in acceptance.Configuration.Policies
        where (policy.Phases.Count == 0 || policy.Phases.Contains(acceptance.State.Phase, StringComparer.Ordinal)) && (policy.Roles.Count == 0 || policy.Roles.Contains(acceptance.Turn.AssignedRole, StringComparer.Ordinal))
        let why = Violation(policy, acceptance)
        where why is not null
        select (policy, why);

    private static string? Violation(AcceptancePolicy policy, Acceptance acceptance)
    {
        IEnumerable<HistoryEntry> accepted = acceptance.Facts.History.Where(entry => entry.RunId == acceptance.State.RunId && entry.TurnId != acceptance.Turn.TurnId && entry.Status != HistoryEntry.Reissued);
        return policy.Rule switch
        {
            "max_turns_per_phase" => Over(accepted.Count(entry => entry.Phase == acceptance.State.Phase) + 1, policy.Limit, $"turns in phase \"{acceptance.State.Phase}\""),
            "max_total_turns" => Over(accepted.Count() + 1, policy.Limit, "turns in the run"),
            "max_consecutive_same_role" => Over(accepted.Reverse().TakeWhile(entry => entry.Role == acceptance.Turn.AssignedRole).Count() + 1, policy.Limit, $"turns of \"{acceptance.Turn.AssignedRole}\" in a row"),
            "max_cost_per_turn" => Cost(policy.Limit, acceptance),
            "require_status" => policy.AllowedStatuses.Contains(Word.Of(acceptance.Result.Status), StringComparer.Ordinal) ? null : $"The result's status is {Word.Of(acceptance.Result.Status)}; allowed is {string.Join(", ", policy.AllowedStatuses)}.",
            "require_reproducible_verification" => Replay(acceptance),
            // A rule nobody knows cannot be kept.
            _ => $"Nobody knows the rule \"{policy.Rule}\".",
        };
    }

    private static string? Over(int count, decimal? limit, string what) => limit is { } most && count <= most ? null : $"{count} {what}; the limit is {(limit is null ? "missing" : limit)}.";

    private static string? Cost(decimal? limit, Acceptance acceptance) => Budgets.Of(acceptance.Configuration, acceptance.Turn, acceptance.Result.Cost) switch
    {
        { } usd => limit is { } most && usd <= most ? null : $"The turn cost ${usd}; the limit is {(limit is null ? "missing" : "$" + limit)}.",
        null when acceptance.RuntimeType == "manual" => null,
        null => "Nobody knows what the turn cost; unknown is not zero.",
    };

    private static string? Replay(Acceptance acceptance) => NormalizedVerifications.Of(acceptance.Result, acceptance.RuntimeType, acceptance.Facts.Replay) switch
    {
        { Status: "pass", Reproducible: true } => null,
        // What does not claim to pass has nothing to be reproduced; a gate that wants a pass will not take it.
        { Status: "fail" or "skipped" } => null,
        { Status: "not_reproducible" } found => $"Running the declared verification again came to something else. {found.Reason}",
        _ => "The turn says its verification passes, and nobody ran it again.",
    };
}
