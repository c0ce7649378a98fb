using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Operations;

/// <summary>
/// The transition function of governed runs: a state, a command and the facts in; the next state and its records, or a refusal, out. Pure: the same
/// input gives the same output, and what was given is never altered. Source: AgentXchain protocol v7, state machine.
/// </summary>
public static class RunMachine
{
    /// <summary>Decides one command.</summary>
    /// <param name="state">The run as it stands.</param>
    /// <param name="configuration">The project's configuration.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="facts">What has to be known beside.</param>
    /// <exception cref="ArgumentOutOfRangeException">The command is of no known kind.</exception>
    public static Ruling Apply(RunState state, RunConfiguration configuration, RunCommand command, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(facts);
        Ruling ruling = Decide(state, configuration, command, facts);
        return ruling.Change is { } change ? ruling.With(change with { Appended = SideRecords.Of(state, change, configuration, command, facts) }) : ruling;
    }

    private static Ruling Decide(RunState state, RunConfiguration configuration, RunCommand command, RunFacts facts) =>
        command switch
        {
            InitializeRun initialize => InitializeRule.Decide(state, configuration, initialize, facts),
            AssignTurn assign => AssignRule.Decide(state, configuration, assign, facts),
            RefreshBaseline refresh => RefreshBaselineRule.Decide(state, refresh, facts),
            MoveTurn move => MoveTurnRule.Decide(state, move, facts),
            AcceptTurn accept => AcceptRule.Decide(state, configuration, accept, facts),
            RejectTurn reject => RejectRule.Decide(state, configuration, reject, facts),
            ReissueTurn reissue => ReissueRule.Decide(state, configuration, reissue, facts),
            PauseForApproval pause => PauseRule.Decide(state, configuration, pause, facts),
            ApprovePhaseGate approve => ApprovePhaseRule.Decide(state, configuration, approve, facts),
            ApproveRunCompletion approve => ApproveCompletionRule.Decide(state, configuration, approve, facts),
            Escalate escalate => EscalateRule.Decide(state, escalate, facts),
            AdoptTerms adopt => AdoptTermsRule.Decide(state, adopt, facts),
            BlockRun block => BlockRule.Decide(state, block, facts),
            ReactivateRun reactivate => ReactivateRule.Decide(state, configuration, reactivate, facts),
            ApplyProposal apply => ApplyProposalRule.Decide(state, configuration, apply, facts),
            SettleProposal settle => SettleProposalRule.Decide(state, configuration, settle, facts),
            RejectProposal reject => RejectProposalRule.Decide(state, reject, facts),
            CheckpointTurn checkpoint => CheckpointRule.Decide(state, checkpoint, facts),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No known kind of command."),
        };
}
