using Proofs.Packs;
using Proofs.Runs.Runs;

namespace Proofs.RunnerPack.Tests;

/// <summary>Runners of others: what is theirs is driven, also in the process that is killed.</summary>
public sealed class OwnRunnerTests
{
    [Fact]
    public async Task The_process_that_is_killed_makes_a_public_runner_anew()
    {
        Payload told = await ToCompletionProof.TellAsync(new RunnerThatCannotBegin());

        Assert.Equal(("fail", "planning_failed"), (told.Result, told.RootCause?.Code));
        Assert.Contains("it begins nothing", told.RootCause!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_calls_a_runner_by_its_type()
    {
        Assert.Equal("proofs-runs", new Runner().Name);
        Assert.Equal(typeof(RunnerThatCannotBegin).FullName, (await OneTurnProof.TellAsync(new RunnerThatCannotBegin())).Runner);
    }
}

/// <summary>A runner that cannot even begin.</summary>
public sealed class RunnerThatCannotBegin : Runner
{
    /// <inheritdoc/>
    public override RunnerResult InitRun(RunnerInterface on) => throw new NotSupportedException("it begins nothing");
}
