using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>Only what may go away by itself is tried again, and every attempt is told.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task An_overloaded_provider_is_asked_once_more()
    {
        Payload told = await TellAsync(Each(529));
        Assert.True(told.Result == "pass", Prove.Describe(told));
        Assert.Equal(2, told.AttemptsUsed);
        Assert.Equal([(1, "fail", "reject_exhausted", true, "provider_overloaded"), (2, "pass", "completed", false, null)], Attempts(told));
    }

    [Fact]
    public async Task A_provider_that_stays_overloaded_is_asked_three_times()
    {
        Payload told = await TellAsync(Each(529), Each(529), Each(529));
        Assert.Equal(("fail", 3, "provider_overloaded"), (told.Result, told.AttemptsUsed, told.RootCause?.Code));
        Assert.All(Attempts(told), attempt => Assert.True(attempt.Retryable));
    }

    [Theory]
    [InlineData(401, "auth_failure")]
    [InlineData(402, "rate_limited")]
    public async Task What_does_not_go_away_by_itself_is_not_tried_again(int status, string code)
    {
        Payload told = await TellAsync(Each(status));
        Assert.Equal([(1, "fail", "blocked", false, code)], Attempts(told));
        Assert.Equal(["exit.zero"], told.Claims.Where(claim => claim.Result == "fail").Select(claim => claim.Id));
        Assert.DoesNotContain(told.Claims, claim => claim.Result == "pass");
        Assert.Equal((code, 1, null), (told.RootCause?.Code, told.AttemptsUsed, told.Artifacts?.Cost.TotalUsd));
    }

    [Fact]
    public async Task Attempts_that_were_rejected_are_told_and_paid_for_and_a_refused_result_is_kept()
    {
        JsonArray answers = Bench.Answers(CliAutoApproveProof.Main);
        JsonObject unfilled = answers[0]!.DeepClone().AsObject();
        unfilled["result"]!.AsObject().Remove("summary");
        answers.Insert(0, unfilled);
        answers.Insert(0, new JsonObject { ["status"] = 529 });
        Payload told = await TellCompletedAsync(answers);
        Assert.Equal([("planner", false), ("planner", false), ("planner", true), ("reviewer", true)], told.TurnHistory.Select(turn => (turn.Role, turn.Accepted)));
        Assert.Equal("provider_overloaded", told.TurnHistory[0].ErrorCode);
        string planner = told.TurnHistory[0].TurnId;
        Assert.Equal([new RejectedAttempt("planner", planner, 1, planner, 2, ResultKept: false), new RejectedAttempt("planner", planner, 2, planner, 3, ResultKept: true)], told.Rejections);
        Assert.Equal((0.0008m, 0.0012m), (told.Artifacts!.Cost.TotalUsd, (decimal)told.Claims.Single(claim => claim.Id == "cost.adds_up").Actual!["charged_usd"]!));
    }

    /// <summary>The run that is to be completed, without those that cannot be: they are the same whatever its model answers.</summary>
    private static async Task<Payload> TellCompletedAsync(JsonArray answers)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(answers);
        using Bench bench = new(null);
        CliProject project = await bench.ArrangeAsync(CliAutoApproveProof.Main, model.Address, CancellationToken.None);
        Launched run = await project.RunAsync(CliProject.ByItself, Secrets.MadeUp(), CancellationToken.None);
        Payload told = await Story.TellAsync(
            Surroundings.Begin(CliAutoApproveProof.Name, "loopback", "tests"),
            CliAutoApproveProof.Says,
            (story, late) =>
            {
                CompletedRun completed = new(story, project, run);
                completed.Tell();
                return completed.JudgeAsync(model, late);
            },
            TestKit.Run.Limit);
        Assert.Equal(["blocked.not_zero", "held.not_zero", "key.kept"], told.Claims.Where(claim => claim.Result != "pass").Select(claim => claim.Id));
        return told;
    }

    private static Task<Payload> TellAsync(params JsonArray[] answers) => CliAutoApproveProof.TellAsync(null, "loopback", answers: answers);

    private static JsonArray Each(int status) => [.. Enumerable.Range(0, 3).Select(_ => new JsonObject { ["status"] = status })];

    private static IEnumerable<(int Number, string Result, string? StopReason, bool Retryable, string? Code)> Attempts(Payload told) =>
        told.AttemptHistory.Select(attempt => (attempt.Number, attempt.Result, attempt.StopReason, attempt.Retryable, attempt.RootCause?.Code));
}
