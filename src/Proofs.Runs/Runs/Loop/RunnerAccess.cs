namespace Proofs.Runs.Runs.Loop;

/// <summary>The runner as the loop uses it: one operation at a time, patient with others who change the run, and without exceptions for broken files.</summary>
internal sealed class RunnerAccess(RunnerInterface runner, TimeSpan lockWait)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    internal RunnerInterface Runner => runner;

    /// <summary>Carries out an operation.</summary>
    internal async Task<RunnerResult> DoAsync(Func<RunnerInterface, RunnerResult> operation, CancellationToken cancellation = default)
    {
        long since = runner.Time.GetTimestamp();
        while (true)
        {
            RunnerResult result = Guard(operation);
            if (result.Refusal?.Reason != RunCodes.LockTimeout || cancellation.IsCancellationRequested || runner.Time.GetElapsedTime(since) >= lockWait)
            {
                return result;
            }

            await Waiting.For(Pause, runner.Time, cancellation).ConfigureAwait(false);
        }
    }

    private RunnerResult Guard(Func<RunnerInterface, RunnerResult> operation)
    {
        try
        {
            return operation(runner);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or a worker has put a link or a folder in a file's place.
            return new() { Refusal = new(RunCodes.RunFilesUnusable, $"A file of the run cannot be used: {broken.Message}") };
        }
    }
}
