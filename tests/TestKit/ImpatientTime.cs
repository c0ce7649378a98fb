using System.Collections.Concurrent;

namespace TestKit;

/// <summary>
/// Time in which waits are over at once, and are remembered; those that are limits of other things last until a test ends them. Timestamps are
/// the machine's.
/// </summary>
/// <param name="limits">The lengths that are limits.</param>
public sealed class ImpatientTime(params TimeSpan[] limits) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly ConcurrentDictionary<Limit, TimeSpan> _limits = new();

    /// <summary>How long each wait would have been, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Lets every limit of a length pass that is running now.</summary>
    public void EndLimits(TimeSpan length)
    {
        foreach ((Limit limit, _) in _limits.Where(each => each.Value == length))
        {
            limit.End();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Limit limit = new(this, callback, state);
        limit.Change(dueTime, period);
        return limit;
    }

    private sealed class Limit(ImpatientTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._limits.TryRemove(this, out _);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            if (!time.Lengths.Contains(dueTime))
            {
                time._waits.Enqueue(dueTime);
                ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
            }
            else
            {
                time._limits[this] = dueTime;
            }

            return true;
        }

        public void Dispose() => time._limits.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void End()
        {
            if (time._limits.TryRemove(this, out _))
            {
                callback(state);
            }
        }
    }

    private TimeSpan[] Lengths { get; } = limits;
}
