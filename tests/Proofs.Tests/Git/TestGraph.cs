using System.Buffers.Binary;
using Proofs.Git;

namespace Proofs.Tests.Git;

/// <summary>A commit graph in memory; parents come before children, dates are anything.</summary>
internal sealed class TestGraph
{
    private readonly List<(CommitId Id, CommitId[] Parents, long Time)> _commits = [];
    private readonly HashSet<CommitId> _missing = [];
    private readonly Dictionary<CommitId, HashSet<CommitId>> _closures = [];

    /// <summary>How many commits the last walk read.</summary>
    internal int ReadCount { get; private set; }

    internal static TestGraph Line(int length)
    {
        TestGraph graph = new();
        for (int i = 0; i < length; i++)
        {
            graph.Add(i, i == 0 ? [] : [graph.At(i - 1)]);
        }

        return graph;
    }

    internal static TestGraph Random(Random random, bool missing)
    {
        TestGraph graph = new();
        int count = random.Next(2, 40);
        int reach = random.Next(1, 12);
        for (int i = 0; i < count; i++)
        {
            int parents = i == 0 || random.Next(20) == 0 ? 0 : random.Next(10) < 6 ? 1 : random.Next(2, 4);
            CommitId[] chosen = [.. Enumerable.Range(0, parents).Select(_ => graph.At(random.Next(Math.Max(0, i - reach), i))).Distinct()];
            // Mostly in order, sometimes far off.
            long time = random.Next(8) == 0 ? random.Next(0, 1000) : 10 * i;
            CommitId id = graph.Add(time, chosen);
            if (missing && random.Next(8) == 0)
            {
                graph._missing.Add(id);
            }
        }

        return graph;
    }

    internal CommitId Add(long time, params CommitId[] parents)
    {
        byte[] raw = new byte[CommitId.Size];
        BinaryPrimitives.WriteInt32BigEndian(raw.AsSpan(16), (_commits.Count * 2654435) ^ 0x5bd1e995);
        CommitId id = new(raw);
        _commits.Add((id, parents, time));
        return id;
    }

    internal CommitId At(int index) => _commits[index].Id;

    internal CommitId Pick(int number) => At(number % _commits.Count);

    internal CommitId PickPresent(int number)
    {
        CommitId[] present = [.. _commits.Select(commit => commit.Id).Where(id => !_missing.Contains(id)).DefaultIfEmpty(At(0))];
        return present[number % present.Length];
    }

    /// <summary>The definition: the commit and everything its parents lead to.</summary>
    internal HashSet<CommitId> Closure(CommitId id)
    {
        if (!_closures.TryGetValue(id, out HashSet<CommitId>? closure))
        {
            closure = [id, .. Find(id).Parents.SelectMany(Closure)];
            _closures[id] = closure;
        }

        return closure;
    }

    internal RangeFacts Range(CommitId baseId, CommitId headId)
    {
        CommitGraph graph = new();
        ReadCount = 0;
        return RangeWalk.Walk(graph, 1, (node, _) => Fill(node), graph.Number(baseId), graph.Number(headId));

        void Fill(int node)
        {
            if (graph.Status(node) is not null)
            {
                return;
            }

            ReadCount++;
            CommitId id = graph.Id(node);
            if (_missing.Contains(id))
            {
                graph.Fill(node, ReadStatus.Missing, [], 0);
                return;
            }

            (_, CommitId[] parents, long time) = Find(id);
            graph.Fill(node, ReadStatus.Ok, parents, time);
        }
    }

    private (CommitId Id, CommitId[] Parents, long Time) Find(CommitId id) => _commits.Find(commit => commit.Id == id);
}
