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
