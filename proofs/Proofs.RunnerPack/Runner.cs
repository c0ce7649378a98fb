using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using Proofs.Workers.Scripted;

namespace Proofs.RunnerPack;

/// <summary>
/// The runner that the proofs drive: every operation that they ask of one. This one hands each to the public interface of Proofs.Runs. Whoever writes a
/// runner of their own derives from it, puts their own operations in place, and has the same proofs told about it. Source: AgentXchain protocol v7,
/// runner interface.
/// </summary>
public class Runner
{
    /// <summary>What payloads call it: this one <c>proofs-runs</c>, every other by its type.</summary>
    public virtual string Name => GetType() == typeof(Runner) ? "proofs-runs" : GetType().FullName!;

    /// <summary>Opens a project.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="anchors">The folder outside the project where the journal's head is noted.</param>
    /// <exception cref="Packs.StoryEnd">Its configuration cannot be used.</exception>
    public virtual RunnerInterface Open(string root, string anchors)
    {
        RunnerContext context = RunnerInterface.LoadContext(root, TimeProvider.System, new() { Anchors = anchors });
        return context.Runner ?? throw Packs.Story.Stop(Desk.CauseOf(context.Problems[0]));
    }

    /// <summary>Begins a run.</summary>
    public virtual RunnerResult InitRun(RunnerInterface on) => on.InitRun();

    /// <summary>Gives a role a turn.</summary>
    public virtual RunnerResult AssignTurn(RunnerInterface on, string role) => on.AssignTurn(role);

    /// <summary>Writes what the worker is told.</summary>
    public virtual BundleResult WriteDispatchBundle(RunnerInterface on, string turn) => on.WriteDispatchBundle(turn);

    /// <summary>Seals it.</summary>
    public virtual RunnerResult FinalizeDispatchManifest(RunnerInterface on, string turn) => on.FinalizeDispatchManifest(turn);

    /// <summary>Takes note that the turn is on its way.</summary>
    public virtual RunnerResult MarkDispatched(RunnerInterface on, string turn) => on.TransitionActiveTurnLifecycle(turn, TurnStatus.Dispatched);

    /// <summary>Stages the result of a turn.</summary>
    public virtual RunnerResult StageTurnResult(RunnerInterface on, string turn, ReadOnlyMemory<byte> result) => on.StageTurnResult(turn, result);

    /// <summary>Takes the result that is staged.</summary>
    public virtual RunnerResult AcceptTurn(RunnerInterface on, string turn, DispatchRecord? dispatch) => on.AcceptTurn(turn, dispatch: dispatch);

    /// <summary>Does not take it; the turn is tried again.</summary>
    public virtual RunnerResult RejectTurn(RunnerInterface on, string turn, Problem reason, DispatchRecord? dispatch) => on.RejectTurn(reason.Message, turnId: turn, errors: [reason.ToString()], dispatch: dispatch);

    /// <summary>Commits what accepted turns changed.</summary>
    public virtual RunnerResult CheckpointAll(RunnerInterface on) => on.CheckpointAll();

    /// <summary>Approves the change of phase that the run waits for.</summary>
    public virtual RunnerResult ApprovePhaseGate(RunnerInterface on) => on.ApprovePhaseGate();

    /// <summary>Approves the end of the run.</summary>
    public virtual RunnerResult ApproveCompletionGate(RunnerInterface on) => on.ApproveCompletionGate();

    /// <summary>What turns proposed.</summary>
    public virtual IReadOnlyList<Proposal> ListProposals(RunnerInterface on) => on.ListProposals(out _);

    /// <summary>Runs the loop.</summary>
    public virtual Task<RunLoopResult> RunLoopAsync(RunnerInterface on, RunLoopCallbacks callbacks, RunLoopOptions options, CancellationToken cancellation) => RunLoop.RunAsync(on, callbacks, options, cancellation);

    /// <summary>The worker that plays a scenario.</summary>
    /// <param name="scenario">What is played.</param>
    public virtual IWorker ScriptedWorker(Scenario scenario) => new ScriptedWorker(scenario, TimeProvider.System);

    /// <summary>The worker that asks a model behind an API.</summary>
    /// <param name="environment">The environment that it finds the provider's key in.</param>
    public virtual IWorker ApiWorker(IReadOnlyDictionary<string, string> environment) => new ApiWorker(new() { Environment = environment }, TimeProvider.System);

    /// <summary>Tells what the run did.</summary>
    public virtual RunReport? Report(RunnerInterface on, RunAnchor anchor) => on.Report(anchor).Report;

    /// <summary>Puts the run into one document.</summary>
    public virtual ReadOnlyMemory<byte> Export(RunnerInterface on) => on.Export().Document;
}
