using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

/// <summary>
/// What authors of runners build on: every operation of the protocol's runner interface on one project. Operations refuse by value; exceptions are for
/// a broken machine (a disk that is full, a folder that cannot be read). Source: AgentXchain protocol v7, runner interface.
/// </summary>
public sealed partial class RunnerInterface
{
    /// <summary>The version of the runner interface that this is.</summary>
    public const string Version = "0.2";

    private readonly ProjectFolder _folder;
    private readonly RunStore _store;
    private readonly TimeProvider _time;
    private readonly RunnerOptions _options;
    private readonly RunAnchor? _anchor;
    private readonly Lock _turns = new();
    private RunLock? _held;
    private bool _isOurs;
    private bool _isCompared;

    /// <summary>Opens a project whose configuration is known.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">What is used outside the project; null for nothing.</param>
    public RunnerInterface(string root, RunConfiguration configuration, TimeProvider time, RunnerOptions? options = null)
    {
        _options = options ?? new();
        _folder = new(root);
        _store = new(_folder, configuration, _options.Fault);
        _time = time;
        _anchor = _options.Anchors is { } anchors ? new(anchors, _folder.Root) : null;
        Configuration = configuration;
    }

    /// <summary>The last entry of the run's journal that this object knows of; null before the first.</summary>
    public JournalHead? JournalHead => _store.Head;

    /// <summary>The project's folder.</summary>
    public string Root => _folder.Root;

    /// <summary>The project's configuration.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>Reads the state. Source: runner interface, loadState.</summary>
    /// <remarks>While another process changes the run, or where nothing can be written, the state is told as it is on disk, unchecked, with a warning. Terms that changed are a warning too.</remarks>
    public RunnerResult LoadState()
    {
        RunnerResult loaded = Locked(run => new() { State = run.State, Warnings = AdoptTermsRule.Refusal(run.Facts) is { } changed ? [changed.Message] : [] });
        return (loaded.Refusal?.Reason == RunCodes.LockTimeout || loaded.Refusal?.Reason == RunCodes.StorageFailed) && Peek() is { } state
            ? new() { State = state, Warnings = [$"{loaded.Refusal.Message} The state was not checked."] }
            : loaded;
    }

    /// <summary>Lets the run go on by terms that changed since it began: the configuration, or files that hooks run. A person's decision, never a turn's.</summary>
    /// <param name="by">Who looked at the change, in words.</param>
    public RunnerResult AdoptTerms(string by) => Locked(run => Apply(run, new AdoptTerms(by, run.Facts.ChangedTerms), "terms_adopted", turnId: null));

    /// <summary>Begins a run. Source: runner interface, initRun.</summary>
    /// <param name="provenance">Who begins it and why.</param>
    /// <param name="inheritedContext">What an earlier run hands on.</param>
    /// <param name="allowTerminalRestart">Whether a run that is completed or blocked may be left behind.</param>
    public RunnerResult InitRun(Provenance? provenance = null, JsonElement? inheritedContext = null, bool allowTerminalRestart = false) =>
        Locked(run => Apply(WithBaseline(run), new InitializeRun(RunIds.Run()) { Provenance = provenance, InheritedContext = inheritedContext, AllowTerminalRestart = allowTerminalRestart }, "run_started", turnId: null));

    /// <summary>Gives a role a turn. Source: runner interface, assignTurn.</summary>
    /// <param name="role">The role.</param>
    /// <param name="intakeContext">The intent it serves; opaque.</param>
    public RunnerResult AssignTurn(string role, JsonElement? intakeContext = null)
    {
        string turn = RunIds.Turn();
        return Locked(run =>
        {
            LoadedRun seen = WithTree(run, turn, out FileEffect snapshot);
            _folder.Delete(RunPaths.SnapshotFolder(turn));
            JsonObject payload = Tell(run.State, turn: null);
            (payload["turn_id"], payload["role"]) = (turn, role);
            return Apply(seen, new AssignTurn(role, turn) { IntakeContext = intakeContext }, "turn_assigned", turn, new() { Files = [snapshot], Before = "before_assignment", Payload = payload });
        });
    }

    /// <summary>Where a worker leaves the result of a turn, relative to the project. Source: runner interface, getTurnStagingResultPath.</summary>
    /// <param name="turnId">The turn.</param>
    /// <exception cref="ArgumentException">It is no id of a turn.</exception>
    public static string GetTurnStagingResultPath(string turnId) => RunPaths.StagedResult(turnId);

    /// <summary>Says how far the work on a turn is. Source: runner interface, transitionActiveTurnLifecycle.</summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="to">dispatched, starting, running, failed_start or stalled.</param>
    /// <param name="workerPid">The worker's process, when there is one.</param>
    public RunnerResult TransitionActiveTurnLifecycle(string? turnId, TurnStatus to, int? workerPid = null) =>
        Carry(new MoveTurn(turnId, to) { WorkerPid = workerPid }, "turn_moved", turnId);

    /// <summary>Takes note of the work tree again, right before a dispatch. Source: runner interface, refreshTurnBaselineSnapshot.</summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <remarks>What the work is compared with stays the tree before the first attempt: what a rejected attempt left behind is the turn's own.</remarks>
    public RunnerResult RefreshTurnBaselineSnapshot(string? turnId = null) => Locked(run =>
    {
        if (Refuse.Target(run.State, turnId, out Turn turn) is { } missing)
        {
            return new() { Refusal = missing, State = run.State };
        }

        FileEffect? snapshot = null;
        bool isFirst = turn is { Attempt: 1, Status: TurnStatus.Assigned };
        LoadedRun seen = isFirst ? WithTree(run, turn.TurnId, out snapshot) : WithBaseline(run);
        return Apply(seen, new RefreshBaseline(turn.TurnId), "baseline_refreshed", turn.TurnId, new() { Files = snapshot is null ? [] : [snapshot] });
    });

    /// <summary>Takes a turn's staged result, when it holds. Source: runner interface, acceptTurn.</summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="humanMerge">Whether a person has settled the conflict that the turn is in.</param>
    /// <param name="result">The result itself, where the runner got it handed; null for what lies where workers leave it.</param>
    /// <param name="dispatch">What the worker saw of its own work, or null.</param>
    /// <param name="cancellation">Stops hooks and verification that are at work for it; then nothing was decided.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RunnerResult AcceptTurn(string? turnId = null, bool humanMerge = false, ReadOnlyMemory<byte>? result = null, DispatchRecord? dispatch = null, CancellationToken cancellation = default) => Locked(run =>
    {
        RunState state = run.State;
        if (Refuse.Target(state, turnId, out Turn turn) is { } missing)
        {
            // Whether it was accepted before is for the rule to tell.
            return turnId is null ? new() { Refusal = missing, State = state } : Apply(run, new AcceptTurn(turnId, default), "turn_accepted", turnId);
        }

        if (turn.Status is TurnStatus.Assigned or TurnStatus.Retrying)
        {
            return new() { State = state, Turn = turn, Refusal = AcceptRule.NotDispatched(turn) };
        }

        Problem? unreadable = null;
        if ((result?.ToArray() ?? Staged(turn.TurnId, out unreadable)) is not { } staged)
        {
            return new() { State = state, Turn = turn, Refusal = unreadable };
        }

        JsonObject payload = Tell(state, turn);
        List<string> warnings = [];
        if (Ask(run, "before_validation", turn.TurnId, payload, warnings, cancellation) is { } stopped)
        {
            return stopped;
        }

        TreeSnapshot? before = Before(turn, out Problem? tampered);
        if (tampered is not null)
        {
            return new() { Refusal = tampered, State = state, Turn = turn };
        }

        if (before is null)
        {
            warnings.Add($"Nobody looked at the work tree before turn {turn.TurnId} began; what it says it changed was not compared with what changed.");
        }

        TreeSnapshot? judged = null;
        LoadedRun seen = before is null ? run : Observe(run, turn, staged, before, cancellation, out judged);
        RunnerResult accepted = Apply(seen, new AcceptTurn(turn.TurnId, staged) { HumanMerge = humanMerge, Dispatch = dispatch }, "turn_accepted", turn.TurnId, new()
        {
            Deletes = [RunPaths.Bundle(turn.TurnId), RunPaths.Staging(turn.TurnId), RunPaths.SnapshotFolder(turn.TurnId)],
            AfterValidation = "after_validation",
            Before = "before_acceptance",
            After = "after_acceptance",
            Payload = payload,
            Cancellation = cancellation,
            Last = () => judged is null ? null : TreeDrift.Check(judged, Look(), turn.TurnId),
        });
        if (accepted.Ok)
        {
            warnings.AddRange(Companions.Try(RunPaths.DispatchIndex, () => WriteDispatchIndex(accepted.State!)));
        }

        return accepted with { Warnings = [.. warnings, .. accepted.Warnings] };
    });

    /// <summary>Does not take a turn's result; what was staged is kept aside. Source: runner interface, rejectTurn.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="stage">The stage of the validation that failed, or null.</param>
    /// <param name="errors">What the validation found.</param>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="cost">What the attempt cost; null for what the staged result says, and when it says nothing nobody knows.</param>
    /// <param name="dispatch">What the worker saw of its own work, or null.</param>
    public RunnerResult RejectTurn(string reason, string? stage = null, IReadOnlyList<string>? errors = null, string? turnId = null, TurnCost? cost = null, DispatchRecord? dispatch = null) => Locked(run =>
    {
        RunState state = run.State;
        string? about = turnId ?? (state.ActiveTurns.Count == 1 ? state.ActiveTurns.Keys.Single() : null);
        byte[]? staged = about is not null && RunPaths.IsId(about) ? _folder.TryRead(RunPaths.StagedResult(about)) : null;
        RejectTurn command = new(turnId, reason) { FailedStage = stage, ValidationErrors = errors ?? [], Cost = cost ?? StagedCost.Read(staged), Dispatch = dispatch };

        // What cannot be read is not kept; it goes all the same, or the next attempt would find it.
        return about is not null && state.ActiveTurns.TryGetValue(about, out Turn? turn)
            ? Apply(WithBaseline(run), command, "turn_rejected", about, new() { Files = staged is null ? [] : [new(RunPaths.RejectedResult(turn.TurnId, turn.Attempt, run.Facts.Now), At: null, staged)], Deletes = [RunPaths.Staging(turn.TurnId)] })
            : Apply(WithBaseline(run), command, "turn_rejected", about);
    });

    /// <summary>Puts another turn in a turn's place. Source: runner interface, reissueTurn.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="cost">What its last attempt cost, or null when nobody knows.</param>
    public RunnerResult ReissueTurn(string reason, string? turnId = null, TurnCost? cost = null)
    {
        string fresh = RunIds.Turn();
        return Locked(run =>
        {
            byte[]? before = Refuse.Target(run.State, turnId, out Turn old) is null ? _folder.Read(RunPaths.Snapshot(old.TurnId)) : null;
            return Apply(WithBaseline(run), new ReissueTurn(turnId, fresh, reason) { Cost = cost }, "turn_reissued", fresh, new()
            {
                Files = before is null ? [] : [new(RunPaths.Snapshot(fresh), At: null, before)],
                Deletes = before is null ? [] : [RunPaths.SnapshotFolder(old.TurnId)],
            });
        });
    }

    /// <summary>Approves the change of phase that the run waits for. Source: runner interface, approvePhaseGate.</summary>
    /// <param name="automatic">Whether no person looked; a credentialed gate is never approved so.</param>
    /// <param name="actionsRun">Whether whoever approves has run the gate's gate_actions and all succeeded; nothing here runs them.</param>
    public RunnerResult ApprovePhaseGate(bool automatic = false, bool actionsRun = false) => Approve(new ApprovePhaseGate { Automatic = automatic, ActionsRun = actionsRun }, "phase_approved");

    /// <summary>Approves the end of the run. Source: runner interface, approveCompletionGate.</summary>
    /// <param name="automatic">Whether no person looked; a credentialed gate is never approved so.</param>
    /// <param name="actionsRun">Whether whoever approves has run the gate's gate_actions and all succeeded; nothing here runs them.</param>
    public RunnerResult ApproveCompletionGate(bool automatic = false, bool actionsRun = false) => Approve(new ApproveRunCompletion { Automatic = automatic, ActionsRun = actionsRun }, "completion_approved");

    /// <summary>Blocks the run until somebody settles something. Source: runner interface, markRunBlocked.</summary>
    /// <param name="block">On what, and what gets it going.</param>
    public RunnerResult MarkRunBlocked(BlockRun block) => Carry(block ?? throw new ArgumentNullException(nameof(block)), "run_blocked", block.TurnId);

    /// <summary>Puts something before a person. Source: runner interface, escalate.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="detail">More, or null.</param>
    /// <param name="action">What is asked of the person, or null.</param>
    /// <param name="turnId">The turn it is about, or null.</param>
    public RunnerResult Escalate(string reason, string? detail = null, string? action = null, string? turnId = null) =>
        Locked(run =>
        {
            JsonObject payload = Tell(run.State, turnId is null ? null : run.State.ActiveTurns.GetValueOrDefault(turnId));
            (payload["reason"], payload["detail"]) = (reason, detail);
            return Apply(run, new Escalate(RunIds.Escalation(), reason) { Detail = detail, Action = action, TurnId = turnId }, "escalated", turnId, new() { After = "on_escalation", Payload = payload });
        });

    /// <summary>Lets the run go on. Source: runner interface, reactivateRun.</summary>
    /// <param name="via">Where the word came from, or null.</param>
    /// <param name="note">How it was settled, or null.</param>
    public RunnerResult ReactivateRun(string? via = null, string? note = null) => Carry(new ReactivateRun { Via = via, Note = note }, "run_reactivated");

    /// <summary>Checks the journal from its first entry on: that the chain holds, that its commands lead to the records that are there, and that the anchor knows it.</summary>
    /// <param name="anchors">The folder of the anchor to compare with, or null for none.</param>
    /// <remarks>A change that was begun and not ended is ended first, under the lock.</remarks>
    public RunVerification Verify(string? anchors = null) => Verify(anchors is null ? null : new RunAnchor(anchors, _folder.Root));

    /// <summary>Checks the journal from its first entry on, and compares it with an anchor wherever that lies.</summary>
    /// <param name="anchor">The anchor, or null for none.</param>
    public RunVerification Verify(RunAnchor? anchor)
    {
        Problem? unended = Locked(run => new(), settles: false, compares: false).Refusal;
        RunVerification found = RunVerifier.Verify(_folder, Configuration, anchor);

        // Records that cannot be written to can be checked all the same: an auditor's copy is one.
        return unended is null || unended.Reason == RunCodes.StorageFailed || !found.Holds ? found : found with { Problems = [unended] };
    }

    /// <summary>The turns at work. Source: runner interface, getActiveTurns.</summary>
    /// <param name="state">A state.</param>
    public static IReadOnlyList<Turn> GetActiveTurns(RunState state) => [.. (state ?? throw new ArgumentNullException(nameof(state))).ActiveTurns.Values];

    /// <summary>How many turns are at work. Source: runner interface, getActiveTurnCount.</summary>
    /// <param name="state">A state.</param>
    public static int GetActiveTurnCount(RunState state) => (state ?? throw new ArgumentNullException(nameof(state))).ActiveTurns.Count;

    /// <summary>The turn at work when there is exactly one, otherwise null. Source: runner interface, getActiveTurn.</summary>
    /// <param name="state">A state.</param>
    public static Turn? GetActiveTurn(RunState state) => GetActiveTurns(state) is [var only] ? only : null;

    /// <summary>How many turns may be at work at a time. Source: runner interface, getMaxConcurrentTurns.</summary>
    /// <param name="configuration">A configuration.</param>
    /// <param name="phase">The phase.</param>
    public static int GetMaxConcurrentTurns(RunConfiguration configuration, string phase) =>
        (configuration ?? throw new ArgumentNullException(nameof(configuration))).FindPhase(phase)?.MaxConcurrentTurns ?? 1;

    /// <summary>Takes the lock under which everything that changes the run is done; whoever disposes of it gives it back. Source: runner interface, acquireLock, releaseLock.</summary>
    /// <param name="problem">Why it cannot be had, or null.</param>
    /// <remarks>While it is held, the operations of this object go on under it; those of all others are refused.</remarks>
    public IDisposable? AcquireLock(out Problem? problem)
    {
        using Lock.Scope turn = _turns.EnterScope();
        if (_held is { IsGone: false })
        {
            problem = new(RunCodes.LockTimeout, "This runner has the lock already.") { Path = RunPaths.Lock };
            return null;
        }

        (_held, _isOurs) = (RunLock.Take(_folder, Now, out problem), false);
        return _held;
    }

    /// <summary>The time, in the milliseconds that records have.</summary>
    private DateTimeOffset Now => new(_time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    private RunnerResult Approve(RunCommand command, string reason) => Locked(run =>
    {
        JsonObject payload = Tell(run.State, turn: null);
        payload["gate"] = run.State.PendingPhaseTransition?.Gate ?? run.State.PendingRunCompletion?.Gate;
        return Apply(run, command, reason, turnId: null, new() { Before = "before_gate", Payload = payload });
    });
}
