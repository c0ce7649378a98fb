namespace Proofs.Git;

/// <summary>
/// Reads commits ahead of a walk that will want them, on a second thread, and on the walk's own while it would have to wait: the parents of
/// what has been read. It decides nothing; a walk gets the same objects with or without it. Objects not fetched are freed with it.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    /// <summary>How many objects may wait to be fetched.</summary>
    private const int MostWaiting = 1024;

    /// <summary>How many bytes may wait to be fetched, beside the object that each thread is reading: the memory is bounded by it.</summary>
    internal const long MostBytes = 16 << 20;

    /// <summary>In a slot's place: nothing more comes from ahead for this id.</summary>
    private const int Fetched = -1;

    private readonly ObjectDatabase _objects;
    private readonly ObjectDatabase _own;
    private readonly Thread _worker;
    private readonly object _lock = new();
    private readonly Slot[] _slots = new Slot[MostWaiting];
    private readonly Stack<int> _free = new(Enumerable.Range(0, MostWaiting));
    private readonly Dictionary<CommitId, int> _slotOf = new(CommitIdComparer.Instance);
    private readonly Queue<CommitId> _open = new();
    private readonly List<CommitId> _parents = [];
    private readonly List<CommitId> _ownParents = [];
    private int _taken = Fetched;
    private long _bytes;
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
    /// <param name="id">Its id.</param>
    /// <param name="cameFromAhead">Whether it was fetched ahead, and so its parents have been suggested.</param>
    internal GitObject Take(CommitId id, out bool cameFromAhead)
    {
        int slot;
        lock (_lock)
        {
            if (_taken != Fetched)
            {
                Free(_taken);
                _taken = Fetched;
            }

            slot = _slotOf.GetValueOrDefault(id, Fetched);
            _slotOf[id] = Fetched;
        }

        cameFromAhead = slot != Fetched;
        if (slot == Fetched)
        {
            return _objects.Read(id);
        }

        // The worker is in the middle of it, which takes microseconds unless the disk is slow; meanwhile another one can be read.
        SpinWait wait = default;
        while (!Volatile.Read(ref _slots[slot].IsDone))
        {
            if (Claim(mayWait: false) is var (other, free))
            {
                Fetch(_objects, other, free, _parents);
            }
            else
            {
                wait.SpinOnce(sleep1Threshold: 1000);
            }
        }

        // Its slot is given back the next time, when the lock is held anyway.
        _taken = slot;
        return new(_slots[slot].Handle, _slots[slot].Status);
    }

    /// <summary>How many bytes have been read and wait to be fetched.</summary>
    internal long WaitingBytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
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
            List<KeyValuePair<CommitId, int>> inTheMiddle = [];
            foreach (KeyValuePair<CommitId, int> read in _slotOf)
            {
                if (read.Value != Fetched && Volatile.Read(ref _slots[read.Value].IsDone))
                {
                    new GitObject(_slots[read.Value].Handle, _slots[read.Value].Status).Dispose();
                    Free(read.Value);
                }
                else if (read.Value != Fetched)
                {
                    inTheMiddle.Add(read);
                }
            }

            _slotOf.Clear();
            inTheMiddle.ForEach(read => _slotOf.Add(read.Key, read.Value));
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
        foreach (int slot in _slotOf.Values)
        {
            if (slot != Fetched)
            {
                new GitObject(_slots[slot].Handle, _slots[slot].Status).Dispose();
            }
        }

        _own.Dispose();
    }

    private void Enqueue(ReadOnlySpan<CommitId> ids)
    {
        foreach (CommitId id in ids)
        {
            if (!_slotOf.ContainsKey(id))
            {
                _open.Enqueue(id);
            }
        }

        Monitor.Pulse(_lock);
    }

    private void Free(int slot)
    {
        _bytes -= _slots[slot].Size;
        _slots[slot] = default;
        _free.Push(slot);
        Monitor.Pulse(_lock);
    }

    private void Work()
    {
        while (Claim(mayWait: true) is var (id, slot))
        {
            Fetch(_own, id, slot, _ownParents);
        }
    }

    private void Fetch(ObjectDatabase objects, CommitId id, int slot, List<CommitId> room)
    {
        GitObject obj = objects.Read(id);
        ReadOnlySpan<CommitId> parents = obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, room, out RawCommit commit) ? commit.Parents : [];
        lock (_lock)
        {
            _slots[slot] = new() { Handle = obj.Handle, Status = obj.Status, Size = obj.Bytes.Length };
            _bytes += obj.Bytes.Length;
            Volatile.Write(ref _slots[slot].IsDone, true);
            Enqueue(parents);
        }
    }

    /// <summary>The next suggestion that nobody has read, and a slot for it; null when there is none, or at the end.</summary>
    private (CommitId Id, int Slot)? Claim(bool mayWait)
    {
        lock (_lock)
        {
            while (true)
            {
                while (!_stopped && (_open.Count == 0 || _free.Count == 0 || _bytes >= MostBytes))
                {
                    if (!mayWait)
                    {
                        return null;
                    }

                    Monitor.Wait(_lock);
                }

                if (_stopped)
                {
                    return null;
                }

                CommitId id = _open.Dequeue();
                if (_slotOf.TryAdd(id, _free.Peek()))
                {
                    return (id, _free.Pop());
                }
            }
        }
    }

    /// <summary>One object on its way from whoever reads it to the walk.</summary>
    private struct Slot
    {
        internal nint Handle;
        internal ReadStatus Status;
        internal int Size;
        internal bool IsDone;
    }
}
