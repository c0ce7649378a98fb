using TestKit;

namespace Proofs.Tests.Git.Trailers;

/// <summary>Thousands of hostile commits, stored and read by the real git, and read by Proofs: never a difference.</summary>
public sealed class TrailerFuzzTests
{
    private const int MostShown = 3;

    [Fact]
    public void Hostile_commits_read_exactly_as_git_reads_them()
    {
        byte[][] commits = [.. Enumerable.Range(0, Fuzz.Cases).Select(HostileCommits.Of)];
        using GitRepo repo = GitRepo.Create();
        GitTrailers[] theirs = GitTrailers.ReadCommits(repo, commits);
        int counted = 0;
        int withKey = 0;
        int different = 0;
        List<string> shown = [];
        for (int i = 0; i < commits.Length; i++)
        {
            if (OurTrailers.Read(commits[i]) is not { } ours)
            {
                continue;
            }

            counted++;
            withKey += theirs[i].Values.Length > 0 ? 1 : 0;
            if (Differ(ours, theirs[i]))
            {
                different++;
                if (shown.Count < MostShown)
                {
                    shown.Add($"case {i}: {Fuzz.Escape(commits[i])}\n  git:  {Show(theirs[i])}\n  ours: {Show(ours)}");
                }
            }
        }

        Assert.True(different == 0, $"{different} of {counted} commits differ with seed {Fuzz.Seed}.\n{string.Join('\n', shown)}");
        Assert.True(counted * 10 >= commits.Length * 9, $"Only {counted} of {commits.Length} commits could be compared.");
        Assert.True(withKey * 10 >= counted * 3, $"Only {withKey} of {counted} commits carry a Feature-Key by git's reading.");
    }

    private static bool Differ(GitTrailers ours, GitTrailers theirs) => !ours.Values.AsSpan().SequenceEqual(theirs.Values) || !ours.All.AsSpan().SequenceEqual(theirs.All);

    private static string Show(GitTrailers trailers) => $"values \"{Fuzz.Escape(trailers.Values)}\", all \"{Fuzz.Escape(trailers.All)}\"";
}
