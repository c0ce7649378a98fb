using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>What is put right about a result's shape, and what is not.</summary>
public sealed class NormalizationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"run_2\"")]
    [InlineData("\"\"")]
    [InlineData("\"<run_id>\"")]
    public void The_run_is_that_of_the_turn(string? json)
    {
        ValidationResult result = Scene.Author.CheckWith("run_id", json);
        Assert.Equal("run_1", result.Passes().RunId);
        Normalization repair = result.Repaired("run_id_from_assignment");
        Assert.Equal("run_id", repair.Field);
        Assert.True(JsonNode.DeepEquals(json is null ? null : JsonNode.Parse(json), repair.Original));
        Assert.Equal("run_1", repair.Normalized!.GetValue<string>());
    }

    [Theory]
    [InlineData("run_id", "3")]
    [InlineData("run_id", "[]")]
    public void A_run_of_another_kind_is_not_put_right(string place, string json) => Scene.Author.CheckWith(place, json).Fails("schema", "result_field_type");

    [Fact]
    public void The_run_of_another_turn_is_not_put_right() => Scene.Author.Check(change =>
    {
        change["turn_id"] = "turn_2";
        change.Remove("run_id");
    }).Fails("schema", "result_field_missing");

    [Fact]
    public void A_missing_runtime_is_the_assigned_one_and_another_is_not()
    {
        foreach (string? json in new[] { null, "null" })
        {
            ValidationResult result = Scene.Author.CheckWith("runtime_id", json);
            Assert.Equal("worker", result.Passes().RuntimeId);
            Assert.Null(result.Repaired("runtime_id_from_assignment").Original);
        }

        ValidationResult other = Scene.Author.CheckWith("runtime_id", "\"other\"");
        other.Fails("assignment", "runtime_id_mismatch");
        other.NotRepaired();
    }

    [Theory]
    [InlineData("role")]
    [InlineData("turn_id")]
    [InlineData("summary")]
    [InlineData("schema_version")]
    [InlineData("files_changed")]
    [InlineData("verification")]
    [InlineData("objections.0.severity")]
    [InlineData("objections.0.statement")]
    [InlineData("decisions.0.statement")]
    [InlineData("decisions.0.rationale")]
    [InlineData("artifact.type")]
    public void What_only_the_agent_can_know_is_not_made_up(string place)
    {
        foreach (string? json in new[] { null, "null", "\"\"" })
        {
            ValidationResult result = Scene.Author.CheckWith(place, json);
            Assert.Equal("schema", result.FailedStage);
            result.NotRepaired();
        }
    }

    [Fact]
    public void Files_modified_is_another_name_of_files_changed()
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change.Remove("files_changed");
            change["files_modified"] = new JsonArray("src/z.cs");
        });
        Assert.Equal(["src/z.cs"], result.Passes().FilesChanged);
        Assert.Equal("files_changed", result.Repaired("files_modified_renamed").Field);
        Assert.Empty(result.Warnings);
        ValidationResult both = Scene.Author.Check(change => change["files_modified"] = new JsonArray("src/z.cs"));
        Assert.Equal(["src/a.cs"], both.Passes().FilesChanged);
        both.NotRepaired();
        Scene.Author.Check(change =>
        {
            change.Remove("files_changed");
            change["files_modified"] = "src/z.cs";
        }).Fails("schema", "result_field_missing");
        Scene.Author.Check(change =>
        {
            change.Remove("files_changed");
            change["files_modified"] = new JsonArray(".agentxchain/state.json");
        }).Fails("artifact", "reserved_path_violation");
    }

    [Theory]
    [InlineData("decisions")]
    [InlineData("objections")]
    public void No_list_is_an_empty_one(string key)
    {
        foreach (string? json in new[] { null, "null" })
        {
            ValidationResult result = Scene.Author.CheckWith(key, json);
            result.Passes();
            Assert.Equal("[]", result.Repaired("missing_list_emptied").Normalized!.ToJsonString());
        }

        Scene.Author.CheckWith(key, "{}").Fails("schema", "result_field_type");
        Scene.Reviewer.CheckWith("objections", null).Fails("protocol", "challenge_requirement_violated");
    }

    [Theory]
    [InlineData("files_changed")]
    [InlineData("artifacts_created")]
    public void An_object_with_a_path_is_that_path(string key)
    {
        ValidationResult result = Scene.Author.CheckWith(key, """[{"path":"src/x.cs","action":"modified"},"src/y.cs",{"file":"./src/z.cs"}]""");
        TurnResult passed = result.Passes();
        Assert.Equal(["src/x.cs", "src/y.cs", "src/z.cs"], key == "files_changed" ? passed.FilesChanged : passed.ArtifactsCreated);
        Assert.Equal(key, result.Repaired("file_object_to_path").Field);
        Scene.Author.CheckWith(key, """[{"name":"src/x.cs"}]""").Fails("schema", "result_field_type");
        Scene.Author.CheckWith(key, """["src/y.cs",{"path":3}]""").Fails("schema", "result_field_type");
        Scene.Author.CheckWith(key, """[{"path":"../x"}]""").Fails("artifact", "path_outside_project");
    }

    [Theory]
    [InlineData("complete", "completed")]
    [InlineData("success", "completed")]
    [InlineData("done", "completed")]
    [InlineData("error", "failed")]
    [InlineData("failure", "failed")]
    public void A_few_words_count_as_others(string word, string status)
    {
        ValidationResult result = Scene.Author.Check(change => change["status"] = word);
        Assert.Equal(status, result.Passes().Status.ToString(), ignoreCase: true);
        Assert.Equal(word, result.Repaired("status_synonym").Original!.GetValue<string>());
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("Done")]
    [InlineData("DONE")]
    [InlineData("finished")]
    [InlineData("approved")]
    [InlineData("pass")]
    [InlineData("partial")]
    public void Other_words_do_not(string word)
    {
        ValidationResult result = Scene.Author.Check(change => change["status"] = word);
        result.Fails("schema", "result_field_value");
        result.NotRepaired();
    }

    [Theory]
    [InlineData("\"release\"", null, null, "pass", true)]
    [InlineData(null, "true", null, "pass", true)]
    [InlineData(null, "true", null, "skipped", true)]
    [InlineData(null, "true", null, "fail", false)]
    [InlineData(null, "true", "\"Look at it\"", "pass", false)]
    [InlineData("\"release\"", "true", null, "pass", false)]
    [InlineData(null, "false", null, "pass", false)]
    [InlineData(null, null, null, "pass", false)]
    [InlineData("\"\"", null, null, "pass", false)]
    public void Who_asks_to_go_on_is_done_when_nothing_speaks_against_it(string? phase, string? end, string? reason, string verification, bool isDone)
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change.Remove("status");
            change["phase_transition_request"] = phase is null ? null : JsonNode.Parse(phase);
            change["run_completion_request"] = end is null ? null : JsonNode.Parse(end);
            change["needs_human_reason"] = reason is null ? null : JsonNode.Parse(reason);
            change["verification"]!["status"] = verification;
        });
        Assert.Equal(isDone, result.Normalizations.Any(each => each.Rule == "status_from_request"));
        Assert.True(isDone ? result.Passes().Status == ResultStatus.Completed : result.Fails("schema", "result_field_missing").Field == "status");
    }

    [Fact]
    public void A_failure_that_exit_codes_show_speaks_against_it() => Scene.Author.Check(change =>
    {
        change.Remove("status");
        change["run_completion_request"] = true;
        change["verification"] = JsonNode.Parse("""{"machine_evidence":[{"command":"make","exit_code":1}]}""");
    }).Fails("schema", "result_field_missing");

    [Theory]
    [InlineData("needs_human", "Approved, ship it")]
    [InlineData("blocked", null)]
    public void A_status_that_is_there_is_not_touched(string status, string? reason)
    {
        ValidationResult result = Scene.Reviewer.Check(change => (change["status"], change["needs_human_reason"], change["summary"]) = (status, reason, "Approved, looks good to me"));
        TurnResult passed = result.Passes();
        Assert.Equal((null, null), (passed.PhaseTransitionRequest, passed.RunCompletionRequest));
        result.NotRepaired();
    }

    [Fact]
    public void A_review_that_asks_for_nothing_asks_for_nothing()
    {
        foreach (string phase in new[] { "planning", "release" })
        {
            ValidationResult result = (Scene.Reviewer with { Phase = phase }).Check(change => change["proposed_next_role"] = "human");
            TurnResult passed = result.Passes();
            Assert.Equal((null, null), (passed.PhaseTransitionRequest, passed.RunCompletionRequest));
            result.NotRepaired();
        }
    }

    [Fact]
    public void What_was_read_is_not_what_is_recorded_as_put_right()
    {
        ValidationResult result = Scene.Author.Check(change => (change["status"], change["run_id"]) = ("done", "run_2"));
        Assert.Equal(["run_id_from_assignment", "status_synonym"], result.Normalizations.Select(each => each.Rule));
        Assert.Equal(["run_2", "done"], result.Normalizations.Select(each => each.Original!.GetValue<string>()));
        Assert.Equal(["run_1", "completed"], result.Normalizations.Select(each => each.Normalized!.GetValue<string>()));
    }

    [Fact]
    public void What_was_put_right_is_told_of_a_result_that_fails_too() =>
        Scene.Author.Check(change => (change["run_id"], change["role"]) = ("run_2", "qa")).Repaired("run_id_from_assignment");
}
