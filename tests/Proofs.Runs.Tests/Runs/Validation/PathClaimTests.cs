using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Every place in a result where a path can stand, and hostile paths in it.</summary>
public sealed class PathClaimTests
{
    private static readonly string[] Places = ["files_changed.0", "artifacts_created.0", "verification.produced_files.0.path", "proposed_changes.0.path", "artifact.ref"];

    public static TheoryData<string, string> Escapes
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string place in Places)
            {
                foreach (string path in new[] { "../x", "../../../../x", "src/../../x", "src/../x", "/etc/passwd", "C:/x", "a\\..\\b", "a/b\0c", "a/b\nc", "./..", ".agentxchain/reviews/../../x" })
                {
                    all.Add(place, path);
                }
            }

            return all;
        }
    }

    public static TheoryData<string, string, string> Reserved
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach (string place in Places)
            {
                foreach (string path in new[] { ".agentxchain/state.json", ".agentxchain/history.jsonl", ".agentxchain/decision-ledger.jsonl", ".agentxchain/lock.json", ".AgentXchain/State.json", ".git/config", ".github/proofs.yml" })
                {
                    all.Add(place, path, path);
                }

                all.Add(place, "./.agentxchain//state.json", ".agentxchain/state.json");
                all.Add(place, ".agentxchain/./lock.json/", ".agentxchain/lock.json");
                all.Add(place, "agentxchain.json", "agentxchain.json");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public void A_path_that_leaves_the_project_is_refused_wherever_it_stands(string place, string path)
    {
        Problem problem = Check(place, path).Fails("artifact", "path_outside_project");
        Assert.Equal(path, problem.Actual);
        Assert.Null(problem.Path);
    }

    [Theory]
    [MemberData(nameof(Reserved))]
    public void A_reserved_path_is_refused_wherever_it_stands(string place, string path, string canonical)
    {
        ValidationResult result = Check(place, path);
        Problem problem = result.Fails("artifact", "reserved_path_violation");
        Assert.Same(problem, result.Problems[0]);
        Assert.Equal(canonical, problem.Path);
        Assert.Equal("Turn result claims modification of reserved path: " + canonical, problem.Message);
    }

    [Theory]
    [InlineData("git:abc123", true)]
    [InlineData("git:HEAD~1", true)]
    [InlineData("workspace:dirty", true)]
    [InlineData("https://example.org/pull/1", true)]
    [InlineData("abc1234", true)]
    [InlineData("out/patch.diff", true)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("git:/../../x", false)]
    [InlineData("git:a\\b", false)]
    [InlineData("git:a\nb", false)]
    [InlineData("GIT:/../x", false)]
    [InlineData("", true)]
    public void A_reference_is_a_path_unless_it_is_a_word_or_has_a_scheme(string reference, bool passes)
    {
        ValidationResult result = Check("artifact.ref", reference);
        Assert.Equal(passes, result.FailedStage is null);
        Assert.True(!passes || result.Passes().Artifact?.Ref == reference);
    }

    [Fact]
    public void All_paths_are_told_before_anything_else_of_the_stage()
    {
        ValidationResult result = Scene.Reviewer.Check(change => (change["files_changed"], change["artifact"]!["type"]) = (new JsonArray("../x", ".agentxchain/state.json"), "workspace"));
        Assert.Equal(["path_outside_project", "reserved_path_violation", "artifact_type_illegal"], result.Problems.Take(3).Select(problem => problem.Reason.Id));
    }

    private static ValidationResult Check(string place, string path) => Scene.Author.Check(change =>
    {
        change["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/b.cs", ["action"] = "create", ["content"] = "x" });
        change["artifacts_created"] = new JsonArray("src/b.cs");
        Scene.Put(change, place, JsonValue.Create(path).ToJsonString());
    });
}
