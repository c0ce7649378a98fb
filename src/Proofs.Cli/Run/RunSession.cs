using System.Globalization;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Texts;
using Proofs.Workers.LocalCli;
using Proofs.Workers.Manual;
using Proofs.Workers.Scripted;

namespace Proofs.Cli.Run;

/// <summary>One loop on a project, as an operator has it: who does the turns, who approves, what is told.</summary>
internal sealed class RunSession
{
    private readonly RunRequest _request;
    private readonly OpenedProject _project;
    private readonly Terminal _terminal;
    private readonly RunLines _lines;
    private readonly LiveLine _live;
    private readonly WorkerSet _workers;
    private readonly bool _isPlayed;
    private readonly CancellationTokenSource _handedOver = new();
    private string? _waitingRole;
    private bool _hasBegun;

    internal RunSession(RunRequest request, OpenedProject project, Terminal terminal, RunLines lines, LiveLine live, Scenario? scenario)
    {
        (_request, _project, _terminal, _lines, _live, _isPlayed) = (request, project, terminal, lines, live, scenario is not null);
        bool waits = terminal.ReadLine is not null || request.ResultFile is not null;
        ManualOptions? manual = waits ? new(Instruct) { ResultFile = request.ResultFile } : request.IsStep ? new(HandOver) : null;
        Dictionary<string, string> environment = Variables();
        _workers = new(
            scenario,
            manual,
            new() { Environment = environment, OnOutput = Show },
            new() { Environment = environment, AllowedEndpoints = request.AllowedEndpoints, CostRates = project.Runner.Configuration.Budget?.CostRates ?? new Dictionary<string, CostRate>(StringComparer.Ordinal) },
            TimeProvider.System);
    }

    private RunConfiguration Configuration => _project.Runner.Configuration;

    /// <summary>Why nobody can go on with a turn that is at work, or null.</summary>
    internal Problem? Unattended(RunState state) =>
        state.ActiveTurns.Values.FirstOrDefault(turn => turn.Status is not TurnStatus.Failed && NeedsPerson(turn.AssignedRole)) is { } turn
            ? new(RunCodes.ManualTurnWaits, $"Turn {turn.TurnId} of {turn.AssignedRole} is a person's, and no person is here.") { Referenced = turn.TurnId }
            : null;

    /// <summary>Tells what is about to happen, and what the configuration will have started and asked.</summary>
    internal void Introduce(string name, RunState state)
    {
        int turns = _request.MaxTurns ?? Configuration.RunLoop.MaxTurns;
        _lines.Write($"proofs {name}");
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"  Max turns: {turns}  Gate mode: {(_request.AutoApprove ? "auto-approve" : _terminal.ReadLine is null ? "hold" : "ask")}"));
        _lines.Write(state.RunId is null ? "  Run:       a new one" : $"  Run:       {state.RunId} ({state.Status.ToString().ToLowerInvariant()}, phase {state.Phase})");
        foreach (string line in RunSurface.Lines(Configuration, _isPlayed, _request.AllowedEndpoints).Concat(_isPlayed ? ["every turn: played from a scenario (evidence grade stub)"] : []))
        {
            _lines.Write("  Uses:      " + line);
        }

        foreach (string warning in _project.Warnings)
        {
            _lines.Write("  Warning:   " + warning);
        }
    }

    /// <summary>Tells what the loop would begin with.</summary>
    internal RunEnding DryRun(RunState state)
    {
        IReadOnlyList<Problem> inadmissible = RunLoop.Inadmissible(Configuration);
        foreach (Problem error in inadmissible)
        {
            _lines.Write($"  Error:     {error}");
        }

        string role = (state.RunId is null ? _request.Role ?? Configuration.Routing.FirstOrDefault()?.EntryRole : Choose(state)) ?? "nobody";
        _lines.Write($"  Next role: {role}");
        _lines.Write("Nothing was done (--dry-run).");
        RunLoopResult nothing = new() { StopReason = inadmissible.Count > 0 ? StopReason.AdmissionRejected : StopReason.CallerStopped, State = state, Errors = inadmissible };
        return new(nothing, inadmissible.Count > 0 ? ExitCodes.Data : ExitCodes.Pass, inadmissible.Count > 0 ? NextStep.After(nothing, _request, Configuration, null) : [$"Nothing was done (--dry-run); the next role is {role}."])
        {
            Head = _project.Runner.JournalHead,
            Warnings = [.. _project.Warnings],
        };
    }

    internal async Task<RunEnding> RunAsync()
    {
        using TwoStepStop stop = new(() => _lines.Write("Stopping once the turn at work is done; Ctrl-C again stops it at once."));
        RunLoopCallbacks callbacks = new()
        {
            Dispatch = WorkerDispatch.With(_workers.Choose),
            SelectRole = (state, _) => stop.IsEnding ? null : Choose(state),
            ApproveGate = (gate, state, _) => Task.FromResult(stop.IsEnding ? GateAnswer.Held : Ask(gate, state)),
            OnEvent = _lines.Tell,
        };
        RunLoopOptions options = new()
        {
            MaxTurns = _request.MaxTurns,
            ApplyProposals = _request.ApplyProposals,
            Checkpoint = _request.AutoCheckpoint ? each => each.CheckpointAll() : null,
            StartNewRunFromCompleted = _request.ContinueFrom is not null,
            StartNewRunFromBlocked = _request.RecoverFrom is not null,
            Provenance = new()
            {
                Trigger = _request.ContinueFrom is not null ? "continuation" : _request.RecoverFrom is not null ? "recovery" : "manual",
                ParentRunId = _request.ContinueFrom ?? _request.RecoverFrom,
                CreatedBy = "operator",
            },
        };
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, _handedOver.Token);
        RunLoopResult result = await RunLoop.RunAsync(_project.Runner, callbacks, options, either.Token).ConfigureAwait(false);
        bool isHandedOver = _handedOver.IsCancellationRequested && !stop.Token.IsCancellationRequested;
        result = isHandedOver ? result with { Errors = [.. result.Errors.Where(error => error.Reason != RunCodes.LoopCancelled)] } : result;
        List<string> warnings = [.. _project.Warnings, .. result.Warnings];
        RunArtifacts? artifacts = _request.Report && result.State?.RunId is { } runId && _project.Runner.JournalHead is not null ? RunArtifacts.Write(_project, runId, warnings) : null;
        return new(result, stop.Token.IsCancellationRequested ? ExitCodes.Interrupted : _request.IsStep && result is { StopReason: StopReason.MaxTurnsReached, TurnsExecuted: > 0 } ? ExitCodes.Pass : ExitCodes.Of(result), [.. isHandedOver ? [NextStep.HandIn] : NextStep.After(result, _request, Configuration, _waitingRole), .. CheckAgain(result, artifacts)])
        {
            Head = _project.Runner.JournalHead,
            Artifacts = artifacts,
            Warnings = warnings,
        };
    }

    /// <summary>Tells what it came to. Source: AgentXchain protocol v7, the command line's run summary.</summary>
    internal void Summarise(RunEnding ending)
    {
        RunLoopResult result = ending.Result;
        _lines.Blank();
        _lines.Write("─── Run Summary ───");
        _lines.Write($"  Status:  {Words.Of(result.StopReason)}");
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"  Turns:   {result.TurnsExecuted}"));
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"  Gates:   {result.GatesApproved} approved"));
        _lines.Write(result.Errors.Count == 0 ? "  Errors:  none" : string.Create(CultureInfo.InvariantCulture, $"  Errors:  {result.Errors.Count}"));
        foreach (Problem error in result.Errors)
        {
            _lines.Write($"    {error}");
        }

        foreach (TurnOutcome turn in result.TurnHistory.Where(turn => !turn.Accepted && turn.ErrorCode is not null && result.Errors.All(error => error.Message != turn.AcceptError)))
        {
            _lines.Write($"  Refused: {turn.TurnId} ({turn.Role}) {turn.ErrorCode}: {turn.AcceptError}");
        }

        foreach (string warning in ending.Warnings.Except(_project.Warnings, StringComparer.Ordinal))
        {
            _lines.Write($"  Warning: {warning}");
        }

        if (ending.Head is { } head)
        {
            _lines.Write(string.Create(CultureInfo.InvariantCulture, $"  Journal: {head.Sequence} entries, head {head.Digest}"));
        }

        foreach (string next in ending.Next)
        {
            _lines.Write($"  Next:    {next}");
        }

        if (ending.Artifacts is { } artifacts)
        {
            _lines.Write($"  Grade:   {(artifacts.Grade is { } grade ? Words.Of(grade) : "none")} (the lowest of what the accepted turns prove)");
            _lines.Blank();
            _lines.Write($"  Governance report: {Shown(artifacts.Report)}");
            _lines.Write($"  Export:            {Shown(artifacts.Export)}");
        }
    }

    private void Show(LocalCliOutput output)
    {
        _live.Output(output.Line);
        if (_request.Verbose)
        {
            _lines.Write($"Output: {output.TurnId}: {output.Line}");
        }
    }

    /// <summary>A path as somebody can open it who is where this was started.</summary>
    private string Shown(string? path) => path is null ? "none" : _project.Runner.Root == Directory.GetCurrentDirectory() ? path : Path.Combine(_project.Runner.Root, path);

    /// <summary>How a stranger convinces himself of a run that is completed.</summary>
    private IEnumerable<string> CheckAgain(RunLoopResult result, RunArtifacts? artifacts) => result.StopReason is StopReason.Completed && artifacts?.Export is { } export && _project.Runner.JournalHead is { } head
        ? [$"`proofs verify export {ShellText.Quote(Shown(export))} --expect-head-hash {head.Digest}` checks all of it again, from that file alone."]
        : [];

    private static Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        return variables;
    }

    /// <summary>Whose turn it is; null when nobody here can do it.</summary>
    private string? Choose(RunState state)
    {
        string? role = _hasBegun ? null : _request.Role;
        _hasBegun = true;
        role ??= RoleSelection.Next(state, Configuration);
        _waitingRole = role is not null && NeedsPerson(role) ? role : null;
        return _waitingRole is null ? role : null;
    }

    private bool NeedsPerson(string role) => Configuration.Roles.TryGetValue(role, out Role? known) && Configuration.Runtimes.TryGetValue(known.RuntimeId, out Runtime? runtime) && runtime.Type == "manual" && !_workers.Has("manual");

    private GateAnswer Ask(GateKind gate, RunState state)
    {
        if (_request.AutoApprove)
        {
            return GateAnswer.ApprovedAutomatically;
        }

        if (_terminal.ReadLine is not { } read)
        {
            return GateAnswer.Held;
        }

        string name = SafeText.Neutralise(state.PendingPhaseTransition?.Gate ?? state.PendingRunCompletion?.Gate ?? "the gate");
        _live.Above(() => _terminal.Error.Write($"Approve {name} ({(gate is GateKind.PhaseTransition ? $"to phase {SafeText.Neutralise(state.PendingPhaseTransition?.To ?? string.Empty)}" : "the run's end")})? [y/N] "));
        return read()?.Trim() is "y" or "Y" or "yes" ? GateAnswer.Approved : GateAnswer.Held;
    }

    /// <summary>Tells what is to be done where nobody can be waited for; the turn is at work until somebody hands in its result.</summary>
    private void HandOver(string instruction)
    {
        Instruct(instruction);
        _handedOver.Cancel();
    }

    private void Instruct(string instruction)
    {
        foreach (string line in instruction.Split('\n'))
        {
            _lines.Write(line.TrimEnd('\r'));
        }
    }
}
