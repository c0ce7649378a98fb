using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Tests.Runs.Loop;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>A project on a small disk, with a runner that knows it and takes turns.</summary>
internal sealed class DiskProject : IDisposable
{
    private readonly Site _site;
    private int _decisions;

    internal DiskProject(Disk disk)
    {
        _site = new(Path.Combine(disk.Path, "project"));
        Runner = New();
        Project.Ok(Runner.InitRun());
    }

    internal RunnerInterface Runner { get; }

    internal string Root => _site.Root;

    /// <summary>A runner that knows nothing yet.</summary>
    internal RunnerInterface New() => _site.Runner();

    internal Turn Dispatch()
    {
        Turn turn = Project.Ok(Runner.AssignTurn("dev")).Turn!;
        Assert.Null(Runner.WriteDispatchBundle(turn.TurnId).Refusal);
        return Project.Ok(Runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched)).Turn!;
    }

    internal void Do(Turn turn) => Project.Do(Root, turn, $"DEC-{++_decisions:000}");

    internal void Take(List<string> told)
    {
        Turn turn = Dispatch();
        Do(turn);
        Project.Ok(Runner.AcceptTurn(turn.TurnId));
        told.Add(turn.TurnId);
    }

    /// <summary>Lets a loop of its own take turns.</summary>
    internal Task<RunLoopResult> LoopAsync(Action<Turn> done, int most) => RunLoop.RunAsync(New(), new()
    {
        Dispatch = (request, _) =>
        {
            Do(request.Turn);
            byte[] result = File.ReadAllBytes(Path.Combine(request.Root, request.StagingPath));
            done(request.Turn);
            return Task.FromResult(DispatchOutcome.Done(result));
        },
        ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.Approved),
    }, new() { MaxTurns = most, LockWait = TimeSpan.Zero }).WaitAsync(LoopProject.Limit);

    internal void Check(IReadOnlyList<string> told) => _site.Check(told);

    public void Dispose() => _site.Dispose();
}
