namespace Proofs.Processes;

/// <summary>Hands on what a program writes, and knows since when it has been silent.</summary>
internal sealed class OutputTap(ProcessCommand command, TimeProvider time)
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start = time.GetTimestamp();
    private long _last;
    private volatile bool _hasOutput;

    /// <summary>Faulted when whoever takes the output threw.</summary>
    internal Task Failed => _failed.Task;

    /// <summary>Which limit it has reached by being silent, or else how long until it may have; neither when it may be silent for ever.</summary>
    internal (ProcessLimit? Reached, TimeSpan? Left) Silence()
    {
        bool hasOutput = _hasOutput;
        bool isStarting = !hasOutput && command.StartLimit is not null;
        if ((isStarting ? command.StartLimit : command.IdleLimit) is not { } limit)
        {
            return (null, null);
        }

        TimeSpan left = limit - time.GetElapsedTime(hasOutput ? Volatile.Read(ref _last) : _start);
        ProcessLimit? reached = left > TimeSpan.Zero ? null : isStarting ? ProcessLimit.Start : ProcessLimit.Idle;
        // Once it begins to write, the other limit counts, which may be the shorter one.
        return (reached, isStarting && command.IdleLimit is { } idle && idle < left ? idle : left);
    }

    internal void Started(ProcessIdentity? identity)
    {
        try
        {
            if (identity is not null)
            {
                command.OnStarted?.Invoke(identity);
            }
        }
        catch (Exception thrown)
        {
            // It comes out when nothing is left running.
            _failed.TrySetException(thrown);
        }
    }

    internal async ValueTask TakeAsync(ProcessStream stream, ReadOnlyMemory<byte> bytes)
    {
        Volatile.Write(ref _last, time.GetTimestamp());
        _hasOutput = true;
        if (command.OnOutput is not { } take || _failed.Task.IsCompleted)
        {
            return;
        }

        try
        {
            await take(stream, bytes).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            // It comes out when nothing is left running; until then the pipe has to be emptied.
            _failed.TrySetException(thrown);
        }
    }
}
