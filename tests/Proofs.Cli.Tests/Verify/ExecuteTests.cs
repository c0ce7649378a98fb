namespace Proofs.Cli.Tests.Verify;

/// <summary><c>--execute</c>: only what the journal froze, only on what the run committed, only once somebody said yes.</summary>
public sealed class ExecuteTests
{
    [Fact]
    public void Nothing_is_run_before_somebody_says_yes()
    {
        using RecordedProject project = new();
        CliResult result = Cli.Run("verify", "run", project.Root, "--execute");
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("would run: [\"sh\",\"-c\",\"test -f src/a.txt\"]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_committed_is_verified_whatever_lies_in_the_work_tree()
    {
        using RecordedProject project = new();
        File.Delete(project.In("src/a.txt"));
        CliResult run = Cli.Run("verify", "run", project.Root, "--execute", "--yes", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("pass", VerifyRunTests.Result(run, "execute"));
        CliResult export = Cli.Run("verify", "export", project.Export(), "--repo", project.Root, "--execute", "--yes", "--json");
        Assert.Equal((0, "pass", "pass"), (export.ExitCode, VerifyRunTests.Result(export, "execute"), VerifyRunTests.Result(export, "commit ")));
        Assert.Equal(64, Cli.Run("verify", "export", project.Export(), "--execute", "--yes").ExitCode);
    }

    [Fact]
    public void A_command_that_fails_on_it_fails()
    {
        using RecordedProject project = new(file: "src/b.txt");
        project.Write("src/a.txt", "not committed\n");
        CliResult run = Cli.Run("verify", "run", project.Root, "--execute", "--yes", "--json");
        Assert.Equal((1, "fail"), (run.ExitCode, VerifyRunTests.Result(run, "execute")));
        Assert.Contains("verification_differs", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_somebody_wrote_into_the_configuration_since_are_not_run()
    {
        using RecordedProject project = new();
        project.Write("agentxchain.json", File.ReadAllText(project.In("agentxchain.json")).Replace("test -f src/a.txt", "touch ../ran", StringComparison.Ordinal));
        Assert.Equal(0, Cli.Run("verify", "run", project.Root, "--execute", "--yes").ExitCode);
        Assert.False(File.Exists(Path.Combine(project.Repository.Outside, "ran")));
    }

    [Fact]
    public void Of_a_run_that_does_not_hold_nothing_is_run()
    {
        using RecordedProject project = new();
        File.AppendAllText(project.In(".agentxchain/history.jsonl"), "\n");
        CliResult run = Cli.Run("verify", "run", project.Root, "--execute", "--yes", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("\"execute\"", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }
}
