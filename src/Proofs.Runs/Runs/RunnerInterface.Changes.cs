using Proofs.Evidence;
using Proofs.Runs.Runs.Hooks;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

/// <content>How every operation changes the run: one at a time, on records that hold, and written whole.</content>
public sealed partial class RunnerInterface
{
    private RunnerResult Carry(RunCommand command, string reason, string? turnId = null) => Locked(run => Apply(run, command, reason, turnId));

    private RunnerResult Locked(Func<LoadedRun, RunnerResult> change, bool settles = true, bool compares = true)
    {
        // Threads of one process wait for each other; another process is told of at once.
        using Lock.Scope turn = _turns.EnterScope();
        try
        {
            bool isHeld = _held is { IsGone: false };
            Problem? problem = null;
            using RunLock? own = isHeld ? null : RunLock.Take(_folder, Now, out problem);
            if ((isHeld ? _held : own) is not { } taken)
            {
                return new() { Refusal = problem, State = problem?.Reason == RunCodes.StorageFailed ? Peek() : null };
            }

            LoadedRun? run = _store.Load(Now, TermsReader.Read(_folder, Configuration), isHeld && _isOurs, out problem);
            if (run is not null && settles && ProposalStates.All(run.Facts).Values.Any(state => state.Status is ProposalStatus.Applying))
            {
                problem = RecoverProposals(run);
                run = problem is null ? Load(out problem) : null;
            }

            problem = run is null ? problem : compares ? Unanchored() : null;
            RunnerResult result = run is null ? Unreadable(problem!) : problem is not null ? new() { Refusal = problem, State = run.State } : change(run);
            _isOurs = isHeld;
            return taken.Holds() ? result : new() { State = result.State, Refusal = new(RunCodes.StateTampered, $"{RunPaths.Lock} was taken away while the run was being changed.") { Path = RunPaths.Lock } };
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that cannot be written to, a link in a record's place: what was begun is carried on later.
            return new() { Refusal = new(RunCodes.StorageFailed, broken.Message), State = Peek() };
        }
    }

    /// <summary>The run once more, after a change under the same lock.</summary>
    private LoadedRun? Load(out Problem? problem) => _store.Load(Now, TermsReader.Read(_folder, Configuration), isOurs: true, out problem);

    /// <summary>What an operation comes to on records that cannot be used: where they were changed under our hands, they are put back and the run is blocked.</summary>
    private RunnerResult Unreadable(Problem problem)
    {
        bool isPutBack = problem.Reason == RunCodes.StateTampered && _store.Restore(Now);
        if (!isPutBack || Load(out _) is not { State.Status: RunStatus.Active or RunStatus.Paused } run)
        {
            return new() { Refusal = problem, State = Peek() };
        }

        Recovery recovery = new() { TypedReason = "state_tampered", Owner = "human", RecoveryAction = $"Find out what changed the run's records; what was found is kept below {RunPaths.Tampered}. Then reactivate the run.", TurnRetained = true };
        return Apply(run, new BlockRun($"state_tampered:{problem.Path}", "state_tampered", recovery), "state_tampered", turnId: null) with { Refusal = problem };
    }

    /// <summary>Why the journal is not the one that was noted outside the project, or null; looked at once.</summary>
    private Problem? Unanchored()
    {
        if (_anchor is null || _isCompared)
        {
            return null;
        }

        JournalHead? last = _anchor.Heads().LastOrDefault();
        if (last is not null && !Journal.Heads(_folder.Read(RunPaths.Journal) ?? []).Contains(last))
        {
            return RunVerifier.Unanchored(_anchor, last);
        }

        _isCompared = true;
        return null;
    }

    private RunState? Peek()
    {
        try
        {
            return _store.Peek(out _);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // Why, the refusal beside it says.
            return null;
        }
    }

    private RunnerResult Apply(LoadedRun run, RunCommand command, string reason, string? turnId, Writing? writing = null)
    {
        writing ??= new();
        (RunState state, FilesRead files) = (run.State, new(run.Facts));
        RunFacts facts = files.Facts;
        List<string> warnings = [];
        Ruling ruling = RunMachine.Apply(state, Configuration, command, facts);
        if (ruling.Change is { } change)
        {
            if (Stopped(run, ruling, turnId, writing, warnings) is { } stopped)
            {
                return stopped;
            }

            Decided decided = new(command, change, ruling.Refusal, RecordedFacts.Of(facts, files));
            if (_store.Commit(run, decided, TermsReader.Read(_folder, Configuration), ruling.IsAllowed ? writing.Files : [], ruling.IsAllowed ? writing.Deletes : []) is { } failed)
            {
                return new() { Refusal = failed, State = state };
            }

            warnings.AddRange([.. change.Warnings, .. _anchor?.Note(_store.Head!, change.State.RunId, facts.Now) ?? [], .. Companions.Tell(_folder, change, reason, facts.Now)]);
            if (writing.After is { } after && ruling.IsAllowed && facts.ChangedTerms.Count == 0)
            {
                // It is written: what goes wrong behind that is only told.
                warnings.AddRange(Companions.Try(RunPaths.HookAudit, () =>
                {
                    HookRun told = AskAll(state.RunId, after, turnId, writing.Payload);
                    warnings.AddRange([.. told.Warnings, .. told.Problem is { } tampered ? [tampered.Message] : Array.Empty<string>()]);
                }));
            }
        }

        RunState now = ruling.Change?.State ?? state;
        string? about = turnId ?? (now.ActiveTurns.Count == 1 ? now.ActiveTurns.Keys.Single() : null);
        return new() { Refusal = ruling.Refusal, State = now, Change = ruling.Change, Warnings = warnings, Turn = about is null ? null : now.ActiveTurns.GetValueOrDefault(about) };
    }

    /// <summary>What keeps a decision from being written: a hook, or a tree that is not the one it is about; or null.</summary>
    private RunnerResult? Stopped(LoadedRun run, Ruling ruling, string? turnId, Writing writing, List<string> warnings)
    {
        RunnerResult? asked = writing.AfterValidation is { } validated && ruling.Change!.Validation is { } validation ? Ask(run, validated, turnId, Writing.Of(writing.Payload, validation), warnings, writing.Cancellation) : null;
        asked ??= writing.Before is { } before && ruling.IsAllowed ? Ask(run, before, turnId, writing.Payload, warnings, writing.Cancellation) : null;
        asked ??= writing.Before is not null and not "before_gate" && ruling is { IsAllowed: true, Change.Gate.Passed: true } ? Ask(run, "before_gate", turnId, writing.Payload, warnings, writing.Cancellation) : null;
        return asked ?? (ruling.IsAllowed && writing.Last() is { } late ? new() { Refusal = late, State = run.State, Turn = turnId is null ? null : run.State.ActiveTurns.GetValueOrDefault(turnId), Warnings = warnings } : null);
    }
}
