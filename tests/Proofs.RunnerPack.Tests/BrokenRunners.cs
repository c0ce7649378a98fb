using System.Text;
using Proofs.RunnerPack;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;
using Proofs.Runs.Work;
using Proofs.Workers.Scripted;

namespace Proofs.RunnerPack.Tests;

/// <summary>Takes what does not hold for what does.</summary>
/// <param name="believes">Which refusals it overlooks.</param>
internal sealed class Gullible(Func<Problem, bool> believes) : Runner
{
    public override RunnerResult AcceptTurn(RunnerInterface on, string turn, DispatchRecord? dispatch)
    {
        RunnerResult result = base.AcceptTurn(on, turn, dispatch);
        return result.Refusal is { } refusal && believes(refusal) ? new() { State = result.State } : result;
    }
}

/// <summary>Says that it did not accept what it accepted.</summary>
internal sealed class Denying : Runner
{
    public override RunnerResult AcceptTurn(RunnerInterface on, string turn, DispatchRecord? dispatch)
    {
        RunnerResult result = base.AcceptTurn(on, turn, dispatch);
        return result.Ok ? new() { State = result.State, Refusal = new(RunCodes.StorageFailed, "It says so.") } : result;
    }
}

/// <summary>Changes a record once it is written, and puts it back before anybody checks the run as a whole.</summary>
/// <param name="path">The record.</param>
/// <param name="change">What it makes of it.</param>
/// <param name="when">Whether it is time, by the run on disk.</param>
internal sealed class Forgetful(string path, Func<string, string> change, Func<string, bool>? when = null) : Runner
{
    private string? _true;

    public override RunnerResult AcceptTurn(RunnerInterface on, string turn, DispatchRecord? dispatch)
    {
        Restore(on);
        return Spoil(on, base.AcceptTurn(on, turn, dispatch));
    }

    public override RunnerResult ApproveCompletionGate(RunnerInterface on) => Spoil(on, base.ApproveCompletionGate(on));

    public override async Task<RunLoopResult> RunLoopAsync(RunnerInterface on, RunLoopCallbacks callbacks, RunLoopOptions options, CancellationToken cancellation)
    {
        RunLoopResult result = await base.RunLoopAsync(on, callbacks, options, cancellation);
        Spoil(on, new());
        return result;
    }

    public override IReadOnlyList<Proposal> ListProposals(RunnerInterface on)
    {
        Restore(on);
        return base.ListProposals(on);
    }

    public override RunReport? Report(RunnerInterface on, RunAnchor anchor)
    {
        Restore(on);
        return base.Report(on, anchor);
    }

    public override ReadOnlyMemory<byte> Export(RunnerInterface on)
    {
        Restore(on);
        return base.Export(on);
    }

    private RunnerResult Spoil(RunnerInterface on, RunnerResult result)
    {
        string file = Path.Combine(on.Root, path);
        if (result.Ok && _true is null && File.Exists(file) && when?.Invoke(on.Root) != false)
        {
            _true = File.ReadAllText(file);
            File.WriteAllText(file, change(_true));
        }

        return result;
    }

    private void Restore(RunnerInterface on)
    {
        if (_true is not null)
        {
            File.WriteAllText(Path.Combine(on.Root, path), _true);
        }
    }
}

/// <summary>Does something beside its work when a step is done.</summary>
internal sealed class Meddling : Runner
{
    internal Action<RunnerInterface> AfterInit { get; init; } = _ => { };

    internal Action<string> BeforeOpen { get; init; } = _ => { };

    internal Action<RunnerInterface, string> BeforeSeal { get; init; } = (_, _) => { };

    internal Action<RunnerInterface> BeforeExport { get; init; } = _ => { };

    internal Action<RunnerInterface, string> AfterSeal { get; init; } = (_, _) => { };

    internal Action<RunnerInterface, string, RunnerResult> AfterAccept { get; init; } = (_, _, _) => { };

    internal Action<RunnerInterface, string> AfterReject { get; init; } = (_, _) => { };

    internal Func<RunnerInterface, string, RunnerResult, RunnerResult> Assigned { get; init; } = (_, _, result) => result;

    internal Func<RunnerInterface, RunnerResult>? PhaseApproval { get; init; }

    internal Func<RunnerInterface, RunnerResult>? CompletionApproval { get; init; }

    internal Func<string, string> Staged { get; init; } = result => result;

    internal Func<DispatchRecord, DispatchRecord> Recorded { get; init; } = record => record;

    public override RunnerInterface Open(string root, string anchors)
    {
        BeforeOpen(root);
        return base.Open(root, anchors);
    }

    public override RunnerResult InitRun(RunnerInterface on)
    {
        RunnerResult result = base.InitRun(on);
        AfterInit(on);
        return result;
    }

    public override RunnerResult AssignTurn(RunnerInterface on, string role) => Assigned(on, role, base.AssignTurn(on, role));

    public override RunnerResult FinalizeDispatchManifest(RunnerInterface on, string turn)
    {
        BeforeSeal(on, turn);
        RunnerResult result = base.FinalizeDispatchManifest(on, turn);
        AfterSeal(on, turn);
        return result;
    }

    public override RunnerResult StageTurnResult(RunnerInterface on, string turn, ReadOnlyMemory<byte> result) =>
        base.StageTurnResult(on, turn, Encoding.UTF8.GetBytes(Staged(Encoding.UTF8.GetString(result.Span))));

    public override RunnerResult AcceptTurn(RunnerInterface on, string turn, DispatchRecord? dispatch)
    {
        RunnerResult result = base.AcceptTurn(on, turn, Recorded(dispatch!));
        AfterAccept(on, turn, result);
        return result;
    }

    public override RunnerResult RejectTurn(RunnerInterface on, string turn, Problem reason, DispatchRecord? dispatch)
    {
        RunnerResult result = base.RejectTurn(on, turn, reason, dispatch);
        AfterReject(on, turn);
        return result with { State = on.LoadState().State };
    }

    public override RunnerResult ApprovePhaseGate(RunnerInterface on) => PhaseApproval?.Invoke(on) ?? base.ApprovePhaseGate(on);

    public override RunnerResult ApproveCompletionGate(RunnerInterface on) => CompletionApproval?.Invoke(on) ?? base.ApproveCompletionGate(on);

    public override ReadOnlyMemory<byte> Export(RunnerInterface on)
    {
        BeforeExport(on);
        return base.Export(on);
    }
}

/// <summary>Hands out an export in which something was changed.</summary>
internal sealed class Embellishing : Runner
{
    public override ReadOnlyMemory<byte> Export(RunnerInterface on) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(base.Export(on).Span).Replace("DEC-001", "DEC-901", StringComparison.Ordinal));
}

/// <summary>Answers for the loop, or listens for it, otherwise than it is.</summary>
internal sealed class Misreporting : Runner
{
    internal Func<RunLoopResult, RunLoopResult> Told { get; init; } = result => result;

    internal Func<RunLoopCallbacks, RunLoopCallbacks> Asked { get; init; } = callbacks => callbacks;

    internal Action<RunnerInterface> Afterwards { get; init; } = _ => { };

    public override async Task<RunLoopResult> RunLoopAsync(RunnerInterface on, RunLoopCallbacks callbacks, RunLoopOptions options, CancellationToken cancellation)
    {
        RunLoopResult result = Told(await base.RunLoopAsync(on, Asked(callbacks), options, cancellation));
        Afterwards(on);
        return result;
    }
}

/// <summary>Has its own way with the worker that asks a model.</summary>
/// <param name="work">Does the work instead: the order, the worker that would do it, the environment.</param>
internal sealed class Improvising(Func<WorkOrder, IWorker, IReadOnlyDictionary<string, string>, Task<WorkResult>> work) : Runner
{
    public override IWorker ApiWorker(IReadOnlyDictionary<string, string> environment) => new Wrapped(base.ApiWorker(environment), (order, worker) => work(order, worker, environment));

    private sealed class Wrapped(IWorker worker, Func<WorkOrder, IWorker, Task<WorkResult>> work) : IWorker, IDisposable
    {
        public Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation) => work(order, worker);

        public void Dispose() => (worker as IDisposable)?.Dispose();
    }
}
