using Proofs.Runs.Runs;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>What accepted turns changed ends up in real commits.</summary>
public sealed class CheckpointCommitTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Each_turn_of_a_repository_with_commits_gets_its_own_commit_on_top()
    {
        File.WriteAllText(Path.Combine(_repo.Path, "agentxchain.json"), """
            {"schema_version":"1.0","project":{"id":"demo","name":"Demo"},"roles":{"dev":{"title":"Dev","mandate":"Build","write_authority":"authoritative","runtime":"desk"}},
             "runtimes":{"desk":{"type":"manual"}},"routing":{"implementation":{"entry_role":"dev","allowed_next_roles":["dev","human"]}},"workflow_kit":{}}
            """);
        File.WriteAllText(Path.Combine(_repo.Path, ".gitignore"), ".agentxchain/\n");
        _repo.Git("add", "--all");
        _repo.Git("commit", "--quiet", "--message", "base");
        string first = _repo.Head;
        RunnerInterface runner = RunnerInterface.LoadContext(_repo.Path, TimeProvider.System).Runner!;
        Project.Ok(runner.InitRun());
        List<string> turns = [];
        for (int number = 1; number <= 3; number++)
        {
            Turn turn = Project.Ok(runner.AssignTurn("dev")).Turn!;
            Assert.Null(runner.WriteDispatchBundle(turn.TurnId).Refusal);
            Project.Ok(runner.FinalizeDispatchManifest(turn.TurnId));
            Project.Ok(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched));
            Project.Do(_repo.Path, turn, $"DEC-00{number}");
            Project.Ok(runner.AcceptTurn(turn.TurnId));
            string? held = Project.Ok(runner.CheckpointTurn()).State!.AcceptedIntegrationRef;
            Assert.Equal($"git:{_repo.Head}", held);
            turns.Insert(0, turn.TurnId);
        }

        Assert.Equal([.. turns], _repo.Git("log", "--format=%(trailers:key=Proofs-Turn,valueonly,separator=)", $"{first}..HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries));

        // What people read beside the records is nobody's work.
        Assert.Equal("?? TALK.md", _repo.Git("status", "--porcelain"));
    }
}
