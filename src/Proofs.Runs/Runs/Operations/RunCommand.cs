using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Something that somebody wants of a run. Each kind has its own file, with the rule that decides it. Ids come from outside: a decision is no dice.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(AcceptTurn), "accept_turn")]
[JsonDerivedType(typeof(AdoptTerms), "adopt_terms")]
[JsonDerivedType(typeof(ApprovePhaseGate), "approve_phase_gate")]
[JsonDerivedType(typeof(ApproveRunCompletion), "approve_run_completion")]
[JsonDerivedType(typeof(ApplyProposal), "apply_proposal")]
[JsonDerivedType(typeof(AssignTurn), "assign_turn")]
[JsonDerivedType(typeof(BlockRun), "block_run")]
[JsonDerivedType(typeof(CheckpointTurn), "checkpoint_turn")]
[JsonDerivedType(typeof(Escalate), "escalate")]
[JsonDerivedType(typeof(InitializeRun), "initialize_run")]
[JsonDerivedType(typeof(MoveTurn), "move_turn")]
[JsonDerivedType(typeof(PauseForApproval), "pause_for_approval")]
[JsonDerivedType(typeof(ReactivateRun), "reactivate_run")]
[JsonDerivedType(typeof(RefreshBaseline), "refresh_baseline")]
[JsonDerivedType(typeof(ReissueTurn), "reissue_turn")]
[JsonDerivedType(typeof(RejectProposal), "reject_proposal")]
[JsonDerivedType(typeof(RejectTurn), "reject_turn")]
[JsonDerivedType(typeof(SettleProposal), "settle_proposal")]
public abstract record RunCommand;
