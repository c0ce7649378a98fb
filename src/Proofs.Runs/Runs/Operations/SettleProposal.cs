using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Says what the writes that <see cref="ApplyProposal"/> began came to.</summary>
/// <param name="TurnId">The turn that proposed it.</param>
/// <param name="IsApplied">Whether every file is written; otherwise every file is as it was.</param>
internal sealed record SettleProposal(string TurnId, bool IsApplied) : RunCommand;

/// <summary>Decides that nobody applies what a turn proposed. Source: AgentXchain protocol v7, proposal reject.</summary>
/// <param name="TurnId">The turn that proposed it.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectProposal(string TurnId, string Reason) : RunCommand;

/// <summary>Decides <see cref="SettleProposal"/>.</summary>
internal static class SettleProposalRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, SettleProposal command, RunFacts facts)
    {
        if (ProposalStates.Of(command.TurnId, facts) is not { } proposal)
        {
            return ApplyProposalRule.NotFound(command.TurnId);
        }

        if (proposal.Status is not ProposalStatus.Applying)
        {
            return ApplyProposalRule.Settled(command.TurnId, proposal.Status) ?? new Problem(RunCodes.ProposalNotFound, $"Nobody began to apply the proposal of {command.TurnId}.") { Referenced = command.TurnId };
        }

        LedgerRecord record = state.Record(facts.Now) with { Decision = command.IsApplied ? GovernanceLines.Applied : GovernanceLines.ApplyUndone, TurnId = command.TurnId, Action = proposal.Last.Action, Digest = proposal.Made.Digest };
        if (!command.IsApplied)
        {
            return new Change(state) { Governance = [record] };
        }

        Acceptance again = new(state, configuration, new() { TurnId = command.TurnId, AssignedRole = proposal.Made.Role! }, new(), facts);
        if (facts.History.LastOrDefault(entry => entry.TurnId == command.TurnId && entry.RunId == state.RunId) is { } asked)
        {
            GateStep.Again(again, asked);
        }

        return new Change(again.State)
        {
            Governance = [record, .. again.Governance],
            Events = again.Events,
            Gate = again.Gate,
            Files = [Told(command.TurnId, ProposalSnapshot.AppliedName, "applied_at", facts, "by", proposal.Last.Action)],
        };
    }

    /// <summary>What lies beside a proposal for people and other tools; the ledger is what counts.</summary>
    internal static RunFile Told(string turnId, string name, string at, RunFacts facts, string key, string? value)
    {
        JsonObject told = new() { ["turn_id"] = turnId, [at] = ProtocolTime.Format(facts.Now), [key] = value };
        return new($"{RunPaths.Proposal(turnId)}/{name}", Encoding.UTF8.GetBytes(told.ToJsonString(ProtocolJson.Indented.Options) + "\n"));
    }
}

/// <summary>Decides <see cref="RejectProposal"/>.</summary>
internal static class RejectProposalRule
{
    internal static Ruling Decide(RunState state, RejectProposal command, RunFacts facts)
    {
        if (ProposalStates.Of(command.TurnId, facts) is not { } proposal)
        {
            return ApplyProposalRule.NotFound(command.TurnId);
        }

        // One whose application was cut off and cannot be settled is the person's to end.
        if (proposal.Status is not ProposalStatus.Applying && ApplyProposalRule.Settled(command.TurnId, proposal.Status) is { } settled)
        {
            return settled;
        }

        if (DecisionLedger.IsEmpty(command.Reason))
        {
            return new Problem(RunCodes.EmptyArgument, "A proposal is rejected for a reason; none was given.") { Field = "reason" };
        }

        return new Change(state)
        {
            Governance = [state.Record(facts.Now) with { Decision = GovernanceLines.Rejected, TurnId = command.TurnId, Reasons = [command.Reason], Digest = proposal.Made.Digest }],
            Files = [SettleProposalRule.Told(command.TurnId, ProposalSnapshot.RejectedName, "rejected_at", facts, "reason", command.Reason)],
        };
    }
}
