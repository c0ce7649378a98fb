using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Authority, runtime and artifact: every combination of a completed turn that has something to show.</summary>
public sealed class AuthorityMatrixTests
{
    private const string Ok = "";
    private const string Binding = "authority_not_for_runtime";
    private const string Type = "artifact_type_illegal";
    private const string Review = "review_with_product_files";

    private static readonly string[] Runtimes = ["manual", "local_cli", "api_proxy", "remote_agent", "mcp"];
    private static readonly string[] Artifacts = ["workspace", "patch", "commit", "review"];

    /// <summary>By authority and artifact: what each of the runtimes above leads to.</summary>
    private static readonly Dictionary<(WriteAuthority, string), string[]> Expected = new()
    {
        [(WriteAuthority.Authoritative, "workspace")] = [Ok, Ok, Binding, Binding, Ok],
        [(WriteAuthority.Authoritative, "patch")] = [Ok, Ok, Binding, Binding, Ok],
        [(WriteAuthority.Authoritative, "commit")] = [Ok, Ok, Binding, Binding, Ok],
        [(WriteAuthority.Authoritative, "review")] = [Review, Review, Binding, Binding, Review],
        [(WriteAuthority.Proposed, "workspace")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.Proposed, "patch")] = [Ok, Ok, Ok, Ok, Ok],
        [(WriteAuthority.Proposed, "commit")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.Proposed, "review")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.ReviewOnly, "workspace")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.ReviewOnly, "patch")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.ReviewOnly, "commit")] = [Type, Type, Type, Type, Type],
        [(WriteAuthority.ReviewOnly, "review")] = [Ok, Ok, Ok, Ok, Ok],
    };

    public static TheoryData<WriteAuthority, string, string, string> Combinations
    {
        get
        {
            TheoryData<WriteAuthority, string, string, string> all = [];
            foreach (((WriteAuthority authority, string artifact), string[] codes) in Expected)
            {
                foreach ((string runtime, string code) in Runtimes.Zip(codes))
                {
                    all.Add(authority, runtime, artifact, code);
                }
            }

            return all;
        }
    }

    [Fact]
    public void Every_combination_is_there() => Assert.Equal(Enum.GetValues<WriteAuthority>().Length * Runtimes.Length * Artifacts.Length, Combinations.Count);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_form_of_work_goes_with_an_authority_and_a_runtime(WriteAuthority authority, string runtime, string artifact, string code)
    {
        ValidationResult result = (new Scene { Authority = authority, RuntimeType = runtime }).Check(change => change["artifact"]!["type"] = artifact);
        if (code == Ok)
        {
            Assert.Equal(artifact, result.Passes().Artifact?.Type);
        }
        else
        {
            result.Fails("artifact", code);
        }
    }

    [Theory]
    [InlineData("workspace", "Artifact type \"workspace\" requires authoritative write authority, but role \"dev\" has \"proposed\".")]
    [InlineData("commit", "Artifact type \"commit\" requires authoritative write authority, but role \"dev\" has \"proposed\".")]
    public void A_role_that_proposes_is_told_why_it_may_not_write(string type, string message) =>
        Assert.Equal(message, Scene.Proposer.Check(change => change["artifact"]!["type"] = type).Fails("artifact", Type).Message);

    [Fact]
    public void A_role_that_reviews_is_told_why_it_may_not_write() =>
        Assert.Equal("Artifact type \"workspace\" requires authoritative write authority, but role \"dev\" has \"review_only\".", Scene.Reviewer.Check(change => change["artifact"]!["type"] = "workspace").Fails("artifact", Type).Message);

    [Theory]
    [InlineData("manual")]
    [InlineData("local_cli")]
    [InlineData("api_proxy")]
    [InlineData("remote_agent")]
    [InlineData("mcp")]
    public void A_completed_proposal_holds_changes_on_every_runtime(string runtime)
    {
        Scene scene = Scene.Proposer with { RuntimeType = runtime };
        foreach (string? changes in new[] { null, "null", "[]" })
        {
            scene.CheckWith("proposed_changes", changes).Fails("artifact", "proposed_changes_required");
        }
    }

    [Theory]
    [InlineData("patch", "completed", true, true)]
    [InlineData("review", "completed", true, true)]
    [InlineData("patch", "completed", false, false)]
    [InlineData("review", "completed", false, false)]
    [InlineData("patch", "blocked", false, true)]
    [InlineData("review", "failed", false, true)]
    [InlineData("review", "needs_human", false, true)]
    [InlineData("workspace", "completed", true, false)]
    [InlineData("commit", "blocked", false, false)]
    public void A_proposal_without_changes_asks_for_the_end_or_is_not_done(string type, string status, bool asksForEnd, bool passes)
    {
        ValidationResult result = Scene.Proposer.Check(change =>
        {
            change.Remove("proposed_changes");
            change["artifact"]!["type"] = type;
            change["status"] = status;
            change["needs_human_reason"] = "Something";
            change["run_completion_request"] = asksForEnd;
        });
        Assert.Equal(passes, result.FailedStage is null);
        Assert.True(passes || result.FailedStage == "artifact");
    }

    [Fact]
    public void A_review_that_proposes_changes_is_no_review() =>
        Scene.Proposer.Check(change => (change["artifact"]!["type"], change["run_completion_request"]) = ("review", true)).Fails("artifact", Type);

    [Fact]
    public void Who_only_reviews_proposes_nothing()
    {
        Scene.Reviewer.Check(change => change["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = ".planning/x.md", ["action"] = "create", ["content"] = "x" })).Fails("artifact", "proposal_without_authority");
        Scene.Reviewer.Check(change => change["proposed_changes"] = new JsonArray()).Passes();
    }

    [Fact]
    public void A_role_or_a_runtime_that_is_not_configured_is_refused()
    {
        Scene.Author.Configured(same => same with { Roles = same.Roles.Where(role => role.Key != "dev").ToDictionary(StringComparer.Ordinal) }).Check().Fails("artifact", "result_role_unknown");
        Scene.Author.Configured(same => same with { Runtimes = new Dictionary<string, Runtime>(StringComparer.Ordinal) }).Check().Fails("artifact", "result_runtime_unknown");
        (Scene.Author with { RuntimeType = "telepathy" }).Check().Fails("artifact", "result_runtime_unknown");
    }
}
