using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>Two processes that want the same run.</summary>
public sealed class LockTests
{
    [Fact]
    public async Task Of_two_processes_one_wins_each_of_200_races()
    {
        using Project project = new();
        using Process one = Site.Start("lock", project.Root);
        using Process two = Site.Start("lock", project.Root);
        for (int race = 0; race < 200; race++)
        {
            string?[] answers = await Task.WhenAll(AskAsync(one, "take"), AskAsync(two, "take"));
            Assert.Equal(["free", "held"], answers.Order(StringComparer.Ordinal));
            await Task.WhenAll(AskAsync(one, "give"), AskAsync(two, "give"));
        }

        one.Kill();
        two.Kill();
    }

    [Fact]
    public async Task A_holder_that_lives_is_never_robbed_and_one_that_died_is_at_once()
    {
        using Project project = new();
        using Process holder = Site.Start("lock", project.Root);
        Assert.Equal("held", await AskAsync(holder, "take"));

        // As old as can be: age is no reason.
        File.SetLastWriteTimeUtc(project.In(".agentxchain/locks/accept-turn.lock"), DateTime.UnixEpoch);
        Assert.Equal(RunCodes.LockTimeout, project.Runner.InitRun().Refusal!.Reason);
        holder.Kill();
        await holder.WaitForExitAsync();
        Assert.True(project.Runner.InitRun().Ok);
    }

    [Fact]
    public async Task While_another_process_changes_the_run_its_state_can_still_be_read()
    {
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        using Process holder = Site.Start("lock", project.Root);
        Assert.Equal("held", await AskAsync(holder, "take"));
        RunnerResult read = project.Runner.LoadState();
        Assert.True(read.Ok);
        Assert.Equal(RunStatus.Active, read.State!.Status);
        Assert.Contains("not checked", Assert.Single(read.Warnings), StringComparison.Ordinal);
        holder.Kill();
        await holder.WaitForExitAsync();
    }

    private static async Task<string?> AskAsync(Process process, string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync();
    }
}
