using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Begins to bring what a turn proposed into the work tree. Source: AgentXchain protocol v7, proposal apply.</summary>
/// <param name="TurnId">The turn that proposed it.</param>
public sealed record ApplyProposal(string TurnId) : RunCommand
{
    /// <summary>Whether no person looked; then the policy or <see cref="IsAllowed"/> has to allow it.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether whoever started the run allowed that proposals apply by themselves.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>By what the journal of the writes is known again, or null.</summary>
    public string? JournalDigest { get; init; }
}

/// <summary>Decides <see cref="ApplyProposal"/>. All or nothing: one file that cannot be changed keeps all of them as they are.</summary>
internal static class ApplyProposalRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, ApplyProposal command, RunFacts facts)
    {
        if (Refusal(state, configuration, command, facts, out _) is { } refusal)
        {
            return refusal;
        }

        return new Change(state)
        {
            Governance = [state.Record(facts.Now) with { Decision = GovernanceLines.ApplyBegun, TurnId = command.TurnId, Action = command.Automatic ? "automatic" : "person", Digest = command.JournalDigest }],
        };
    }

    /// <summary>Why a proposal cannot be applied, or null.</summary>
    internal static Problem? Refusal(RunState state, RunConfiguration configuration, ApplyProposal command, RunFacts facts, out ProposalSnapshot snapshot)
    {
        snapshot = new();
        if (ProposalStates.Of(command.TurnId, facts) is not { } proposal)
        {
            return NotFound(command.TurnId);
        }

        if (Settled(command.TurnId, proposal.Status) is { } settled)
        {
            return settled;
        }

        if (command is { Automatic: true, IsAllowed: false } && configuration.ApprovalPolicy?.Proposals != ApprovalPolicy.AutomaticProposals)
        {
            return new(RunCodes.ProposalNotAutomatic, $"The proposal of {command.TurnId} waits for a person.") { Referenced = command.TurnId, Field = "approval_policy.proposals" };
        }

        if (state.ActiveTurns.Count > 0)
        {
            return new(RunCodes.TurnsStillActive, "Turns are at work; changing files under them would be taken for their work.") { Allowed = [.. state.ActiveTurns.Keys] };
        }

        if (Unchanged(command.TurnId, proposal.Made, facts, out snapshot) is { } tampered)
        {
            return tampered;
        }

        return snapshot.Changes.Select(change => Reserved(change, configuration)).OfType<Problem>().FirstOrDefault()
            ?? snapshot.Changes.Where(change => facts.DigestOf(change.Path) is null).Select(Unsafe).FirstOrDefault()
            ?? Conflict([.. snapshot.Changes.Where(change => facts.DigestOf(change.Path) is { } now && now != change.Before && now != change.After).Select(change => change.Path)]);
    }

    internal static Problem NotFound(string turnId) => new(RunCodes.ProposalNotFound, $"Turn \"{turnId}\" has no proposal in this run.") { Referenced = turnId };

    /// <summary>Why nothing can be done with a proposal any more, or null.</summary>
    internal static Problem? Settled(string turnId, ProposalStatus status) => status switch
    {
        ProposalStatus.Applied => new(RunCodes.ProposalAlreadyApplied, $"The proposal of {turnId} is applied already.") { Referenced = turnId },
        ProposalStatus.Rejected => new(RunCodes.ProposalAlreadyRejected, $"The proposal of {turnId} was rejected.") { Referenced = turnId },
        ProposalStatus.Applying => new(RunCodes.ProposalUnsettled, $"Applying the proposal of {turnId} was cut off and is not settled.") { Referenced = turnId },
        _ => null,
    };

    /// <summary>Why a proposal on disk is not the one that the ledger tells of, or null.</summary>
    internal static Problem? Unchanged(string turnId, LedgerRecord made, RunFacts facts, out ProposalSnapshot snapshot)
    {
        string path = $"{RunPaths.Proposal(turnId)}/{ProposalSnapshot.FileName}";
        if (ProposalSnapshot.Read(facts.ReadFile(path), made.Digest) is not { } read)
        {
            snapshot = new();
            return Tampered(path);
        }

        snapshot = read;
        return read.Changes.Where(change => change.After != ProposalChange.Absent && facts.DigestOf(ProposalSnapshot.Copy(turnId, change.Path)) != change.After).Select(change => Tampered(ProposalSnapshot.Copy(turnId, change.Path))).FirstOrDefault();
    }

    internal static Problem Tampered(string path) => new(RunCodes.ProposalTampered, $"{path} is not what was recorded when the turn was accepted.") { Path = path };

    /// <summary>The refusal of paths that hold something else than before the turn; null when there are none.</summary>
    internal static Problem? Conflict(IReadOnlyList<string> paths) => paths.Count == 0 ? null
        : new(RunCodes.ProposalConflict, $"Changed since the proposal was made: {string.Join(", ", paths.Take(5))}{(paths.Count > 5 ? $" and {paths.Count - 5} more" : string.Empty)}.") { Path = paths[0], Allowed = [] };

    private static Problem Unsafe(ProposalChange change) => new(RunCodes.ProposalPathUnsafe, $"{change.Path} leads through a link, or is no file.") { Path = change.Path };

    /// <summary>The refusal of a path that no proposal may change: the run's own files, its configuration and what its hooks run.</summary>
    private static Problem? Reserved(ProposalChange change, RunConfiguration configuration)
    {
        bool isOneForm = ProjectPath.TryNormalize(change.Path, out string normalized) && normalized == change.Path;
        return !isOneForm || ProjectPath.IsReserved(normalized, turnId: string.Empty) || ProjectPath.IsBelow(normalized, RunPaths.Folder) || IsHook(normalized, configuration)
            ? new(RunCodes.ReservedPathViolation, $"The proposal changes a reserved path: {change.Path}") { Path = change.Path }
            : null;
    }

    private static bool IsHook(string path, RunConfiguration configuration) => configuration.Hooks.Values.SelectMany(hooks => hooks)
        .SelectMany(hook => hook.Command)
        .Any(argument => ProjectPath.TryNormalize(argument, out string run) && run == path);
}
