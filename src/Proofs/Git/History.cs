namespace Proofs.Git;

/// <summary>Looks at a commit's bytes while the range is being walked; the bytes are gone afterwards.</summary>
internal delegate void CommitVisitor(CommitId id, RawCommit commit);

/// <summary>Questions about the commit graph of one repository, answered from raw commits only.</summary>
internal sealed class History
{
    private readonly ObjectDatabase _objects;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<CommitId, CommitNode> _nodes = [];
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
    internal RangeFacts Range(CommitId baseId, CommitId headId, CommitVisitor? visit) =>
        RangeWalk.Walk((id, maybeInRange) => Read(id, maybeInRange ? visit : null), baseId, headId);

    /// <summary>Which of the targets a commit reaches.</summary>
    internal ReachFacts Reach(CommitId headId, IReadOnlySet<CommitId> targets) => ReachWalk.Walk(id => Read(id, null), headId, targets);

    /// <summary>The best common ancestors, or null when unreadable history leaves them open.</summary>
    /// <param name="range">A walked range whose ends are asked about.</param>
    internal IReadOnlyList<CommitId>? BestCommonAncestors(RangeFacts range)
    {
        List<CommitId> open = [.. range.CommonAncestors.OrderByDescending(id => Read(id, null).Time).ThenBy(id => id)];
        for (int i = 0; i < open.Count && open.Count > 1; i++)
        {
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

    /// <summary>One commit's place in the graph.</summary>
    internal CommitNode Read(CommitId id, CommitVisitor? visit = null)
    {
        if (visit is null && _nodes.TryGetValue(id, out CommitNode? known))
        {
            return known;
        }

        _cancellation.ThrowIfCancellationRequested();
        using GitObject obj = _objects.Read(id);
        CommitNode node;
        if (obj.Status == ReadStatus.Ok && obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, out RawCommit commit))
        {
            node = new(id, commit.Parents, commit.Time, ReadStatus.Ok);
            visit?.Invoke(id, commit);
        }
        else
        {
            node = new(id, [], 0, obj.Status == ReadStatus.Missing ? ReadStatus.Missing : ReadStatus.Corrupt);
        }

        _nodes[id] = node;
        Interlocked.Increment(ref _read);
        return node;
    }
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
