using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>A runner that is ended in the middle, with SIGKILL, and what the next one finds.</summary>
public sealed class CrashTests
{
    /// <summary>Every step of a change that a crash can come behind.</summary>
    public static TheoryData<string> Steps => [.. StepNames()];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Whatever_step_it_ends_behind_nothing_is_lost_and_nothing_doubled(string step)
    {
        using Site site = new();
        List<string> told = [];
        (int first, string error) = site.Work(told, turns: 3, step);
        Assert.True(first != 0, $"The process did not end at \"{step}\". {error}");
        (int second, error) = site.Work(told, turns: 2);
        Assert.True(second == 0, error);
        site.Check(told);
    }

    [Fact]
    public async Task Ended_at_200_random_moments_nothing_is_lost_and_nothing_doubled()
    {
        const int seed = 20260914;
        Random random = new(seed);
        using Site site = new();
        List<string> told = [];
        for (int i = 0; i < 200; i++)
        {
            // Counted from the moment at which it is at work, so that the end comes in the middle of something.
            await site.EndAfterAsync(told, TimeSpan.FromMilliseconds(random.NextDouble() * 60));
        }

        (int exit, string error) = site.Work(told, turns: 1);
        Assert.True(exit == 0, error);
        Assert.True(told.Count > 100, $"Only {told.Count} turns were accepted; the moments were no real ones.");
        site.Check(told);
    }

    private static IEnumerable<string> StepNames()
    {
        using Site site = new();
        HashSet<string> steps = new(StringComparer.Ordinal);
        RunnerInterface runner = site.Runner(at => steps.Add(System.Text.RegularExpressions.Regex.Replace(at, "turn_[0-9a-f]+", "TURN", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))));
        Storage.Project.Ok(runner.InitRun());
        Turn turn = Storage.Project.Ok(runner.AssignTurn("dev")).Turn!;
        Storage.Project.Ok(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched));
        Storage.Project.Do(site.Root, turn, "DEC-001");
        Storage.Project.Ok(runner.AcceptTurn());
        return [.. steps.Where(step => !step.Contains("TURN", StringComparison.Ordinal))];
    }
}
