using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>Applying a proposal can be cut off anywhere; what is there then is finished or put back.</summary>
public sealed class ProposalCrashTests
{
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal) { ["src/old.txt"] = "old\n", ["src/gone.txt"] = "gone\n" };
    private static readonly Dictionary<string, string> After = new(StringComparer.Ordinal) { ["src/new/ä.txt"] = "new ✓\n", ["src/old.txt"] = "changed\n" };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_was_cut_off_is_finished(int written)
    {
        using Project project = ProposingProject.Begin();
        string turn = CutOff(project, written);
        Assert.Equal(ProposalStatus.Applying, project.Status(turn));
        Assert.Empty(project.Runner.ApplyWaitingProposals(isAllowed: true));
        Assert.Equal(After, project.Tree());
        Assert.Equal(ProposalStatus.Applied, project.Status(turn));
        Assert.False(File.Exists(Journal(project, turn)));
        Assert.Equal(RunCodes.ProposalAlreadyApplied, project.Runner.ApplyProposal(turn).Refusal!.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_cannot_be_finished_is_put_back(int written)
    {
        using Project project = ProposingProject.Begin();
        string turn = CutOff(project, written);
        project.Write("src/gone.txt", "somebody's\n");
        Assert.Equal(RunCodes.ProposalConflict, project.Runner.ApplyProposal(turn).Refusal!.Reason);
        Assert.Equal(new(Before, StringComparer.Ordinal) { ["src/gone.txt"] = "somebody's\n" }, project.Tree());
        Assert.Equal(ProposalStatus.Pending, project.Status(turn));
        project.Write("src/gone.txt", "gone\n");
        Project.Ok(project.Runner.ApplyProposal(turn));
        Assert.Equal(After, project.Tree());
    }

    [Fact]
    public void A_half_written_file_beside_its_place_is_taken_away()
    {
        using Project project = ProposingProject.Begin();
        string turn = CutOff(project, 0);
        string name = ".proofs-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("old.txt"u8))[..16];
        project.Write($"src/{name}", "half");
        _ = project.Runner.ApplyWaitingProposals(isAllowed: true);
        Assert.Equal(After, project.Tree());
    }

    [Fact]
    public void A_journal_that_the_ledger_does_not_know_is_not_followed()
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        ApplyJournal planted = new() { TurnId = turn, Files = [new("agentxchain.json", null, "{}"u8.ToArray(), null)] };
        project.Write($".agentxchain/transactions/proposal/{turn}.json", Encoding.UTF8.GetString(planted.Write()));
        string configuration = project.Read("agentxchain.json");
        Assert.True(Assert.Single(project.Runner.ApplyWaitingProposals(isAllowed: true)).Ok);
        Assert.Equal(configuration, project.Read("agentxchain.json"));
        Assert.Equal(After, project.Tree());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_whose_journal_is_lost_or_changed_is_for_a_person_to_end(bool isLost)
    {
        using Project project = ProposingProject.Begin();
        string turn = CutOff(project, 1);
        if (isLost)
        {
            File.Delete(Journal(project, turn));
        }
        else
        {
            File.AppendAllText(Journal(project, turn), " ");
        }

        Assert.Equal(RunCodes.ProposalTampered, project.Runner.ApplyProposal(turn).Refusal!.Reason);
        Assert.Equal(RunCodes.ProposalTampered, Assert.Single(project.Runner.ApplyWaitingProposals(isAllowed: true)).Refusal!.Reason);
        Project.Ok(project.Runner.RejectProposal(turn, "Sorted out by hand."));
        Assert.Equal(ProposalStatus.Rejected, project.Status(turn));
        Assert.False(File.Exists(Journal(project, turn)));
    }

    [SkippableFact]
    public void A_disk_that_is_full_keeps_everything_as_it_is()
    {
        using Project project = ProposingProject.Begin();
        Skip.If(TestKit.Run.Program("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", project.In("src")]).ExitCode != 0, "only root can mount a small disk");
        try
        {
            project.Write("src/old.txt", "old\n");
            project.Write("src/gone.txt", "gone\n");
            string turn = project.Propose(("a.txt", "create", "a"), ("src/gone.txt", "delete", null), ("src/old.txt", "modify", new string('x', 100_000)));
            Assert.Equal(RunCodes.ProposalNotWritten, project.Runner.ApplyProposal(turn).Refusal!.Reason);
            Assert.Equal(Before, project.Tree());
            Assert.Equal(ProposalStatus.Pending, project.Status(turn));
            Project.Ok(project.Runner.RejectProposal(turn, "Too large."));
        }
        finally
        {
            Assert.Equal(0, TestKit.Run.Program("umount", [project.In("src")]).ExitCode);
        }
    }

    private static string Journal(Project project, string turn) => project.In($".agentxchain/transactions/proposal/{turn}.json");

    /// <summary>Leaves a project as a crash does after so many files were written.</summary>
    private static string CutOff(Project project, int written)
    {
        string turn = project.Propose();
        RunnerInterface dying = new(project.Root, project.Runner.Configuration, project.Time, new() { Fault = at => Assert.NotEqual("ended", at) });
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => dying.ApplyProposal(turn));
        (string Path, string? Text)[] files = [("src/new/ä.txt", "new ✓\n"), ("src/old.txt", "changed\n"), ("src/gone.txt", null)];
        foreach ((string path, string? text) in files[..written])
        {
            if (text is null)
            {
                File.Delete(project.In(path));
            }
            else
            {
                project.Write(path, text);
            }
        }

        return turn;
    }
}
