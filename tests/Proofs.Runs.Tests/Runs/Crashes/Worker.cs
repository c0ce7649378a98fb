using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>What runs in the process that is ended: it goes on with the run where it stands, and says which turns it was told were accepted.</summary>
internal static class Worker
{
    /// <summary>Takes turns, from wherever the run stands.</summary>
    /// <param name="root">The project.</param>
    /// <param name="turns">How many turns are to be accepted before it ends by itself.</param>
    /// <param name="step"><c>NAME</c> of the step at which the process ends itself the first time, or null.</param>
    internal static int Work(string root, int turns, string? step)
    {
        RunConfiguration configuration = ConfigurationReader.Read(File.ReadAllBytes(Path.Combine(root, "agentxchain.json"))).Configuration!;
        RunnerInterface runner = new(root, configuration, TimeProvider.System, new() { Anchors = Path.Combine(root, "..", "anchors"), Fault = at => EndAt(at, step) });
        RunState state = Told(runner.LoadState());
        if (state.Status is RunStatus.Idle)
        {
            state = Told(runner.InitRun());
        }

        for (int accepted = 0; accepted < turns;)
        {
            Turn turn = RunnerInterface.GetActiveTurn(state) ?? Told(runner.AssignTurn("dev"), result => result.Turn!);
            if (turn.Status is TurnStatus.Assigned or TurnStatus.Retrying)
            {
                if (runner.WriteDispatchBundle(turn.TurnId).Refusal is { } refused)
                {
                    throw new InvalidOperationException(refused.Message);
                }

                Told(runner.FinalizeDispatchManifest(turn.TurnId));
                Told(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched));
            }

            Project.Do(root, turn, $"DEC-{state.AcceptedSequence + 1:000}");
            state = Told(runner.AcceptTurn(turn.TurnId));
            accepted++;
            Console.Out.WriteLine(turn.TurnId);
            Console.Out.Flush();
        }

        return 0;
    }

    /// <summary>Answers each line with whether the lock could be had; <c>give</c> gives it back.</summary>
    internal static int Lock(string root)
    {
        RunnerInterface runner = RunnerInterface.LoadContext(root, TimeProvider.System).Runner!;
        IDisposable? held = null;
        while (Console.In.ReadLine() is { } line)
        {
            if (line == "give")
            {
                held?.Dispose();
                held = null;
            }
            else
            {
                held ??= runner.AcquireLock(out _);
            }

            Console.Out.WriteLine(held is null ? "free" : "held");
            Console.Out.Flush();
        }

        return 0;
    }

    /// <summary>Says why the state cannot be checked, and what it is.</summary>
    internal static int Read(string root)
    {
        RunnerResult loaded = RunnerInterface.LoadContext(root, TimeProvider.System).Runner!.LoadState();
        Console.Out.WriteLine($"{loaded.Refusal?.Reason.Id ?? (loaded.Warnings.Count > 0 ? "unchecked" : "checked")} {loaded.State?.Status.ToString().ToLowerInvariant()}");
        return 0;
    }

    private static void EndAt(string at, string? step)
    {
        if (at == step)
        {
            // As a power failure would: no finally, no flush.
            using Process self = Process.GetCurrentProcess();
            self.Kill();
            using ManualResetEvent never = new(initialState: false);
            never.WaitOne();
        }
    }

    private static RunState Told(RunnerResult result) => Told(result, ok => ok.State!);

    private static T Told<T>(RunnerResult result, Func<RunnerResult, T> tell) => result.Ok ? tell(result) : throw new InvalidOperationException($"{result.Refusal.Reason}: {result.Refusal.Message}");
}
