using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>The result is of the turn that is assigned.</summary>
public sealed class AssignmentStageTests
{
    [Theory]
    [InlineData("turn_id", "turn_2", "turn_id_mismatch", "turn_id mismatch: turn result has \"turn_2\", state has \"turn_1\".")]
    [InlineData("role", "qa", "role_mismatch", "role mismatch: turn result has \"qa\", state has \"dev\".")]
    [InlineData("runtime_id", "other", "runtime_id_mismatch", "runtime_id mismatch: turn result has \"other\", state has \"worker\".")]
    public void Another_one_than_assigned_is_refused(string key, string value, string code, string message)
    {
        ValidationResult result = Scene.Author.Check(change => change[key] = value);
        Problem problem = result.Fails("assignment", code);
        Assert.Equal(message, problem.Message);
        Assert.Equal(key, problem.Field);
        Assert.Equal(value, problem.Actual);
        Assert.Single(result.Problems);
    }

    [Fact]
    public void The_run_of_another_turn_is_another_run()
    {
        ValidationResult result = Scene.Author.Check(change => (change["turn_id"], change["run_id"]) = ("turn_2", "run_2"));
        Assert.Equal("run_id mismatch: turn result has \"run_2\", state has \"run_1\".", result.Fails("assignment", "run_id_mismatch").Message);
        Assert.Equal(["turn_id_mismatch", "run_id_mismatch"], result.Problems.Select(problem => problem.Reason.Id));
        result.NotRepaired();
    }

    [Fact]
    public void A_turn_that_is_not_active_has_no_result() =>
        TurnValidation.Validate(Good(), Scene.Author.State, Scene.Author.Configuration, "turn_9", Scene.Author.Facts).Fails("assignment", "result_without_turn");

    [Fact]
    public void Without_a_turn_at_work_there_is_no_result()
    {
        Scene idle = Scene.Author with { Arrange = state => state with { ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) } };
        Assert.Contains("0 are active", idle.Check().Fails("assignment", "result_without_turn").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_turns_at_work_one_has_to_be_named()
    {
        Scene several = Scene.Author with
        {
            Arrange = state => state with { ActiveTurns = new Dictionary<string, Turn>(state.ActiveTurns, StringComparer.Ordinal) { ["turn_2"] = new() { TurnId = "turn_2", AssignedRole = "qa", RuntimeId = "worker" } } },
        };
        Assert.Contains("2 are active", several.Check().Fails("assignment", "result_without_turn").Message, StringComparison.Ordinal);
        TurnValidation.Validate(Good(), several.State, several.Configuration, "turn_1", several.Facts).Passes();
        TurnValidation.Validate(Good(), several.State, several.Configuration, "turn_2", several.Facts).Fails("assignment", "turn_id_mismatch");
    }

    [Fact]
    public void A_state_that_names_no_runtime_means_the_roles_own() =>
        (Scene.Author with { ArrangeTurn = turn => turn with { RuntimeId = string.Empty } }).Check().Passes();

    [Fact]
    public void A_run_without_id_has_no_result() => (Scene.Author with { Arrange = state => state with { RunId = null } }).Check().Fails("assignment", "run_id_mismatch");

    private static byte[] Good() => System.Text.Encoding.UTF8.GetBytes(Scene.Author.Result.ToJsonString());
}
