using Proofs.Runs.Runs;
using TestKit;

namespace Proofs.Cli.Tests.Turns;

/// <summary>Turns that a person settles.</summary>
public sealed class TurnTests
{
    [Fact]
    public void Every_word_about_turns()
    {
        using GovernedProject project = new();
        Transcript transcript = new(project);
        transcript.Do("accept-turn");
        Turn turn = project.Begin();
        transcript.Do("accept-turn");
        transcript.Do("accept-turn", "--turn", "turn_0000000000000000");
        transcript.Do("accept-turn", "--result", Path.Combine(project.Repo.Outside, "gone.json"));
        transcript.Do("accept-turn", "--result", project.Result(turn, result => result["role"] = "qa"));
        transcript.Do("accept-turn", "--human-merge", "--result", project.Result(turn));
        transcript.Do("reject-turn", "--reason", "It says nothing of the file's name.");
        transcript.Do("reject-turn", "--reason", "Once more.");
        project.Dispatch(turn);
        transcript.Do("reject-turn", "--reason", " ");
        transcript.Do("accept-turn", "--turn", turn.TurnId, "--result", project.Result(turn));
        transcript.Do("accept-turn", "--turn", turn.TurnId, "--result", project.Result(turn));
        project.Assign("pm");
        transcript.Do("reissue-turn", "--reason", "It hangs.");
        transcript.Do("reissue-turn");
        transcript.Do("checkpoint-turn");
        Snapshot.Verify(transcript.Text);
        project.Holds();
    }

    [Fact]
    public void A_turn_without_attempts_left_is_taken_up_again_by_another()
    {
        using GovernedProject project = new(configuration => configuration["rules"]!["max_turn_retries"] = 1);
        Turn turn = project.Begin();
        CliResult rejected = project.Do("reject-turn", "--reason", "No.");
        Assert.Contains("its 1 attempts are used up, and the run is blocked\n", rejected.Out, StringComparison.Ordinal);
        Assert.Contains($"`proofs reissue-turn --turn {turn.TurnId}", rejected.Out, StringComparison.Ordinal);
        Assert.Equal(64, project.Do("reissue-turn", "--reason", "Again.").ExitCode);
        Assert.Equal(0, project.Do("unblock").ExitCode);
        CliResult reissued = project.Do("reissue-turn", "--turn", turn.TurnId, "--reason", "Again.", "--json");
        Assert.True(reissued.ExitCode == 0, reissued.ToString());
        Assert.Equal("assigned", reissued.Json.GetProperty("turn").GetProperty("status").GetString());
        Assert.NotEqual(turn.TurnId, Assert.Single(project.State.ActiveTurns).Key);
        project.Holds();
    }

    [Fact]
    public void What_a_turn_changed_is_committed_once()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run", "--auto-approve", "--no-auto-checkpoint", "--max-turns", "2").ExitCode);
        CliResult committed = project.Do("checkpoint-turn", "--json");
        Assert.True(committed.ExitCode == 0, committed.ToString());
        Assert.Equal(project.Repo.Head, committed.Json.GetProperty("commit").GetString());
        Assert.Equal("src/greeting.txt", project.Repo.Git("show", "--format=", "--name-only", "HEAD"));
        CliAssert.Refused(64, "turn_not_accepted", project.Do("checkpoint-turn", "--json"));
        CliAssert.Refused(64, "turn_already_checkpointed", project.Do("checkpoint-turn", "--turn", committed.Json.GetProperty("turn").GetProperty("turn_id").GetString()!, "--json"));
        project.Holds();
    }

    [Theory]
    [InlineData(true, "; gate plan_approved waits for approval\n", "paused")]
    [InlineData(false, "; the run goes to phase implementation\n", "active")]
    public void What_an_accepted_turn_leads_to_is_told(bool needsPerson, string told, string status)
    {
        using GovernedProject project = new(configuration => configuration["gates"]!["plan_approved"]!["requires_human_approval"] = needsPerson);
        string result = project.Result(project.Begin(), each => each["phase_transition_request"] = "implementation");
        CliResult accepted = project.Do("accept-turn", "--result", result);
        Assert.True(accepted.ExitCode == 0, accepted.ToString());
        Assert.Contains(told, accepted.Out, StringComparison.Ordinal);
        Assert.Equal(status, project.Do("status", "--json").Json.GetProperty("status").GetString());
        project.Holds();
    }

    [Fact]
    public void A_result_behind_a_link_is_not_taken()
    {
        using GovernedProject project = new();
        Turn turn = project.Begin();
        string link = Path.Combine(project.Repo.Outside, "link.json");
        File.CreateSymbolicLink(link, project.Result(turn));
        CliAssert.Refused(65, "staged_result_missing", project.Do("accept-turn", "--result", link, "--json"));
        Assert.Empty(project.History());
    }

    [Fact]
    public void What_agents_write_moves_no_cursor_and_begins_no_line()
    {
        using GovernedProject project = new();
        project.Begin();
        CliResult result = project.Do("reject-turn", "--reason", "bad\u001b[2J\n::error::no");
        Assert.Equal(0, result.ExitCode);
        CliResult status = project.Do("status");
        project.Dispatch(project.State.ActiveTurns.Values.Single());
        CliResult refused = project.Do("accept-turn", "--turn", "turn\u001b[2J\n::error::x");
        Assert.DoesNotContain('\u001b', result.Out + status.Out + refused.Error);
        Assert.DoesNotContain("\n::error", result.Out + status.Out + refused.Error, StringComparison.Ordinal);
        Assert.Contains("\\u{1B}", refused.Error, StringComparison.Ordinal);
        project.Holds();
    }
}
