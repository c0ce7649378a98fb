using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Files that go with the form of the work.</summary>
public sealed class ArtifactStageTests
{
    private static readonly Scene Planner = Scene.Author with { Phase = "planning" };

    [Fact]
    public void A_work_tree_without_files_is_refused()
    {
        Planner.Check(change => change["files_changed"] = new JsonArray()).Fails("artifact", "workspace_without_files");
        Planner.Check(change => (change["files_changed"], change["artifacts_created"]) = (new JsonArray(), new JsonArray("docs/a.md"))).Fails("artifact", "workspace_without_files");
    }

    [Theory]
    [InlineData("artifact", true)]
    [InlineData("ignore", false)]
    public void A_file_that_the_verification_left_to_be_kept_is_a_file(string disposition, bool passes)
    {
        ValidationResult result = Planner.Check(change =>
        {
            change["files_changed"] = new JsonArray();
            change["verification"]!["produced_files"]![0]!["disposition"] = disposition;
        });
        Assert.Equal(passes, result.FailedStage is null);
    }

    [Theory]
    [InlineData("files_changed")]
    [InlineData("artifacts_created")]
    public void A_review_of_an_author_lists_nothing_of_the_product(string key)
    {
        Planner.Check(change => (change["artifact"]!["type"], change["files_changed"], change["artifacts_created"]) = ("review", new JsonArray(".planning/PLAN.md"), new JsonArray())).Passes();
        ValidationResult result = Planner.Check(change =>
        {
            change["artifact"]!["type"] = "review";
            change["files_changed"] = new JsonArray();
            change[key] = new JsonArray(".planning/PLAN.md", "src/a.cs");
        });
        Assert.Equal("src/a.cs", result.Fails("artifact", "review_with_product_files").Path);
    }

    [Theory]
    [InlineData("files_changed", "[\"src/a.cs\"]", false)]
    [InlineData("files_changed", "[\".agentxchain/staging/turn_1/x.json\"]", false)]
    [InlineData("files_changed", "[\".planning/QA.md\",\".agentxchain/reviews/a.md\"]", true)]
    [InlineData("artifacts_created", "[\"docs/a.md\"]", false)]
    [InlineData("verification.produced_files", "[{\"path\":\"out/a.txt\",\"disposition\":\"artifact\"}]", false)]
    [InlineData("verification.produced_files", "[{\"path\":\"out/a.txt\",\"disposition\":\"ignore\"}]", true)]
    [InlineData("artifact.ref", "\"src/a.cs\"", false)]
    [InlineData("artifact.ref", "\".agentxchain/reviews/a.md\"", true)]
    [InlineData("artifact.ref", "\"git:abc123\"", true)]
    [InlineData("artifact.ref", "\"review-1\"", true)]
    public void Who_only_reviews_lists_plans_and_reviews(string place, string json, bool passes)
    {
        ValidationResult result = Scene.Reviewer.CheckWith(place, json);
        if (passes)
        {
            result.Passes();
        }
        else
        {
            result.Fails("artifact", "review_only_file_violation");
        }
    }

    [Theory]
    [InlineData("[\".planning/NOTES.md\"]", false)]
    [InlineData("[\".planning/NOTES.md\",\"src/a.cs\"]", true)]
    [InlineData("[\"TALK.md\"]", false)]
    public void A_completed_implementation_brings_something_about(string files, bool passes)
    {
        foreach (string type in new[] { "workspace", "patch", "commit" })
        {
            ValidationResult result = Scene.Author.Check(change => (change["files_changed"], change["artifact"]!["type"]) = (JsonNode.Parse(files), type));
            Assert.Equal(passes, result.FailedStage is null);
            Assert.True(passes || result.Fails("artifact", "implementation_without_product") is not null);
        }
    }

    [Fact]
    public void Only_a_completed_turn_of_the_phase_named_so_has_to()
    {
        JsonArray Plans() => new(".planning/NOTES.md");
        Planner.Check(change => change["files_changed"] = Plans()).Passes();
        foreach (string status in new[] { "blocked", "failed", "needs_human" })
        {
            Scene.Author.Check(change => (change["files_changed"], change["status"], change["needs_human_reason"]) = (Plans(), status, "x")).Passes();
        }
    }

    [Theory]
    [InlineData("run_1", "implementation", "completed", "src/a.cs", null, true)]
    [InlineData("run_2", "implementation", "completed", "src/a.cs", null, false)]
    [InlineData("run_1", "planning", "completed", "src/a.cs", null, false)]
    [InlineData("run_1", "implementation", "failed", "src/a.cs", null, false)]
    [InlineData("run_1", "implementation", "reissued", "src/a.cs", null, false)]
    [InlineData("run_1", "implementation", "completed", ".planning/a.md", null, false)]
    [InlineData("run_1", "implementation", "completed", "src/a.cs", ".planning/a.md", false)]
    [InlineData("run_1", "implementation", "completed", ".planning/a.md", "src/a.cs", true)]
    public void An_earlier_implementation_counts_when_it_really_was_one(string run, string phase, string status, string declared, string? observed, bool passes)
    {
        HistoryEntry earlier = new()
        {
            RunId = run,
            Phase = phase,
            Status = status,
            FilesChanged = [declared],
            ObservedArtifact = observed is null ? null : new ObservedArtifact { FilesChanged = [observed] },
        };
        ValidationResult result = Scene.Author.With(facts => facts with { History = [earlier] }).Check(change => change["files_changed"] = new JsonArray(".planning/NOTES.md"));
        Assert.Equal(passes, result.FailedStage is null);
    }

    [Theory]
    [InlineData("[\"tests/a.cs\"]", true)]
    [InlineData("[\"src/a.test.js\",\"src/B.spec.ts\",\"src/test_a.py\",\"src/a_test.go\",\"src/ATests.cs\",\".planning/x.md\"]", true)]
    [InlineData("[\"tests/a.cs\",\"src/a.cs\"]", false)]
    [InlineData("[\"src/contest.cs\"]", false)]
    public void An_implementation_of_nothing_but_tests_is_odd(string files, bool isOdd)
    {
        ValidationResult result = Scene.Author.Check(change => change["files_changed"] = JsonNode.Parse(files));
        result.Passes();
        Assert.Equal(isOdd, result.Warnings.Any(warning => warning.Contains("nothing but tests", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_that_are_listed_but_not_proposed_are_odd()
    {
        ValidationResult result = Scene.Proposer.Check(change => change["files_changed"] = new JsonArray("src/a.cs", "src/b.cs"));
        result.Passes();
        Assert.Contains("src/b.cs", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"path":"a","action":"create"}]""", false)]
    [InlineData("""[{"path":"a","action":"modify","content":null}]""", false)]
    [InlineData("""[{"path":"a","action":"modify","content":""}]""", true)]
    [InlineData("""[{"path":"a","action":"delete"}]""", true)]
    [InlineData("""[{"path":"a","action":"delete","content":""}]""", true)]
    [InlineData("""[{"path":"a","action":"delete"},{"path":"./a","action":"create","content":"x"}]""", false)]
    [InlineData("""[{"path":"a","action":"create","content":"x"},{"path":"a/b","action":"create","content":"x"}]""", false)]
    [InlineData("""[{"path":"PROPOSAL.md","action":"create","content":"x"}]""", false)]
    [InlineData("""[{"path":"a","action":"delete"},{"path":"b","action":"create","content":"x"}]""", true)]
    public void A_proposed_change_can_be_applied_as_it_stands(string changes, bool passes)
    {
        ValidationResult result = Scene.Proposer.CheckWith("proposed_changes", changes);
        Assert.Equal(passes, result.FailedStage is null);
        Assert.True(passes || result.Fails("artifact", "proposed_change_invalid").Field!.StartsWith("proposed_changes[", StringComparison.Ordinal));
    }
}
