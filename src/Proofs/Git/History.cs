namespace Proofs.Git;

/// <summary>Looks at a commit's bytes while the range is being walked; the bytes are gone afterwards.</summary>
internal delegate void CommitVisitor(CommitId id, RawCommit commit);

/// <summary>Questions about the commit graph of one repository, answered from raw commits only.</summary>
internal sealed class History : IDisposable
{
    /// <summary>How many walks a merge base is worth.</summary>
    private const int MostWalks = 16;

    /// <summary>From how many reads on a second thread pays.</summary>
    private const int LongWalk = 4096;

    private readonly ObjectDatabase _objects;
    private readonly CancellationToken _cancellation;
    private readonly CommitGraph _graph = new();
    private readonly List<CommitId> _parents = [];
    private ReadAhead? _ahead;
    private int _walks;
    private long _read;

    internal History(ObjectDatabase objects, CancellationToken cancellation)
    {
        _objects = objects;
        _cancellation = cancellation;
    }

    /// <summary>How many commits have been read so far; may be asked from another thread.</summary>
    internal long CommitsRead => Interlocked.Read(ref _read);

    /// <summary>The commits that <paramref name="headId"/> reaches and <paramref name="baseId"/> does not.</summary>
    /// <param name="baseId">The excluded end.</param>
    /// <param name="headId">The included end.</param>
    /// <param name="visit">Sees every commit of the range once, and possibly commits that turn out not to belong to it.</param>
    internal RangeFacts Range(CommitId baseId, CommitId headId, CommitVisitor? visit)
    {
        RangeFacts facts = RangeWalk.Walk(
            _graph,
            ++_walks,
            (node, maybeInRange) => Fill(node, maybeInRange ? visit : null),
            _graph.Number(baseId),
            _graph.Number(headId),
            mustShow: visit is not null);
        _ahead?.Forget();
        return facts;
    }

    /// <summary>Which of the targets a commit reaches.</summary>
    internal ReachFacts Reach(CommitId headId, IReadOnlySet<CommitId> targets)
    {
        ReachFacts facts = ReachWalk.Walk(_graph, ++_walks, node => Fill(node, null), _graph.Number(headId), targets);
        _ahead?.Forget();
        return facts;
    }

    /// <summary>The best common ancestors, or null when unreadable history leaves them open. A few too many may be told; one alone is certain.</summary>
    /// <param name="range">A walked range whose ends are asked about.</param>
    internal IReadOnlyList<CommitId>? BestCommonAncestors(RangeFacts range)
    {
        if (range.CommonAncestors.Count == 1)
        {
            return range.CommonAncestors;
        }

        List<CommitId> open = [.. range.CommonAncestors];
        for (int i = 0, walks = 0; i < open.Count && open.Count > 1; i++)
        {
            // The youngest nearly always reaches the others; a history made to be otherwise is not worth a walk for each, and has many.
            if (++walks > MostWalks)
            {
                return open;
            }

            ReachFacts reached = Reach(open[i], open.Where(id => id != open[i]).ToHashSet());
            if (reached.Blockers.Count > 0 && reached.Found.Count < open.Count - 1)
            {
                return null;
            }

            CommitId current = open[i];
            open.RemoveAll(reached.Found.Contains);
            i = open.IndexOf(current);
        }

        return open;
    }

    /// <summary>What kind of object an id names, without trusting anything beside its bytes.</summary>
    internal ObjectKind KindOf(CommitId id)
    {
        using GitObject obj = _objects.Read(id);
        return obj.Status switch
        {
            ReadStatus.Missing => ObjectKind.Missing,
            ReadStatus.Corrupt => ObjectKind.Corrupt,
            _ => obj.Type switch
            {
                Libgit2.Commit => ObjectKind.Commit,
                Libgit2.Tree => ObjectKind.Tree,
                Libgit2.Blob => ObjectKind.Blob,
                Libgit2.Tag => ObjectKind.Tag,
                _ => ObjectKind.Corrupt,
            },
        };
    }

    /// <summary>Whether a commit can be read.</summary>
    internal ReadStatus Read(CommitId id)
    {
        int node = _graph.Number(id);
        Fill(node, null);
        return _graph.Status(node)!.Value;
    }

    /// <summary>A commit's parent by its place, counted from 1, or null when there is none.</summary>
    internal CommitId? Parent(CommitId id, int place)
    {
        _ = Read(id);
        ReadOnlySpan<int> parents = _graph.Parents(_graph.Number(id));
        return place <= parents.Length ? _graph.Id(parents[place - 1]) : null;
    }

    private void Fill(int node, CommitVisitor? visit)
    {
        if (visit is null && _graph.Status(node) is not null)
        {
            return;
        }

        _cancellation.ThrowIfCancellationRequested();
        CommitId id = _graph.Id(node);
        bool isSuggested = false;
        using GitObject obj = _ahead is null ? _objects.Read(id) : _ahead.Take(id, out isSuggested);
        if (obj.Status == ReadStatus.Ok && obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, _parents, out RawCommit commit))
        {
            if (!isSuggested)
            {
                _ahead?.Suggest(commit.Parents);
            }

            _graph.Fill(node, ReadStatus.Ok, commit.Parents, commit.Time);
            if (visit is not null)
            {
                visit(id, commit);
                _graph.Show(_walks, node);
            }
        }
        else
        {
            _graph.Fill(node, obj.Status == ReadStatus.Missing ? ReadStatus.Missing : ReadStatus.Corrupt, [], 0);
        }

        if (Interlocked.Increment(ref _read) == LongWalk && Environment.ProcessorCount > 1 && _objects.OpenForAnotherThread() is { } own)
        {
            _ahead = new(_objects, own);
        }
    }

    /// <summary>Stops reading ahead; to be called before the object database goes.</summary>
    public void Dispose() => _ahead?.Dispose();
}

/// <summary>What an id names.</summary>
internal enum ObjectKind
{
    /// <summary>Nothing that is here.</summary>
    Missing,

    /// <summary>Something that cannot be read.</summary>
    Corrupt,

    /// <summary>A commit.</summary>
    Commit,

    /// <summary>A tree.</summary>
    Tree,

    /// <summary>A blob.</summary>
    Blob,

    /// <summary>An annotated tag.</summary>
    Tag,
}
