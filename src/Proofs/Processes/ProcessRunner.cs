using System.Security.Cryptography;

namespace Proofs.Processes;

/// <summary>The one place that starts programs. Whatever a program does, its run comes to an end, and so does everything that it has started.</summary>
public static class ProcessRunner
{
    private const string CookieName = "PROOFS_PROCESS_COOKIE";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the system has to carry out what nobody can refuse.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    /// <summary>How long a pipe may stay open when everybody who was found is gone.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs a program to its end, or stops it with everything it has started.</summary>
    /// <param name="command">What to run, and its limits.</param>
    /// <param name="time">The clock of the limits.</param>
    /// <param name="cancellation">Asks for the program to be stopped; the outcome says so.</param>
    /// <returns>What it came to. A program that cannot be started is an outcome too, and no exception.</returns>
    public static async Task<ProcessOutcome> RunAsync(ProcessCommand command, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(time);
        long start = time.GetTimestamp();
        string cookie = $"{CookieName}={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        if (cancellation.IsCancellationRequested)
        {
            return new() { Cancelled = true, NotStarted = "Its caller had given up before." };
        }

        ChildProcess? child = ChildStart.Start(command, [.. command.Environment.Where(each => each.Key != CookieName).Select(each => $"{each.Key}={each.Value}"), cookie], out string? failure);
        if (child is null)
        {
            return new() { NotStarted = failure, Duration = time.GetElapsedTime(start) };
        }

        using (child)
        {
            ProcessOutcome outcome = await AttendAsync(child, command, new(child.Id, cookie), time, cancellation).ConfigureAwait(false);
            return outcome with { Duration = time.GetElapsedTime(start) };
        }
    }

    private static async Task<ProcessOutcome> AttendAsync(ChildProcess child, ProcessCommand command, ProcessTree tree, TimeProvider time, CancellationToken cancellation)
    {
        using CancellationTokenSource pipes = new();
        Task feeding = OutputCapture.WriteAsync(child.Input, command.Input, pipes.Token);
        OutputTap tap = new(command, time);
        ProcessIdentity? identity = ProcessIdentity.Of(child.Id);
        tap.Started(identity);
        Task<CapturedOutput> output = OutputCapture.ReadAsync(child.Output, command.OutputLimit, bytes => tap.TakeAsync(ProcessStream.Output, bytes), pipes.Token);
        Task<CapturedOutput> error = OutputCapture.ReadAsync(child.Error, command.OutputLimit, bytes => tap.TakeAsync(ProcessStream.Error, bytes), pipes.Token);

        ProcessLimit? limit = await LimitAsync(child.Exited, tap, command.Limit, time, cancellation).ConfigureAwait(false);
        bool ended = child.Exited.IsCompleted && limit is null;
        bool cancelled = !ended && cancellation.IsCancellationRequested;
        IReadOnlyList<int> living = tree.Living();
        int leftBehind = ended ? living.Count : 0;
        int survivors = await EndAsync(tree, living, command.Grace, time).ConfigureAwait(false);
        bool gone = await EndsAsync(child.Exited, Patience, time, CancellationToken.None).ConfigureAwait(false);

        if (!await EndsAsync(Task.WhenAll(output, error), LastWords, time, CancellationToken.None).ConfigureAwait(false))
        {
            // Somebody who left the session, the family and the environment behind, but not the pipe.
            IReadOnlyList<int> holders = ProcessTree.Holders(child.Pipes);
            ProcessTree.Signal(holders, Posix.Kill);
            leftBehind += ended ? holders.Count : 0;
            await EndsAsync(Task.WhenAll(output, error), LastWords, time, CancellationToken.None).ConfigureAwait(false);
        }

        await pipes.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
        if (!gone)
        {
            // It hangs in the kernel; its zombie is taken away whenever it becomes one.
            _ = child.Exited.ContinueWith(_ => child.Reap(), TaskScheduler.Default);
        }

        (int? exitCode, int? signal) = gone ? child.Reap() : (null, null);
        if (tap.Failed.IsFaulted)
        {
            await tap.Failed.ConfigureAwait(false);
        }

        return new()
        {
            Identity = identity,
            ExitCode = ended ? exitCode : null,
            Signal = signal,
            Limit = cancelled ? null : limit,
            Cancelled = cancelled,
            Output = await output.ConfigureAwait(false),
            Error = await error.ConfigureAwait(false),
            LeftBehind = leftBehind,
            Survivors = survivors,
        };
    }

    /// <summary>Waits for the end, and for nothing any more when somebody asks to stop. The limit that is reached before, or null.</summary>
    private static async Task<ProcessLimit?> LimitAsync(Task exited, OutputTap tap, TimeSpan? wall, TimeProvider time, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        Task over = Task.WhenAny(exited, tap.Failed);
        while (true)
        {
            TimeSpan? left = wall - time.GetElapsedTime(start);
            (ProcessLimit? reached, TimeSpan? silence) = tap.Silence();
            if (left <= TimeSpan.Zero)
            {
                reached = ProcessLimit.Wall;
            }

            TimeSpan wait = left is null || silence < left ? silence ?? Timeout.InfiniteTimeSpan : left.Value;
            if (over.IsCompleted || cancellation.IsCancellationRequested || reached is not null)
            {
                return over.IsCompleted || cancellation.IsCancellationRequested ? null : reached;
            }

            // A timer takes no fraction of a millisecond, and not every length.
            TimeSpan timer = wait == Timeout.InfiniteTimeSpan ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, LongestTimer.TotalMilliseconds)));
            bool isOver = await EndsAsync(over, timer, time, cancellation).ConfigureAwait(false);
            if (!isOver && !cancellation.IsCancellationRequested && wait == left && left <= LongestTimer)
            {
                return ProcessLimit.Wall;
            }
        }
    }

    /// <summary>Asks all to end, then makes them. How many are left.</summary>
    private static async Task<int> EndAsync(ProcessTree tree, IReadOnlyList<int> living, TimeSpan grace, TimeProvider time)
    {
        long start = time.GetTimestamp();
        if (grace > TimeSpan.Zero)
        {
            ProcessTree.Signal(living, Posix.Terminate);
            // One that is stopped does not hear the request.
            ProcessTree.Signal(living, Posix.Continue);
            while (living.Count > 0 && time.GetElapsedTime(start) < grace)
            {
                await Task.Delay(Look, time).ConfigureAwait(false);
                living = tree.Living();
            }
        }

        start = time.GetTimestamp();
        while (living.Count > 0)
        {
            // Again and again: each look may find what was started since the one before.
            ProcessTree.Signal(living, Posix.Kill);
            if (time.GetElapsedTime(start) > Patience)
            {
                break;
            }

            await Task.Delay(Look, time).ConfigureAwait(false);
            living = tree.Living();
        }

        return living.Count;
    }

    /// <summary>Whether something ends in time, and before it is cancelled.</summary>
    private static async Task<bool> EndsAsync(Task what, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await what.WaitAsync(limit, time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // Which of the two, the caller's token tells.
            return what.IsCompleted;
        }
    }
}
