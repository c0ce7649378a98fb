using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>What is put right about tests, paths, the form of the work and where the run goes on.</summary>
public sealed class OutcomeNormalizationTests
{
    [Theory]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0}]}""", "pass")]
    [InlineData("""{"commands":["a"],"machine_evidence":[{"command":"a","exit_code":0},{"command":"b","exit_code":2,"expected_exit_code":2}]}""", "pass")]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0},{"command":"b","exit_code":1}]}""", "fail")]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0,"expected_exit_code":1}]}""", "fail")]
    [InlineData("""{}""", null)]
    [InlineData("""{"machine_evidence":[]}""", null)]
    [InlineData("""{"evidence_summary":"All tests passed"}""", null)]
    [InlineData("""{"commands":["a"]}""", null)]
    [InlineData("""{"commands":["a","b"],"machine_evidence":[{"command":"a","exit_code":0}]}""", null)]
    [InlineData("""{"commands":"a","machine_evidence":[{"command":"a","exit_code":0}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0},{"command":"b"}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":" ","exit_code":0}]}""", null)]
    [InlineData("""{"machine_evidence":[{"exit_code":0}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":"0"}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0,"expected_exit_code":"0"}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0},{"type":"note","text":"b"}]}""", null)]
    [InlineData("""{"machine_evidence":[{"command":"a","exit_code":0},"b"]}""", null)]
    public void A_missing_status_follows_from_whole_evidence_only(string verification, string? status)
    {
        ValidationResult result = Scene.Author.CheckWith("verification", verification);
        if (status is null)
        {
            Assert.Contains("verification.status", result.Fails("verification", "result_field_missing").Field, StringComparison.Ordinal);
            Assert.DoesNotContain(result.Normalizations, each => each.Field == "verification.status");
        }
        else
        {
            Assert.Equal(status, result.Passes().Verification!.Status.ToString(), ignoreCase: true);
            Assert.Equal(status, result.Repaired("verification_status_from_exit_codes").Normalized!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("\"fail\"")]
    [InlineData("\"skipped\"")]
    [InlineData("\"unknown\"")]
    [InlineData("\"passed\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("false")]
    public void A_status_that_is_there_is_not_touched(string status)
    {
        ValidationResult result = Scene.Author.CheckWith("verification.status", status);
        Assert.DoesNotContain(result.Normalizations, each => each.Field.StartsWith("verification", StringComparison.Ordinal));
        Assert.True(result.FailedStage == "verification" || result.Passes().Verification!.Status != VerificationStatus.Pass);
    }

    [Fact]
    public void An_exit_code_is_never_declared_afterwards()
    {
        ValidationResult result = Scene.Author.CheckWith("verification", """{"status":"pass","machine_evidence":[{"command":"make","exit_code":1}]}""");
        result.Fails("verification", "undeclared_exit_code");
        result.NotRepaired();
    }

    [Fact]
    public void A_description_among_the_evidence_belongs_in_the_summary()
    {
        ValidationResult result = Scene.Author.CheckWith("verification", """{"status":"pass","evidence_summary":"Fine","machine_evidence":[{"type":"screenshot","path":"a.png"},{"command":"make","exit_code":0},{"type":"note","text":"b"}]}""");
        Verification passed = result.Passes().Verification!;
        Assert.Equal("Fine\n{\"type\":\"screenshot\",\"path\":\"a.png\"}\n{\"type\":\"note\",\"text\":\"b\"}", passed.EvidenceSummary);
        Assert.Equal("make", Assert.Single(passed.MachineEvidence!).Command);
        Assert.Equal(["verification.evidence_summary", "verification.machine_evidence"], result.Normalizations.Where(each => each.Rule == "typed_evidence_to_summary").Select(each => each.Field));
    }

    [Theory]
    [InlineData("""{"type":"test","exit_code":1}""")]
    [InlineData("""{"type":"test","command":"make"}""")]
    [InlineData("""{"type":"test","passed":false}""")]
    [InlineData("""{"type":"test","result":"failed"}""")]
    [InlineData("""{"type":"test","text":3}""")]
    [InlineData("""{"text":"b"}""")]
    public void Evidence_that_may_be_an_outcome_is_not_moved(string evidence)
    {
        ValidationResult result = Scene.Author.CheckWith("verification", $"{{\"status\":\"pass\",\"machine_evidence\":[{evidence}]}}");
        result.Fails("verification", "result_field_missing");
        result.NotRepaired();
    }

    [Fact]
    public void A_summary_that_is_no_text_takes_nothing_in() =>
        Scene.Author.CheckWith("verification", """{"status":"pass","evidence_summary":{},"machine_evidence":[{"type":"note","text":"b"}]}""").Fails("verification", "result_field_type");

    [Fact]
    public void Paths_are_brought_into_their_one_form()
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change["files_changed"] = new JsonArray("./src//a.cs", "src/b.cs");
            change["artifacts_created"] = new JsonArray("docs/./a.md/");
            change["verification"]!["produced_files"]![0]!["path"] = "./out/a.txt";
            change["artifact"]!["ref"] = "./out//patch.diff";
            change["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/./b.cs", ["action"] = "delete" });
        });
        TurnResult passed = result.Passes();
        Assert.Equal(["src/a.cs", "src/b.cs"], passed.FilesChanged);
        Assert.Equal(["docs/a.md"], passed.ArtifactsCreated);
        Assert.Equal("out/a.txt", passed.Verification!.ProducedFiles![0].Path);
        Assert.Equal("out/patch.diff", passed.Artifact!.Ref);
        Assert.Equal("src/b.cs", passed.ProposedChanges![0].Path);
        Assert.Equal(
            ["files_changed", "artifacts_created", "proposed_changes[0].path", "verification.produced_files[0].path", "artifact.ref"],
            result.Normalizations.Where(each => each.Rule == "path_canonicalised").Select(each => each.Field));
    }

    [Theory]
    [InlineData(WriteAuthority.Authoritative, "workspace")]
    [InlineData(WriteAuthority.Proposed, "patch")]
    [InlineData(WriteAuthority.ReviewOnly, "review")]
    public void A_missing_artifact_has_the_form_that_the_authority_demands(WriteAuthority authority, string type)
    {
        foreach (string? json in new[] { null, "null" })
        {
            ValidationResult result = (new Scene { Authority = authority, RuntimeType = "manual" }).CheckWith("artifact", json);
            Assert.Equal(type, result.Passes().Artifact?.Type);
            result.Repaired("artifact_from_authority");
        }
    }

    [Fact]
    public void A_missing_artifact_of_a_proposal_that_only_ends_the_run_is_a_review() => Assert.Equal("review", Scene.Proposer.Check(change =>
    {
        change.Remove("artifact");
        change.Remove("proposed_changes");
        change["run_completion_request"] = true;
    }).Passes().Artifact?.Type);

    [Fact]
    public void A_missing_artifact_hides_no_missing_work()
    {
        Scene.Author.Check(Without("files_changed")).Fails("artifact", "workspace_without_files");
        Scene.Proposer.Check(Without("proposed_changes")).Fails("artifact", "proposed_changes_required");
        static Action<JsonObject> Without(string key) => change =>
        {
            change.Remove("artifact");
            change[key] = new JsonArray();
        };
    }

    [Theory]
    [InlineData(WriteAuthority.Authoritative, "completed", "\"implementation\"", null, true)]
    [InlineData(WriteAuthority.Authoritative, "completed", null, "true", true)]
    [InlineData(WriteAuthority.Authoritative, "blocked", null, null, true)]
    [InlineData(WriteAuthority.Authoritative, "needs_human", null, null, true)]
    [InlineData(WriteAuthority.Authoritative, "failed", null, null, true)]
    [InlineData(WriteAuthority.Authoritative, "completed", null, null, false)]
    [InlineData(WriteAuthority.Authoritative, "completed", null, "false", false)]
    [InlineData(WriteAuthority.Proposed, "completed", null, "true", false)]
    [InlineData(WriteAuthority.ReviewOnly, "completed", null, "true", false)]
    public void A_work_tree_without_files_is_a_review_when_there_was_nothing_to_do(WriteAuthority authority, string status, string? phase, string? end, bool isReview)
    {
        ValidationResult result = (new Scene { Authority = authority, RuntimeType = "manual", Phase = "planning" }).Check(Empty(status, phase, end));
        Assert.Equal(isReview, result.Normalizations.Any(each => each.Rule == "empty_workspace_to_review"));
        Assert.True(isReview ? result.Passes().Artifact?.Type == "review" : result.FailedStage == "artifact");
    }

    [Theory]
    [InlineData("files_changed", "[\"src/a.cs\"]")]
    [InlineData("artifacts_created", "[\"docs/a.md\"]")]
    [InlineData("verification.produced_files", "[{\"path\":\"a\",\"disposition\":\"ignore\"}]")]
    [InlineData("artifact.type", "\"commit\"")]
    public void A_turn_with_something_to_show_keeps_its_form(string place, string json)
    {
        ValidationResult result = (Scene.Author with { Phase = "planning" }).Check(change =>
        {
            Empty("completed", null, "true")(change);
            Scene.Put(change, place, json);
        });
        Assert.DoesNotContain(result.Normalizations, each => each.Rule == "empty_workspace_to_review");
    }

    [Theory]
    [InlineData("\"release\"", null)]
    [InlineData(null, "true")]
    public void An_implementation_without_files_stays_none_whatever_it_asks_for(string? phase, string? end) =>
        Scene.Author.Check(Empty("completed", phase, end)).Fails("artifact", "implementation_without_product");

    [Theory]
    [InlineData("planning", "plan_gate", "implementation")]
    [InlineData("implementation", "build_gate", "release")]
    [InlineData("planning", "build_gate", null)]
    [InlineData("implementation", "plan_gate", null)]
    [InlineData("release", "ship_gate", null)]
    public void The_gate_of_the_phase_stands_for_the_phase_behind_it(string phase, string asked, string? meant)
    {
        ValidationResult result = (Scene.Author with { Phase = phase }).Check(change => (change["phase_transition_request"], change["proposed_next_role"]) = (asked, "human"));
        if (meant is null)
        {
            result.Fails("protocol", "invalid_phase_transition");
            result.NotRepaired();
        }
        else
        {
            Assert.Equal(meant, result.Passes().PhaseTransitionRequest);
            Assert.Equal(asked, result.Repaired("gate_name_to_phase").Original!.GetValue<string>());
        }
    }

    [Fact]
    public void A_phase_that_is_named_like_the_gate_is_that_phase() =>
        Scene.Author.Configured(same => same with { Routing = [new("implementation") { ExitGate = "last" }, new("middle"), new("last")] }).Check(change => change["phase_transition_request"] = "last").Fails("protocol", "invalid_phase_transition");

    [Theory]
    [InlineData("planning", "release")]
    [InlineData("implementation", "planning")]
    public void A_request_for_a_phase_that_is_not_the_next_is_not_put_right(string phase, string asked)
    {
        ValidationResult result = (Scene.Author with { Phase = phase }).Check(change => change["phase_transition_request"] = asked);
        result.Fails("protocol", "invalid_phase_transition");
        result.NotRepaired();
    }

    [Fact]
    public void A_missing_next_role_is_a_person()
    {
        foreach (string? json in new[] { null, "null" })
        {
            ValidationResult result = Scene.Author.CheckWith("proposed_next_role", json);
            Assert.Equal("human", result.Passes().ProposedNextRole);
            result.Repaired("missing_next_role");
        }
    }

    [Theory]
    [InlineData("ops", "qa")]
    [InlineData("nobody", "qa")]
    [InlineData("human", "human")]
    [InlineData("dev", "dev")]
    public void A_next_role_without_a_turn_is_the_first_other_one_that_has(string proposed, string next)
    {
        ValidationResult result = Scene.Author.Check(change => change["proposed_next_role"] = proposed);
        Assert.Equal(next, result.Passes().ProposedNextRole);
        Assert.Equal(proposed != next, result.Normalizations.Any(each => each.Rule == "illegal_next_role_replaced"));
    }

    [Theory]
    [InlineData("<role>", "unfilled_placeholder")]
    [InlineData("QA Team", "result_field_value")]
    public void A_next_role_that_is_none_is_not_put_right(string proposed, string code) => Scene.Author.Check(change => change["proposed_next_role"] = proposed).Fails("schema", code);

    private static Action<JsonObject> Empty(string status, string? phase, string? end) => change =>
    {
        change["files_changed"] = new JsonArray();
        change["artifact"]!["type"] = "workspace";
        change["verification"]!.AsObject().Remove("produced_files");
        change["status"] = status;
        change["needs_human_reason"] = "Something";
        change["phase_transition_request"] = phase is null ? null : JsonNode.Parse(phase);
        change["run_completion_request"] = end is null ? null : JsonNode.Parse(end);
    };
}
