using System.Globalization;
using Proofs.Git;

namespace Proofs.Tests.Git;

/// <summary>The range walk against the definition: what head reaches minus what base reaches, on graphs whose dates lie.</summary>
public sealed class RangeWalkTests
{
    [Fact]
    public void Equals_the_definition_on_random_graphs_with_lying_dates()
    {
        int shortcuts = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            TestGraph graph = TestGraph.Random(new(seed), missing: false);
            (CommitId baseId, CommitId headId) = (graph.Pick(seed * 7), graph.Pick(seed * 13));
            RangeFacts facts = graph.Range(baseId, headId);
            Assert.Empty(facts.Blockers);
            HashSet<CommitId> expected = [.. graph.Closure(headId).Except(graph.Closure(baseId))];
            Assert.True(expected.SetEquals(facts.Commits), string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
            Assert.Equal(expected.Count, facts.Commits.Length);
            shortcuts += graph.ReadCount < graph.Closure(headId).Union(graph.Closure(baseId)).Count() ? 1 : 0;
        }

        // Otherwise the walk reads everything every time and the proof that lets it stop is not tested.
        Assert.True(shortcuts > 400, string.Create(CultureInfo.InvariantCulture, $"only {shortcuts} walks stopped early"));
    }

    [Fact]
    public void With_missing_commits_it_is_right_or_says_that_it_cannot_know()
    {
        int certain = 0;
        int open = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            TestGraph graph = TestGraph.Random(new(seed), missing: true);
            (CommitId baseId, CommitId headId) = (graph.PickPresent(seed * 7), graph.PickPresent(seed * 13));
            RangeFacts facts = graph.Range(baseId, headId);
            if (facts.Blockers.Count > 0)
            {
                open++;
                continue;
            }

            certain++;
            // The truth is that of the whole graph, which the walk cannot see.
            HashSet<CommitId> expected = [.. graph.Closure(headId).Except(graph.Closure(baseId))];
            Assert.True(expected.SetEquals(facts.Commits), string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        }

        Assert.True(certain > 400 && open > 400, string.Create(CultureInfo.InvariantCulture, $"{certain} certain, {open} open"));
    }

    [Fact]
    public void The_common_ancestors_include_every_best_one()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            TestGraph graph = TestGraph.Random(new(seed), missing: false);
            (CommitId baseId, CommitId headId) = (graph.Pick(seed * 7), graph.Pick(seed * 13));
            HashSet<CommitId> common = [.. graph.Closure(headId).Intersect(graph.Closure(baseId))];
            CommitId[] best = [.. common.Where(id => !common.Any(other => other != id && graph.Closure(other).Contains(id)))];
            RangeFacts facts = graph.Range(baseId, headId);
            Assert.Subset(facts.CommonAncestors.ToHashSet(), best.ToHashSet());
        }
    }

    [Fact]
    public void A_change_on_top_of_its_base_reads_nothing_below_the_base()
    {
        TestGraph graph = TestGraph.Line(1000);
        RangeFacts facts = graph.Range(graph.At(996), graph.At(999));
        Assert.Equal(3, facts.Commits.Length);
        Assert.Equal(4, graph.ReadCount);
    }

    [Fact]
    public void A_commit_that_base_reaches_only_through_an_ancient_date_is_not_in_the_range()
    {
        // root - p - r(new date); base merges p and x, and x (ancient date) has r as its parent; head is r's child.
        TestGraph graph = new();
        CommitId root = graph.Add(100);
        CommitId p = graph.Add(200, root);
        CommitId r = graph.Add(900, p);
        CommitId x = graph.Add(1, r);
        CommitId baseId = graph.Add(950, p, x);
        CommitId head = graph.Add(960, r);
        Assert.Equal([head], graph.Range(baseId, head).Commits);
    }
}
