using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Who drives a run, as anybody can see it.</summary>
public sealed class LoopHolderTests
{
    private const string Owner = ".agentxchain/locks/run-loop.owner.json";

    [Fact]
    public void A_loop_is_found_while_it_holds_and_not_afterwards()
    {
        using Project project = new();
        Assert.Null(project.Runner.FindLoop());
        using (IDisposable? held = project.Runner.EnterLoop(out Problem? problem))
        {
            Assert.NotNull(held);
            Assert.Null(problem);
            Assert.Equal(Environment.ProcessId, project.Runner.FindLoop()?.ProcessId);
            Assert.NotNull(project.Runner.FindLoop()?.Since);
            Assert.Null(project.Runner.EnterLoop(out problem));
            Assert.Equal(RunCodes.LoopAlreadyRunning, problem!.Reason);
            Assert.Contains($"\"owner_pid\":{Environment.ProcessId}", problem.Message, StringComparison.Ordinal);
        }

        Assert.Null(project.Runner.FindLoop());
        using IDisposable? again = project.Runner.EnterLoop(out _);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_loop_that_has_not_said_which_process_it_is_is_found_all_the_same()
    {
        using Project project = new();
        using IDisposable? held = project.Runner.EnterLoop(out _);
        File.WriteAllText(project.In(Owner), "no owner");
        Assert.Equal(new LoopHolder(null, null), project.Runner.FindLoop());
    }

    [Theory]
    [InlineData("""{"owner_pid":12,"acquired_at":"2026-05-04T10:00:00.000Z"}""", 12, true)]
    [InlineData("""{"owner_pid":12}""", 12, false)]
    [InlineData("""{"owner_pid":"12"}""", null, false)]
    [InlineData("""{"owner_pid":1e99}""", null, false)]
    [InlineData("""{"acquired_at":7}""", null, false)]
    [InlineData("[]", null, false)]
    [InlineData("{", null, false)]
    [InlineData(null, null, false)]
    public void What_a_loop_says_of_itself_is_read_as_far_as_it_can_be(string? text, int? process, bool isDated)
    {
        LoopHolder read = LoopHolder.Read(text);
        Assert.Equal(process, read.ProcessId);
        Assert.Equal(isDated, read.Since is not null);
    }
}
