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
    public async Task What_a_rejected_attempt_cost_is_part_of_the_sum()
    {
        JsonArray answers = Bench.Answers(CliAutoApproveProof.Main);
        answers.Insert(0, new JsonObject { ["status"] = 529 });
        Payload told = await TellCompletedAsync(answers);
        Assert.Equal([("planner", false, "provider_overloaded"), ("planner", true, null), ("reviewer", true, null)], told.TurnHistory.Select(turn => (turn.Role, turn.Accepted, turn.ErrorCode)));
        Assert.Equal([new RejectedAttempt("planner", told.TurnHistory[0].TurnId, 1, told.TurnHistory[0].TurnId, 2, ResultKept: false)], told.Rejections);
    }

    [Fact]
    public async Task A_result_that_was_refused_is_kept_and_paid_for()
    {
        JsonArray answers = Bench.Answers(CliAutoApproveProof.Main);
        JsonObject unfilled = answers[0]!.DeepClone().AsObject();
        unfilled["result"]!.AsObject().Remove("summary");
        answers.Insert(0, unfilled);
        Payload told = await TellCompletedAsync(answers);
        Assert.Equal([new RejectedAttempt("planner", told.TurnHistory[0].TurnId, 1, told.TurnHistory[0].TurnId, 2, ResultKept: true)], told.Rejections);
        Assert.Equal((0.0008m, 0.0012m), (told.Artifacts!.Cost.TotalUsd, (decimal)told.Claims.Single(claim => claim.Id == "cost.adds_up").Actual!["charged_usd"]!));
    }

    /// <summary>The run that is to be completed, without those that cannot be: they are the same whatever its model answers.</summary>
    private static async Task<Payload> TellCompletedAsync(JsonArray answers)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(answers);
        using Bench bench = new(null);
        CliProject project = await bench.ArrangeAsync(CliAutoApproveProof.Main, model.Address, CancellationToken.None);
        Launched run = await project.RunAsync(CliProject.ByItself, Secrets.MadeUp(), CancellationToken.None);
        Payload told = await Story.TellAsync(Surroundings.Begin(CliAutoApproveProof.Name, "loopback", "tests"), CliAutoApproveProof.Says, (story, late) => JudgeAsync(new(story, project, run), model, late), TestKit.Run.Limit);
        Assert.Equal(["blocked.not_zero", "held.not_zero", "key.kept"], told.Claims.Where(claim => claim.Result != "pass").Select(claim => claim.Id));
        return told;
    }

    private static Task JudgeAsync(CompletedRun completed, ModelProcess model, CancellationToken late)
    {
        completed.Tell();
        return completed.JudgeAsync(model, late);
    }

    private static Task<Payload> TellAsync(params JsonArray[] answers) => CliAutoApproveProof.TellAsync(null, "loopback", answers: answers);

    private static JsonArray Each(int status) => [.. Enumerable.Range(0, 3).Select(_ => new JsonObject { ["status"] = status })];

    private static IEnumerable<(int Number, string Result, string? StopReason, bool Retryable, string? Code)> Attempts(Payload told) =>
        told.AttemptHistory.Select(attempt => (attempt.Number, attempt.Result, attempt.StopReason, attempt.Retryable, attempt.RootCause?.Code));
}
