using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>What a turn proposes is kept beside the tree until somebody applies all of it or nothing.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ProposalTests
{
    [Fact]
    public void A_proposal_is_kept_and_changes_nothing()
    {
        using Project project = ProposingProject.Begin();
        Dictionary<string, string> before = project.Tree();
        string turn = project.Propose();
        Assert.Equal(before, project.Tree());
        Proposal proposal = Assert.Single(project.Runner.ListProposals(out Problem? problem));
        Assert.Null(problem);
        Assert.Equal((turn, "dev", ProposalStatus.Pending), (proposal.TurnId, proposal.Role, proposal.Status));
        Assert.Equal(["absent", "sha256:" + Sha("old\n"), "sha256:" + Sha("gone\n")], proposal.Changes.Select(change => change.Before));
        Assert.Equal(["sha256:" + Sha("new ✓\n"), "sha256:" + Sha("changed\n"), "absent"], proposal.Changes.Select(change => change.After));
        Assert.Equal("new ✓\n", project.Read($".agentxchain/proposed/{turn}/src/new/ä.txt"));
        Assert.Contains("src/old.txt", project.Read($".agentxchain/proposed/{turn}/PROPOSAL.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Applying_it_writes_every_file_and_keeps_their_modes()
    {
        using Project project = ProposingProject.Begin();
        File.SetUnixFileMode(project.In("src/old.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string turn = project.Propose();
        Project.Ok(project.Runner.ApplyProposal(turn));
        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["src/new/ä.txt"] = "new ✓\n", ["src/old.txt"] = "changed\n" }, project.Tree());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(project.In("src/old.txt")));
        Assert.Equal(ProposalStatus.Applied, project.Status(turn));
        Assert.Single(project.Lines(".agentxchain/decision-ledger.jsonl"), line => line.Contains("\"decision\":\"proposal_applied\"", StringComparison.Ordinal));
        Assert.Contains("\"by\": \"person\"", project.Read($".agentxchain/proposed/{turn}/APPLIED.json"), StringComparison.Ordinal);
        Assert.False(File.Exists(project.In($".agentxchain/transactions/proposal/{turn}.json")));
    }

    [Fact]
    public void It_is_applied_or_rejected_once()
    {
        using Project project = ProposingProject.Begin();
        string first = project.Propose();
        Project.Ok(project.Runner.ApplyProposal(first));
        Assert.Equal(RunCodes.ProposalAlreadyApplied, project.Runner.ApplyProposal(first).Refusal!.Reason);
        Assert.Equal(RunCodes.ProposalAlreadyApplied, project.Runner.RejectProposal(first, "late").Refusal!.Reason);
        string second = project.Propose(("src/more.txt", "create", "more"));
        Assert.Equal(RunCodes.EmptyArgument, project.Runner.RejectProposal(second, " ").Refusal!.Reason);
        Project.Ok(project.Runner.RejectProposal(second, "Not wanted."));
        Assert.Equal((ProposalStatus.Rejected, "Not wanted."), (project.Status(second), project.Runner.ShowProposal(second, out _)!.Reason));
        Assert.Equal(RunCodes.ProposalAlreadyRejected, project.Runner.ApplyProposal(second).Refusal!.Reason);
        Assert.Equal(RunCodes.ProposalAlreadyRejected, project.Runner.RejectProposal(second, "again").Refusal!.Reason);
        Assert.Equal(RunCodes.ProposalNotFound, project.Runner.ApplyProposal("turn_none").Refusal!.Reason);
        Assert.Equal(RunCodes.ProposalNotFound, project.Runner.RejectProposal("../x", "no").Refusal!.Reason);
        Assert.Null(project.Runner.ShowProposal("turn_none", out Problem? none));
        Assert.Equal(RunCodes.ProposalNotFound, none!.Reason);
        Assert.Equal([first, second], project.Runner.ListProposals(out _).Select(each => each.TurnId));
    }

    [Theory]
    [InlineData("src/old.txt", "somebody's\n")]
    [InlineData("src/new/ä.txt", "somebody's\n")]
    [InlineData("src/gone.txt", "somebody's\n")]
    [InlineData("src/old.txt", null)]
    public void A_file_that_changed_since_keeps_all_of_them_as_they_are(string path, string? content)
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        if (content is null)
        {
            File.Delete(project.In(path));
        }
        else
        {
            project.Write(path, content);
        }

        Dictionary<string, string> before = project.Tree();
        Problem refusal = project.Runner.ApplyProposal(turn).Refusal!;
        Assert.Equal((RunCodes.ProposalConflict, path), (refusal.Reason, refusal.Path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, project.Tree());
        Assert.Equal(ProposalStatus.Pending, project.Status(turn));
    }

    [Fact]
    public void What_is_there_already_is_no_conflict()
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        project.Write("src/old.txt", "changed\n");
        File.Delete(project.In("src/gone.txt"));
        Project.Ok(project.Runner.ApplyProposal(turn));
        Assert.Equal("new ✓\n", project.Read("src/new/ä.txt"));
    }

    [Theory]
    [InlineData("src/old.txt")]
    [InlineData("SOURCE_SNAPSHOT.json")]
    public void One_that_was_changed_beside_the_tree_is_refused(string file)
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        project.Write($".agentxchain/proposed/{turn}/{file}", project.Read($".agentxchain/proposed/{turn}/{file}") + " ");
        Problem refusal = project.Runner.ApplyProposal(turn).Refusal!;
        Assert.Equal((RunCodes.ProposalTampered, $".agentxchain/proposed/{turn}/{file}"), (refusal.Reason, refusal.Path));
        Assert.Equal(RunCodes.ProposalTampered, project.Runner.ShowProposal(turn, out _)!.Problem!.Reason);
        Assert.Equal("old\n", project.Read("src/old.txt"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_link_is_followed_on_the_way(bool isFolder)
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        using TestKit.TempFolder outside = new();
        File.WriteAllText(outside.In("old.txt"), "old\n");
        if (isFolder)
        {
            Directory.Delete(project.In("src"), recursive: true);
            File.CreateSymbolicLink(project.In("src"), outside.Path);
        }
        else
        {
            File.Delete(project.In("src/old.txt"));
            File.CreateSymbolicLink(project.In("src/old.txt"), outside.In("old.txt"));
        }

        Assert.Equal(RunCodes.ProposalPathUnsafe, project.Runner.ApplyProposal(turn).Refusal!.Reason);
        Assert.Equal("old\n", File.ReadAllText(outside.In("old.txt")));
        Assert.Equal(["old.txt"], Directory.EnumerateFileSystemEntries(outside.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_hook_runs_is_not_applied()
    {
        using Project project = ProposingProject.Begin("auto");
        string turn = project.Propose(("src/x.txt", "create", "x"), ("tools/check.sh", "create", "exit 0"));
        Problem refusal = project.Runner.ApplyProposal(turn).Refusal!;
        Assert.Equal((RunCodes.ReservedPathViolation, "tools/check.sh"), (refusal.Reason, refusal.Path));
        Assert.Equal(RunCodes.ReservedPathViolation, Assert.Single(project.Runner.ApplyWaitingProposals(isAllowed: true)).Refusal!.Reason);
        Assert.False(File.Exists(project.In("src/x.txt")));
    }

    [Fact]
    public void Nothing_is_applied_under_a_turn_at_work()
    {
        using Project project = ProposingProject.Begin("auto");
        string turn = project.Propose();
        Turn other = project.Dispatch("qa");
        Assert.Equal(RunCodes.TurnsStillActive, project.Runner.ApplyProposal(turn).Refusal!.Reason);
        Assert.Empty(project.Runner.ApplyWaitingProposals());
        project.Stage(other, result =>
        {
            result["files_changed"] = new System.Text.Json.Nodes.JsonArray();
            result["artifact"]!["type"] = "review";
            result["objections"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Thin." });
        });
        Project.Ok(project.Runner.AcceptTurn());
        Assert.True(Assert.Single(project.Runner.ApplyWaitingProposals()).Ok);
        Assert.Equal(ProposalStatus.Applied, project.Status(turn));
    }

    [Theory]
    [InlineData("manual", false, false)]
    [InlineData("manual", true, true)]
    [InlineData("auto", false, true)]
    public void They_apply_by_themselves_only_when_somebody_allowed_it(string policy, bool isAllowed, bool isApplied)
    {
        using Project project = ProposingProject.Begin(policy);
        string turn = project.Propose();
        IReadOnlyList<RunnerResult> results = project.Runner.ApplyWaitingProposals(isAllowed);
        Assert.Equal(isApplied ? 1 : 0, results.Count);
        Assert.Equal(isApplied ? ProposalStatus.Applied : ProposalStatus.Pending, project.Status(turn));
        if (isApplied)
        {
            Assert.Contains("\"by\": \"automatic\"", project.Read($".agentxchain/proposed/{turn}/APPLIED.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_proposal_is_in_a_checkpoint_only_once_it_is_applied()
    {
        using Project project = ProposingProject.Begin();
        string turn = project.Propose();
        string commit = new('b', 40);
        Assert.Equal(RunCodes.ProposalNotApplied, project.Runner.CheckpointTurn(_ => (commit, null), turn).Refusal!.Reason);
        Project.Ok(project.Runner.ApplyProposal(turn));
        CheckpointOrder? order = null;
        Problem refused = new(RunCodes.CheckpointRequired, "no");
        Assert.Same(refused, project.Runner.CheckpointTurn(_ => (null, refused), turn).Refusal);
        RunState state = Project.Ok(project.Runner.CheckpointTurn(asked => ((order = asked) is null ? null : commit, null))).State!;
        Assert.Equal(["src/new/ä.txt", "src/old.txt", "src/gone.txt"], order!.Files.Keys);
        Assert.Equal((turn, $"git:{commit}"), (order.TurnId, state.AcceptedIntegrationRef));
        Assert.Equal(RunCodes.TurnAlreadyCheckpointed, project.Runner.CheckpointTurn(_ => (commit, null), turn).Refusal!.Reason);
    }

    private static string Sha(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
