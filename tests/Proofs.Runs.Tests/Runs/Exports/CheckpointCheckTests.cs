using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Tests.Runs.Acceptance;
using Proofs.Runs.Tests.Runs.Storage;
using Proofs.Verdicts;

namespace Proofs.Runs.Tests.Runs.Exports;

/// <summary>Commits that the ledger names, against what was accepted.</summary>
public sealed class CheckpointCheckTests
{
    [Fact]
    public void Commits_that_hold_what_was_accepted_pass_with_and_without_the_project()
    {
        using WorkedRepository project = new();
        Project.Ok(project.Try("echo one > src/new.txt; rm src/kept.txt", "src/new.txt", "src/kept.txt"));
        Project.Ok(project.Runner.CheckpointAll());
        Project.Ok(project.Try("echo two > src/new.txt", "src/new.txt"));
        Project.Ok(project.Runner.CheckpointAll());
        EvidenceVerification run = project.Runner.VerifyRun();
        Assert.True(run.Verdict == Outcome.Pass, string.Join('\n', run.Checks));
        Assert.Equal(2, run.Checks.Count(check => check.Id.StartsWith("commit turn_", StringComparison.Ordinal) && check.Result is Outcome.Pass));
        ReadOnlyMemory<byte> export = project.Runner.Export().Document;
        Assert.Equal(Outcome.Pass, RunnerInterface.VerifyExport(export, repository: project.Root).Verdict);
        Assert.Equal(Outcome.Undetermined, RunnerInterface.VerifyExport(export, repository: Path.GetTempPath()).Verdict);
    }

    [Fact]
    public void A_turn_that_was_committed_only_with_a_later_one_is_held_to_what_nobody_wrote_over()
    {
        using WorkedRepository project = new();
        string first = Project.Ok(project.Try("echo one > src/new.txt; echo one > src/other.txt", "src/new.txt", "src/other.txt")).Accepted!.TurnId;
        Project.Ok(project.Runner.CheckpointTurn(first));
        Project.Ok(project.Try("echo two > src/new.txt", "src/new.txt"));
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Equal(Outcome.Pass, project.Runner.VerifyRun().Verdict);
    }

    [Fact]
    public void A_commit_that_holds_something_else_fails()
    {
        using WorkedRepository project = new();
        Project.Ok(project.Try("echo one > src/new.txt", "src/new.txt"));
        string other = project.Repository.Head;
        Project.Ok(project.Runner.CheckpointTurn(_ => (other, null)));
        EvidenceVerification run = project.Runner.VerifyRun();
        Problem problem = Assert.Single(run.Checks.SelectMany(check => check.Problems));
        Assert.Equal((Outcome.Fail, RunCodes.CheckpointDiffers, other), (run.Verdict, problem.Reason, problem.Referenced));
        Assert.Contains("src/new.txt", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_never_was_fails_and_in_a_shallow_clone_nobody_can_tell()
    {
        using WorkedRepository project = new();
        Project.Ok(project.Try("echo one > src/new.txt", "src/new.txt"));
        Project.Ok(project.Runner.CheckpointTurn(_ => (new string('a', 40), null)));
        Assert.Equal(Outcome.Fail, project.Runner.VerifyRun().Verdict);
        File.WriteAllText(Path.Combine(project.Repository.DotGit, "shallow"), project.Repository.Head + "\n");
        Assert.Equal(Outcome.Undetermined, project.Runner.VerifyRun().Verdict);
    }

    [Fact]
    public void A_run_without_commits_says_that_there_is_nothing_to_compare()
    {
        using Project project = ExportTests.Done();
        EvidenceVerification run = project.Runner.VerifyRun();
        Assert.Equal(Outcome.Pass, run.Verdict);
        Assert.Null(run.Checks.Single(check => check.Id == "commits").Result);
    }

    [Fact]
    public void While_another_process_changes_the_run_nothing_is_exported()
    {
        using Project project = ExportTests.Done();
        using IDisposable? held = project.Again().AcquireLock(out _);
        Assert.Equal(RunCodes.LockTimeout, project.Runner.Export().Refusal?.Reason);
    }
}
