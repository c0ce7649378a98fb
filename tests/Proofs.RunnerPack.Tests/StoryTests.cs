using Proofs.Packs;

namespace Proofs.RunnerPack.Tests;

/// <summary>When a story passes: only when every claim that it announced was looked at and holds.</summary>
public sealed class StoryTests
{
    private static readonly ClaimText[] Two = [new("one", "One."), new("two", "Two.")];

    [Fact]
    public async Task It_passes_when_every_claim_holds() => Assert.Equal("pass", (await TellAsync((story, _) => Both(story, 1, 1))).Result);

    [Fact]
    public async Task It_fails_when_one_claim_does_not_hold()
    {
        Payload told = await TellAsync((story, _) => Both(story, 1, 2));

        Assert.Equal(("fail", "claim_failed"), (told.Result, told.RootCause?.Code));
        Assert.Contains("two", told.RootCause!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_that_nobody_looked_at_is_no_pass()
    {
        Payload told = await TellAsync((story, _) => Task.FromResult(story.Claim("one", 1, 1)));

        Assert.Equal(("fail", "claim_not_evaluated"), (told.Result, told.RootCause?.Code));
        Assert.Equal(["pass", "not_evaluated"], told.Claims.Select(claim => claim.Result));
    }

    [Fact]
    public async Task A_claim_that_failed_once_has_failed()
    {
        Payload told = await TellAsync((story, _) =>
        {
            story.Claim("two", 1, 2);
            return Both(story, 1, 1);
        });

        Assert.Equal("fail", told.Result);
        Assert.Equal("2", told.Claims[1].Actual?.ToJsonString());
    }

    [Fact]
    public async Task Without_claims_nothing_is_proven() =>
        Assert.Equal("fail", (await Story.TellAsync(Surroundings.Begin("one-turn", "stub", "test"), [], (_, _) => Task.CompletedTask, TimeSpan.FromMinutes(1))).Result);

    [Fact]
    public async Task A_claim_that_was_not_announced_is_a_defect_of_the_proof() =>
        Assert.Equal(("fail", "exception"), await OutcomeAsync((story, _) => Task.FromResult(story.Claim("three", 1, 1))));

    [Fact]
    public async Task What_is_thrown_is_the_failure_and_stands_in_the_payload()
    {
        Payload told = await TellAsync((story, _) =>
        {
            story.Claim("one", 1, 1);
            story.Claim("two", 1, 1);
            throw new InvalidOperationException("broken in the middle");
        });

        Assert.Equal(("fail", "exception"), (told.Result, told.RootCause?.Code));
        Assert.Contains(told.Errors, error => error.Contains("broken in the middle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_runner_that_never_comes_back_ends_as_a_failure()
    {
        using ManualResetEventSlim never = new();
        Payload told = await Story.TellAsync(
            Surroundings.Begin("one-turn", "stub", "test"),
            Two,
            (_, _) =>
            {
                never.Wait(TimeSpan.FromMinutes(1));
                return Task.CompletedTask;
            },
            TimeSpan.FromMilliseconds(50));
        never.Set();

        Assert.Equal(("fail", "timed_out"), (told.Result, told.RootCause?.Code));
    }

    private static async Task<(string Result, string? Code)> OutcomeAsync(Func<Story, CancellationToken, Task> tell) => await TellAsync(tell) is var told ? (told.Result, told.RootCause?.Code) : default;

    private static Task<Payload> TellAsync(Func<Story, CancellationToken, Task> tell) => Story.TellAsync(Surroundings.Begin("one-turn", "stub", "test"), Two, tell, TimeSpan.FromMinutes(1));

    private static Task Both(Story story, int one, int two)
    {
        story.Claim("one", 1, one);
        story.Claim("two", 1, two);
        return Task.CompletedTask;
    }
}
