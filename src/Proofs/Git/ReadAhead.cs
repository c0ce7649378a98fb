namespace Proofs.Git;

/// <summary>
/// Reads commits on a second thread ahead of a walk that will want them: the parents of what has been read. It decides nothing; a walk gets
/// the same objects with or without it. Objects not fetched are freed with it.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    /// <summary>How many objects may wait to be fetched: libgit2's memory is bounded by it, whatever the size of the history.</summary>
    private const int MostWaiting = 1024;

    private readonly ObjectDatabase _objects;
    private readonly ObjectDatabase _own;
    private readonly Thread _worker;
    private readonly object _lock = new();
    private readonly Dictionary<CommitId, Slot?> _slots = [];
    private readonly Queue<CommitId> _open = new();
    private int _waiting;
    private bool _stopped;

    /// <summary>Starts the second thread.</summary>
    /// <param name="objects">What the walk reads from.</param>
    /// <param name="own">The same objects, opened once more for the second thread; disposed with this.</param>
    internal ReadAhead(ObjectDatabase objects, ObjectDatabase own)
    {
        _objects = objects;
        _own = own;
        _worker = new(Work) { IsBackground = true, Name = "read ahead" };
        _worker.Start();
    }

    /// <summary>The object, fetched ahead or read now. A commit comes at most once from ahead; the next time it is read anew.</summary>
    internal GitObject Take(CommitId id)
    {
        Slot? slot;
        lock (_lock)
        {
            slot = _slots.GetValueOrDefault(id);
            _slots[id] = null;
        }

        if (slot is null)
        {
            return _objects.Read(id);
        }

        // The worker is in the middle of it at worst, which takes microseconds unless the disk is slow.
        SpinWait wait = default;
        while (!slot.IsDone)
        {
            wait.SpinOnce(sleep1Threshold: 1000);
        }

        lock (_lock)
        {
            _waiting--;
            Monitor.Pulse(_lock);
        }

        return new(slot.Handle, slot.Status);
    }

    /// <summary>Says what the walk will want before long.</summary>
    internal void Suggest(ReadOnlySpan<CommitId> ids)
    {
        lock (_lock)
        {
            Enqueue(ids);
        }
    }

    /// <summary>Forgets every suggestion and everything that was read in vain: the walk is over.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _open.Clear();
            foreach ((CommitId id, Slot? slot) in _slots)
            {
                if (slot is null)
                {
                    _slots.Remove(id);
                }
                else if (slot.IsDone)
                {
                    new GitObject(slot.Handle, slot.Status).Dispose();
                    _slots.Remove(id);
                    _waiting--;
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.PulseAll(_lock);
        }

        _worker.Join();
        foreach (Slot? slot in _slots.Values)
        {
            if (slot is not null)
            {
                new GitObject(slot.Handle, slot.Status).Dispose();
            }
        }

        _own.Dispose();
    }

    private void Enqueue(ReadOnlySpan<CommitId> ids)
    {
        foreach (CommitId id in ids)
        {
            if (!_slots.ContainsKey(id))
            {
                _open.Enqueue(id);
            }
        }

        Monitor.Pulse(_lock);
    }

    private void Work()
    {
        while (Claim() is var (id, slot))
        {
            GitObject obj = _own.Read(id);
            CommitId[] parents = obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, out RawCommit commit) ? commit.Parents : [];
            slot.Finish(obj);
            lock (_lock)
            {
                Enqueue(parents);
            }
        }
    }

    private (CommitId Id, Slot Slot)? Claim()
    {
        lock (_lock)
        {
            while (true)
            {
                while (!_stopped && (_open.Count == 0 || _waiting >= MostWaiting))
                {
                    Monitor.Wait(_lock);
                }

                if (_stopped)
                {
                    return null;
                }

                CommitId id = _open.Dequeue();
                Slot slot = new();
                if (_slots.TryAdd(id, slot))
                {
                    _waiting++;
                    return (id, slot);
                }
            }
        }
    }

    /// <summary>One object on its way from the worker to the walk.</summary>
    private sealed class Slot
    {
        private volatile bool _isDone;

        internal bool IsDone => _isDone;

        internal nint Handle { get; private set; }

        internal ReadStatus Status { get; private set; }

        internal void Finish(GitObject obj)
        {
            Handle = obj.Handle;
            Status = obj.Status;
            _isDone = true;
        }
    }
}
