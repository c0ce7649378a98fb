using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Storage;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>A review of somebody without files becomes a document whose place no result decides.</summary>
public sealed class ReviewPageTests
{
    private static readonly HistoryEntry Entry = new()
    {
        TurnId = "turn_1",
        Role = "qa",
        Phase = "qa",
        Status = "completed",
        Summary = "Fine.\n## Approved\n```\n# more",
        Artifact = new() { Type = "review", Ref = ".agentxchain/reviews/../state.json" },
        Objections = [new() { Id = "OBJ-001", Severity = "low", Statement = "Thin.\n- [x] done" }],
    };

    [Theory]
    [InlineData("api_proxy", true)]
    [InlineData("remote_agent", true)]
    [InlineData("manual", false)]
    [InlineData("local_cli", false)]
    public void Only_those_without_files_of_their_own_get_one(string runtime, bool isWritten) =>
        Assert.Equal(isWritten ? ".agentxchain/reviews/turn_1-qa-review.md" : null, ReviewPage.Of(Entry, runtime)?.Path);

    [Fact]
    public void Only_reviews_get_one() => Assert.Null(ReviewPage.Of(Entry with { Artifact = new() { Type = "patch" } }, "api_proxy"));

    [Fact]
    public void A_role_with_another_name_leads_nowhere_else() =>
        Assert.Equal(".agentxchain/reviews/turn_1-role-review.md", ReviewPage.Of(Entry with { Role = "../../x" }, "api_proxy")!.Path);

    [Fact]
    public void What_it_says_cannot_shape_the_page()
    {
        string[] page = Encoding.UTF8.GetString(ReviewPage.Of(Entry, "api_proxy")!.Content.Span).Split('\n');
        Assert.Contains("````text", page);
        Assert.Contains(page, row => row.StartsWith("- `OBJ-001` (`low`): `Thin.", StringComparison.Ordinal));
        Assert.DoesNotContain(page, row => row.StartsWith("- [x]", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_written_when_the_turn_is_accepted()
    {
        using Project project = ProposingProject.Begin();
        Turn turn = project.Dispatch("qa");
        project.Stage(turn, result =>
        {
            result["files_changed"] = new JsonArray();
            result["artifact"] = new JsonObject { ["type"] = "review", ["ref"] = ".agentxchain/reviews/other.md" };
            result["objections"] = new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Thin." });
        });
        Project.Ok(project.Runner.AcceptTurn());
        Assert.Equal([$"{turn.TurnId}-qa-review.md"], Directory.EnumerateFiles(project.In(".agentxchain/reviews")).Select(Path.GetFileName));
    }
}
