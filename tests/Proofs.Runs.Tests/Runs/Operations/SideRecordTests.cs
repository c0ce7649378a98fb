using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>What a step leaves in the files beside the records.</summary>
public sealed class SideRecordTests
{
    private const string Tasks = "HUMAN_TASKS.md";
    private const string Escalations = ".agentxchain/human-escalations.jsonl";
    private const string RunHistory = ".agentxchain/run-history.jsonl";

    [Fact]
    public void A_completed_run_gets_one_line()
    {
        Scene scene = Scene.Begun(phase: "qa");
        Assert.Empty(scene.Accept("qa", result => result["run_completion_request"] = true).Appended);
        scene.Now += TimeSpan.FromSeconds(90);
        JsonNode line = Line(scene.Allow(new ApproveRunCompletion()), RunHistory);
        Assert.Equal(("0.1", "completed", "demo", 90_000, 1, 0), ((string?)line["schema_version"], (string?)line["status"], (string?)line["project_id"], (int)line["duration_ms"]!, (int)line["total_turns"]!, (int)line["decisions_count"]!));
        Assert.Equal(scene.State.RunId, (string?)line["run_id"]);
        Assert.Equal(["qa"], line["roles_used"]!.AsArray().Select(role => (string?)role));
        Assert.Equal(["qa"], line["phases_completed"]!.AsArray().Select(phase => (string?)phase));
        Assert.Equal("passed", (string?)line["gate_results"]!["ship"]);
    }

    [Fact]
    public void A_blocked_run_gets_a_line_and_one_that_goes_on_none()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        Change last = scene.Accept("dev", result => { result["status"] = "needs_human"; result["needs_human_reason"] = "Which colour?"; result["decisions"] = new JsonArray(Scene.Decision("DEC-001")); });
        JsonNode line = Line(last, RunHistory);
        Assert.Equal(("blocked", 1, 1), ((string?)line["status"], (int)line["total_turns"]!, (int)line["decisions_count"]!));
        Assert.Empty(line["phases_completed"]!.AsArray());
        Assert.Null(line["completed_at"]);
        Assert.DoesNotContain(scene.Allow(new ReactivateRun()).Appended, file => file.Path == RunHistory);
    }

    [Fact]
    public void What_a_person_has_to_do_is_raised_once_and_settled_under_the_same_id()
    {
        Scene scene = Scene.Begun();
        Change raised = scene.Allow(new Escalate("hesc_00000000000000aa", "need a key") { Detail = "for the mail", Action = "Give it." });
        JsonNode line = Line(raised, Escalations);
        Assert.Equal(("raised", "hesc_00000000000000aa", "need a key", "for the mail", "Give it.", "operator_escalation"), ((string?)line["kind"], (string?)line["escalation_id"], (string?)line["reason"], (string?)line["detail"], (string?)line["action"], (string?)line["type"]));
        Assert.Contains("- reason: `need a key`\n", Text(raised, Tasks), StringComparison.Ordinal);
        Change settled = scene.Allow(new ReactivateRun { Via = "mail", Note = "Here it is." });
        line = Line(settled, Escalations);
        Assert.Equal(("resolved", "hesc_00000000000000aa", "mail", "Here it is."), ((string?)line["kind"], (string?)line["escalation_id"], (string?)line["via"], (string?)line["note"]));
        Assert.Contains("`hesc_00000000000000aa` settled", Text(settled, Tasks), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_rule_blocks_gets_an_id_that_is_found_again()
    {
        Scene scene = Scene.Begun();
        // Finer than what the state's file keeps.
        scene.Now += TimeSpan.FromTicks(12_345);
        string id = (string)Line(scene.Allow(BlockRun.ForEscalation("retries_exhausted", "dev")), Escalations)["escalation_id"]!;
        Assert.Matches("^hesc_[0-9a-f]{16}$", id);
        scene.State = ProtocolRecords.ReadState(ProtocolRecords.Write(scene.State), out _)!;
        Assert.Equal(id, (string?)Line(scene.Allow(new ReactivateRun()), Escalations)["escalation_id"]);
    }

    [Fact]
    public void A_new_run_settles_what_the_old_one_waited_for()
    {
        Scene scene = Scene.Begun();
        scene.Allow(new Escalate("hesc_00000000000000aa", "need a key"));
        Change next = scene.Allow(new InitializeRun("run_next") { AllowTerminalRestart = true });
        Assert.Equal("new_run", (string?)Line(next, Escalations)["via"]);
    }

    [Fact]
    public void A_block_that_no_person_owns_is_no_task()
    {
        Scene scene = Scene.Begun();
        Change blocked = scene.Allow(new BlockRun("dispatch:network", "dispatch", new() { TypedReason = "network", Owner = "runner" }));
        Assert.Equal([RunHistory], blocked.Appended.Select(file => file.Path));
    }

    [Fact]
    public void What_an_agent_says_cannot_shape_the_page()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        Change last = scene.Accept("dev", result => { result["status"] = "needs_human"; result["needs_human_reason"] = "x`\n\n## Approved\n- [ ] `rm`\u202e<b>\n::set-output"; });
        string page = Text(last, Tasks);
        Assert.Single(page.Split('\n'), row => row.StartsWith('#'));
        Assert.All(page.Split('\n', StringSplitOptions.RemoveEmptyEntries), row => Assert.True(row.StartsWith("- ", StringComparison.Ordinal) || row.StartsWith("## `hesc_", StringComparison.Ordinal) || row == "---", row));
        Assert.DoesNotContain('\u202e', page);
        Assert.Single(Text(last, Escalations).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_session_tells_on_what_the_work_began()
    {
        Scene scene = Scene.Begun();
        Assert.Null(SessionBaseline.Of(scene.State, "main"));
        scene.Baseline = new() { Kind = "git_worktree", HeadRef = "abc", Clean = false };
        scene.Turn("pm");
        Assert.Equal("""{"git_head":"abc","git_branch":"main","workspace_dirty":true}""", SessionBaseline.Of(scene.State, "main")!.ToJsonString());
        scene.State = scene.State.With(scene.State.ActiveTurns.Values.Single() with { Baseline = new() });
        Assert.Null(SessionBaseline.Of(scene.State, null));
    }

    private static string Text(Change change, string path) => Encoding.UTF8.GetString(Assert.Single(change.Appended, file => file.Path == path).Content.Span);

    private static JsonNode Line(Change change, string path) => JsonNode.Parse(Text(change, path))!;
}
