using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Where a proposal stands decides what can be done with it.</summary>
public sealed class ProposalRuleTests
{
    [Theory]
    [InlineData("", "apply", "proposal_not_found")]
    [InlineData("", "reject", "proposal_not_found")]
    [InlineData("", "settle", "proposal_not_found")]
    [InlineData("proposal_recorded", "apply alone", "proposal_not_automatic")]
    [InlineData("proposal_recorded", "apply", "proposal_tampered")]
    [InlineData("proposal_recorded", "reject", null)]
    [InlineData("proposal_recorded", "settle", "proposal_not_found")]
    [InlineData("proposal_recorded proposal_apply_begun", "apply", "proposal_unsettled")]
    [InlineData("proposal_recorded proposal_apply_begun", "reject", null)]
    [InlineData("proposal_recorded proposal_apply_begun", "settle", null)]
    [InlineData("proposal_recorded proposal_apply_begun proposal_apply_undone", "reject", null)]
    [InlineData("proposal_recorded proposal_apply_begun proposal_applied", "apply", "proposal_already_applied")]
    [InlineData("proposal_recorded proposal_apply_begun proposal_applied", "settle", "proposal_already_applied")]
    [InlineData("proposal_recorded proposal_apply_begun proposal_applied proposal_rejected", "reject", "proposal_already_applied")]
    [InlineData("proposal_recorded proposal_rejected", "apply", "proposal_already_rejected")]
    [InlineData("proposal_recorded proposal_rejected proposal_applied", "reject", "proposal_already_rejected")]
    [InlineData("proposal_applied", "reject", "proposal_not_found")]
    public void Each_command_on_each_standing_is_decided(string ledger, string command, string? refusal)
    {
        Scene scene = Scene.Begun();
        scene.Governance.AddRange(ledger.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(decision => new LedgerRecord { Decision = decision, TurnId = "turn_1", RunId = scene.State.RunId }));
        Ruling ruling = scene.Put(command switch
        {
            "apply" => new ApplyProposal("turn_1"),
            "apply alone" => new ApplyProposal("turn_1") { Automatic = true },
            "reject" => new RejectProposal("turn_1", "no"),
            _ => new SettleProposal("turn_1", IsApplied: true),
        });
        Assert.Equal(refusal, ruling.Refusal?.Reason.Id);
        Assert.Equal(refusal is null ? 1 : 0, ruling.Change?.Governance.Count ?? 0);
    }
}
