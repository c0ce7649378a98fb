using Proofs.Cli.Run;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Proposals;

namespace Proofs.Cli.Status;

/// <summary>Everything that is told of how a run stands.</summary>
/// <param name="State">The run.</param>
/// <param name="Project">The project's folder.</param>
internal sealed record StatusFacts(RunState State, string Project)
{
    /// <summary>What is wrong with the run's records, or null; then nothing vouches for what is told.</summary>
    internal Problem? Problem { get; init; }

    /// <summary>The gates that the configuration declares, with where they stand and who waits for them.</summary>
    internal IReadOnlyList<GateLine> Gates { get; init; } = [];

    /// <summary>The turns whose proposals wait, or null when nobody could look.</summary>
    internal IReadOnlyList<string>? Proposals { get; init; }

    /// <summary>The end of the journal, or null.</summary>
    internal JournalHead? Head { get; init; }

    /// <summary>agrees, differs, missing, unchecked or none: what the note outside the project says of the journal.</summary>
    internal required string Anchor { get; init; }

    /// <summary>The loop that is at work, or null.</summary>
    internal LoopHolder? Loop { get; init; }

    /// <summary>What to know and nothing depends on.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What to do, in order.</summary>
    internal IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>Looks at a project.</summary>
    internal static StatusFacts Gather(RunnerInterface runner, RunnerResult loaded, string anchors)
    {
        RunState state = loaded.State!;
        RunAnchor anchor = new(anchors, runner.Root);
        string[] waiting = [.. runner.ListProposals(out Problem? hidden).Where(each => each.Status is ProposalStatus.Pending or ProposalStatus.Applying).Select(each => each.TurnId)];
        LoopHolder? loop = runner.FindLoop();
        return new(state, runner.Root)
        {
            Problem = loaded.Refusal,
            Gates = [.. runner.Configuration.Gates.Select(gate => GateLine.Of(gate.Key, gate.Value, state))],
            Proposals = hidden is null ? waiting : null,
            Head = runner.JournalHead,
            Anchor = Word(loaded, runner.JournalHead, File.Exists(anchor.File)),
            Loop = loop,
            Warnings = loaded.Warnings,
            Next = loaded.Refusal is { } refused ? [refused.Next]
                : [.. waiting.Select(turn => $"`proofs proposal show {turn}` tells what waits to be applied."), .. loop is null ? NextStep.Now(state, runner.Configuration) : ["A loop is at work; it goes on by itself."]],
        };
    }

    /// <summary>What the anchor says. A head is only compared where the records could be loaded whole.</summary>
    private static string Word(RunnerResult loaded, JournalHead? head, bool isThere) =>
        loaded.Refusal?.Reason == RunCodes.AnchorDiffers ? "differs"
        : !loaded.Ok || (head is null && loaded.State!.RunId is not null) ? "unchecked"
        : head is null ? "none"
        : isThere ? "agrees"
        : "missing";
}

/// <summary>A gate as it is told.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">pending, passed, failed, cleared_by_reconciliation or awaiting_approval.</param>
/// <param name="NeedsPerson">Whether a person has to approve it.</param>
/// <param name="IsCredentialed">Whether nobody but a person may.</param>
internal sealed record GateLine(string Id, string Status, bool NeedsPerson, bool IsCredentialed)
{
    internal static GateLine Of(string id, PhaseGate gate, RunState state)
    {
        bool waits = (state.PendingPhaseTransition?.Gate ?? state.PendingRunCompletion?.Gate) == id;
        return new(id, waits ? "awaiting_approval" : state.PhaseGateStatus.GetValueOrDefault(id, "pending"), gate.RequiresHumanApproval, gate.Credentialed);
    }
}
