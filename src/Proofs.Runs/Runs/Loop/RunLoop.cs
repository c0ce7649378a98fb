using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Drives a run: gives roles turns, has their work done, takes or rejects what comes back, and asks at gates. Source: AgentXchain protocol v7, runLoop.</summary>
public static class RunLoop
{
    /// <summary>
    /// Runs until the run is over, somebody has to act, or the caller wants no more. Where it stops, and wherever its process ends, another call
    /// goes on: everything it needs to know is in the run's files.
    /// </summary>
    /// <param name="runner">The project.</param>
    /// <param name="callbacks">What the loop asks its caller.</param>
    /// <param name="options">How it runs; null for what the configuration says.</param>
    /// <param name="cancellation">Stops the loop: workers are told to stop and their turns are done once more by the next loop.</param>
    /// <returns>What it came to; it does not throw for cancellation, callbacks that throw or files that cannot be used.</returns>
    public static async Task<RunLoopResult> RunAsync(RunnerInterface runner, RunLoopCallbacks callbacks, RunLoopOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(callbacks);
        options ??= new();
        LoopLog log = new(callbacks.OnEvent);
        RunnerAccess access = new(runner, options.LockWait);
        AdmissionResult admission = Admission.Check(runner.Configuration);
        log.Warnings.AddRange(admission.Warnings.Select(warning => $"{warning.Detail}: {warning.Message}"));
        if (admission.Errors.Count > 0)
        {
            log.Errors.AddRange(admission.Errors);
            return log.Result(StopReason.AdmissionRejected, (await access.DoAsync(each => each.LoadState(), cancellation).ConfigureAwait(false)).State);
        }

        IDisposable? alone = null;
        RunnerResult begun = await access.DoAsync(each => Enter(each, out alone), cancellation).ConfigureAwait(false);
        using IDisposable? held = alone;
        begun = begun.Ok ? await access.DoAsync(each => Begin(each, options), cancellation).ConfigureAwait(false) : begun;
        if (!begun.Ok)
        {
            log.Fail(begun.Refusal);
            return log.Result(StopReason.InitFailed, begun.State);
        }

        LoopDriver driver = new(access, callbacks, options, log, begun.State!);
        StopReason reason = await driver.DriveAsync(cancellation).ConfigureAwait(false);
        return log.Result(reason, driver.State);
    }

    /// <summary>Why a run of a configuration could never come to its end; empty when it can. The loop refuses to begin such a run.</summary>
    /// <param name="configuration">The configuration.</param>
    public static IReadOnlyList<Problem> Inadmissible(RunConfiguration configuration) => Admission.Check(configuration ?? throw new ArgumentNullException(nameof(configuration))).Errors;

    private static RunnerResult Enter(RunnerInterface runner, out IDisposable? alone)
    {
        alone = runner.EnterLoop(out Problem? problem);
        return new() { Refusal = problem };
    }

    /// <summary>The run that is there, or a new one where there is none or it is to be left behind.</summary>
    private static RunnerResult Begin(RunnerInterface runner, RunLoopOptions options)
    {
        RunnerResult loaded = runner.LoadState();
        bool isEmpty = loaded.State is { Status: RunStatus.Idle } or { Status: RunStatus.Blocked, RunId: null, ActiveTurns.Count: 0 };
        bool isLeft = loaded.State is { Status: RunStatus.Completed } && options.StartNewRunFromCompleted || loaded.State is { Status: RunStatus.Blocked } && options.StartNewRunFromBlocked;
        return loaded.Ok && (isEmpty || isLeft) ? runner.InitRun(options.Provenance, options.InheritedContext, allowTerminalRestart: isLeft) : loaded;
    }
}
