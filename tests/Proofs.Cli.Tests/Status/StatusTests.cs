using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests.Status;

/// <summary>How a run stands, as it is told.</summary>
public sealed class StatusTests
{
    [Fact]
    public void Every_stand_of_a_run()
    {
        using GovernedProject project = new(configuration => configuration["budget"] = JsonNode.Parse("""{ "per_turn_max_usd": 1, "per_run_max_usd": 5 }"""));
        Transcript transcript = new(project);
        transcript.Do("status");
        project.Begin();
        transcript.Do("status");
        transcript.Do("status", "--json");
        Assert.Equal(0, project.Do("escalate", "--reason", "The licence is unclear", "--detail", "Two files have none.").ExitCode);
        transcript.Do("status");
        transcript.Do("status", "--json");
        Assert.Equal(0, project.Do("unblock").ExitCode);
        Assert.Equal(2, project.Play("resume").ExitCode);
        transcript.Do("status");
        Assert.Equal(2, project.Play("resume", "--auto-approve", "--max-turns", "1").ExitCode);
        Assert.Equal(0, project.Play("resume", "--auto-approve").ExitCode);
        transcript.Do("status");
        Snapshot.Verify(transcript.Text);
        project.Holds();
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        string before = Records(project);
        Assert.Equal(0, project.Do("status").ExitCode);
        Assert.Equal(before, Records(project));
    }

    [Fact]
    public void Records_that_were_changed_are_told_and_are_no_success()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        string state = project.In(".agentxchain/state.json");
        File.WriteAllText(state, File.ReadAllText(state).Replace("\"paused\"", "\"active\"", StringComparison.Ordinal));
        CliResult result = project.Do("status", "--json");
        Assert.True(result.ExitCode == 65, result.ToString());
        Assert.Equal("state_tampered", result.Json.GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal("unchecked", result.Json.GetProperty("anchor").GetString());
        Assert.Contains("Nothing vouches for what is told here.", project.Do("status").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_lacks_what_was_noted_outside_differs()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        Directory.Delete(project.In(".agentxchain"), recursive: true);
        CliResult result = project.Do("status", "--json");
        Assert.True(result.ExitCode == 65, result.ToString());
        Assert.Equal("differs", result.Json.GetProperty("anchor").GetString());
        Assert.Equal("anchor_differs", result.Json.GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public void A_run_that_nobody_noted_outside_says_so()
    {
        using GovernedProject project = new();
        project.Begin();
        Assert.Equal("missing", project.Do("status", "--json").Json.GetProperty("anchor").GetString());
    }

    [Fact]
    public void While_another_process_changes_the_run_it_is_told_unchecked()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        using IDisposable? held = project.Runner.AcquireLock(out _);
        Assert.NotNull(held);
        CliResult result = project.Do("status", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("paused", result.Json.GetProperty("status").GetString());
        Assert.Equal("unchecked", result.Json.GetProperty("anchor").GetString());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("waiting_proposals").ValueKind);
        Assert.Contains("The state was not checked.", result.Json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        CliAssert.Refused(69, "lock_timeout", project.Do("approve", "--yes", "--json"));
    }

    [Fact]
    public async Task A_command_waits_for_who_changes_the_run()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        Task<CliResult> approving;
        using (project.Runner.AcquireLock(out _))
        {
            approving = Task.Run(() => project.Do("approve", "--yes"));
        }

        CliResult result = await approving.WaitAsync(TestKit.Run.Limit);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public void Names_that_a_configuration_chose_move_no_cursor_and_begin_no_line()
    {
        const string hostile = "::error::approved\u202e";
        using GovernedProject project = new(configuration =>
        {
            configuration["gates"]![hostile] = configuration["gates"]!["plan_approved"]!.DeepClone();
            configuration["routing"]!["planning"]!["exit_gate"] = hostile;
        });
        CliResult held = project.Play("run");
        Assert.True(held.ExitCode == 2, held.ToString());
        CliResult[] told = [held, project.Do("status"), project.Do("status", "--json"), project.Do("approve"), project.Do("approve", "--dry-run"), project.Ask("y", "approve")];
        Assert.All(told, result =>
        {
            Assert.DoesNotContain('\u202e', result.Out + result.Error);
            Assert.DoesNotContain((result.Out + result.Error).Split('\n'), line => line.TrimStart().StartsWith("::error", StringComparison.Ordinal));
        });
        Assert.Equal("implementation", project.State.Phase);
    }

    [Fact]
    public void A_folder_without_a_project_is_refused()
    {
        using TempFolder folder = new();
        CliAssert.Refused(65, "configuration_missing", Cli.Run("status", "--project", folder.Path, "--json"));
    }

    [Fact]
    public void A_link_in_the_place_of_a_record_is_refused()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        string state = project.In(".agentxchain/state.json");
        File.Move(state, Path.Combine(project.Repo.Outside, "state.json"));
        File.CreateSymbolicLink(state, Path.Combine(project.Repo.Outside, "state.json"));
        CliResult result = project.Do("status", "--json");
        Assert.True(result.ExitCode is 1 or 69, result.ToString());
        Assert.Equal("proofs.error/v1", result.Json.GetProperty("schema").GetString());
    }

    private static string Records(GovernedProject project) => string.Join('\n', Directory.EnumerateFiles(project.In(".agentxchain"), "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/locks/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}"));
}
