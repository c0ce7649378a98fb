using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>Workers that do something else than they say, on a real repository: each is refused by its own code, and the run's records hold.</summary>
public sealed class LyingWorkerTests
{
    private const string Honest = "echo work > src/new.txt";

    public static TheoryData<string, string, string> Lies => new()
    {
        { "claims what it did not touch", "echo work > src/other.txt", "artifact_mismatch" },
        { "claims and does nothing", "true", "claimed_file_unchanged" },
        { "touches more than it claims", $"{Honest}; echo more >> src/kept.txt", "artifact_mismatch" },
        { "deletes more than it claims", $"{Honest}; rm src/kept.txt", "artifact_mismatch" },
        { "renames", $"{Honest}; mv src/kept.txt src/moved.txt", "artifact_mismatch" },
        { "makes a file executable", $"{Honest}; chmod +x src/kept.txt", "artifact_mismatch" },
        { "same size and time", $"{Honest}; touch -r src/kept.txt t; printf 'KEPT\\n' > src/kept.txt; touch -r t src/kept.txt; rm t", "artifact_mismatch" },
        { "moved over with the same time", $"{Honest}; cp -p src/kept.txt t; printf 'KEPT\\n' > t; touch -r src/kept.txt t; mv t src/kept.txt", "artifact_mismatch" },
        { "configuration", $"{Honest}; sed -i s/Show/Hide/ agentxchain.json", "config_changed" },
        { "hook", $"{Honest}; echo exit >> tools/note.sh", "config_changed" },
        { "hook gone", $"{Honest}; rm tools/note.sh", "config_changed" },
        { "policy", $"{Honest}; echo x >> .github/proofs.yml", "reserved_path_changed" },
        { "policy gone", $"{Honest}; rm -r .github", "reserved_path_changed" },
        { "state", $"{Honest}; sed -i s/implementation/implementatioN/ .agentxchain/state.json", "state_tampered" },
        { "journal", $"{Honest}; tail -n 1 .agentxchain/journal.jsonl >> .agentxchain/journal.jsonl", "state_tampered" },
        { "journal gone", $"{Honest}; rm .agentxchain/journal.jsonl", "state_tampered" },
        { "history", $"{Honest}; echo '{{}}' >> .agentxchain/history.jsonl", "state_tampered" },
        { "ledger", $"{Honest}; echo '{{}}' >> .agentxchain/decision-ledger.jsonl", "state_tampered" },
        { "events", $"{Honest}; echo '{{}}' >> .agentxchain/events.jsonl", "state_tampered" },
        { "snapshot", $"{Honest}; echo x >> .agentxchain/dispatch/snapshots/$TURN/tree", "state_tampered" },
        { "snapshot gone", $"{Honest}; rm -r .agentxchain/dispatch/snapshots", "state_tampered" },
        { "transaction", $"{Honest}; mkdir -p .agentxchain/transactions/change; echo '{{}}' > .agentxchain/transactions/change/txn_1.json", "state_tampered" },
        { "file of its own among the records", $"{Honest}; echo x > .agentxchain/extra.txt", "reserved_path_changed" },
        { "ignore rules that hide", $"{Honest}; echo secret > hidden.tmp; echo '*.tmp' >> .gitignore", "artifact_mismatch" },
        { "link", "ln -s kept.txt src/new.txt", "symbolic_link_refused" },
        { "link to the outside", "ln -s \"$OUTSIDE/secret\" src/new.txt", "symbolic_link_refused" },
        { "folder swap", "mv src real; ln -s real src; echo work > src/new.txt", "symbolic_link_refused" },
        { "folder swap to the outside", "cp -r src \"$OUTSIDE/src\"; rm -r src; ln -s \"$OUTSIDE/src\" src; echo work > src/new.txt", "symbolic_link_refused" },
        { "hard link to the outside", "echo work > \"$OUTSIDE/shared\"; ln \"$OUTSIDE/shared\" src/new.txt", "special_file_refused" },
        { "hard link within", "ln src/kept.txt src/new.txt", "special_file_refused" },
        { "pipe", "mkfifo src/new.txt", "special_file_refused" },
        { "pipe beside", $"{Honest}; mkfifo src/pipe", "special_file_refused" },
        { "nested repository", $"{Honest}; mkdir sub; git -C sub init -q; echo x > sub/x", "reserved_path_changed" },
        { "nested repository as file", $"{Honest}; mkdir sub; echo 'gitdir: ../.git' > sub/.git", "reserved_path_changed" },
        { "name with a newline", $"{Honest}; touch \"$(printf 'src/a\\nb')\"", "path_not_declarable" },
        { "name that is no UTF-8", $"{Honest}; touch \"$(printf 'src/a\\377b')\"", "path_not_declarable" },
        { "name with a backslash", $"{Honest}; touch 'src/a\\b'", "path_not_declarable" },
    };

    public static TheoryData<string, string, string> LiesToGit => new()
    {
        { "exclude", $"{Honest}; mkdir -p .git/info; echo '*.tmp' >> .git/info/exclude; echo x > a.tmp", "git_settings_changed" },
        { "commit", $"{Honest}; git add src; git commit -qm mine", "worker_committed" },
        { "amend", $"{Honest}; git add src; git commit -q --amend -m mine", "worker_committed" },
        { "branch", $"{Honest}; git branch side", "worker_committed" },
        { "switch", $"{Honest}; git switch -qc side", "worker_committed" },
        { "detach", $"{Honest}; git checkout -q --detach", "worker_committed" },
        { "tag", $"{Honest}; git tag v1", "worker_committed" },
        { "stash", $"echo x >> src/kept.txt; git stash -q; {Honest}", "worker_committed" },
        { "replace", $"{Honest}; git replace HEAD $(git commit-tree -m x HEAD^{{tree}})", "worker_committed" },
        { "note", $"{Honest}; git notes add -m x", "worker_committed" },
        { "packed tag", $"{Honest}; echo \"$(git rev-parse HEAD) refs/tags/v2\" >> .git/packed-refs", "worker_committed" },
        { "assume unchanged", $"{Honest}; git update-index --assume-unchanged src/kept.txt", "git_settings_changed" },
        { "skip worktree", $"{Honest}; git update-index --skip-worktree src/kept.txt", "git_settings_changed" },
        { "core.worktree", $"{Honest}; git config core.worktree ../../elsewhere; mkdir ../elsewhere", "git_settings_changed" },
        { "core.fileMode", $"{Honest}; git config core.fileMode false; chmod +x src/kept.txt", "git_settings_changed" },
        { "core.autocrlf", $"{Honest}; git config core.autocrlf true", "git_settings_changed" },
        { "filter", $"{Honest}; git config filter.x.clean 'echo kept'", "git_settings_changed" },
        { "git hook", $"{Honest}; mkdir -p .git/hooks; echo 'exit 0' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit", "git_settings_changed" },
        { "attributes", $"{Honest}; mkdir -p .git/info; echo '* filter=x' > .git/info/attributes", "git_settings_changed" },
        { "alternates", $"{Honest}; mkdir -p .git/objects/info; echo /tmp > .git/objects/info/alternates", "git_settings_changed" },
        { "git gone", $"{Honest}; rm -rf .git", "git_settings_changed" },
        { "git elsewhere", $"{Honest}; mv .git \"$OUTSIDE/git\"; echo \"gitdir: $OUTSIDE/git\" > .git", "reserved_path_changed" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    [MemberData(nameof(LiesToGit))]
    public void A_lie_is_refused_by_its_own_code_and_leaves_the_records_whole(string lie, string script, string code)
    {
        using WorkedRepository project = new();
        RunnerResult refused = project.Try(script, "src/new.txt");
        Assert.True(refused.Refusal?.Reason.Id == code, $"{lie}: {refused.Refusal?.Reason.Id} {refused.Refusal?.Message}");
        Assert.Equal(0, project.Accepted - (lie == "history" ? project.Lines(".agentxchain/history.jsonl").Length : 0));
        if (lie is not ("journal" or "journal gone" or "transaction" or "configuration"))
        {
            project.Holds();
        }
    }

    [Theory]
    [InlineData("src/../src/new.txt")]
    [InlineData("../outside.txt")]
    [InlineData("./.agentxchain/state.json")]
    [InlineData(".agentxchain/state.json")]
    [InlineData("/etc/passwd")]
    [InlineData("src\\new.txt")]
    [InlineData(".git/config")]
    [InlineData("AGENTXCHAIN.JSON")]
    public void A_path_that_no_turn_may_list_is_refused(string path)
    {
        using WorkedRepository project = new();
        RunnerResult refused = project.Try(Honest, "src/new.txt", path);
        Assert.Equal(RunCodes.ValidationFailed, refused.Refusal?.Reason);
        Assert.Equal(0, project.Accepted);
        project.Holds();
    }

    [Theory]
    [InlineData("src/with \"quotes\" and 'more'.txt")]
    [InlineData("-rf")]
    [InlineData("src/a:b.txt")]
    [InlineData("src/ä ✓.txt")]
    [InlineData("src/%0a$(x).txt")]
    public void A_strange_name_that_is_told_is_taken_and_committed(string name)
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Write(name, "work\n");
        project.Stage(turn, name);
        Project.Ok(project.Runner.AcceptTurn());
        Project.Ok(project.Runner.CheckpointTurn());
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        Assert.Equal("work", project.Repository.Git("show", $"HEAD:{name}"));
        project.Holds();
    }

    [Fact]
    public void A_name_of_255_bytes_is_taken()
    {
        string name = "src/" + new string('x', 255);
        using WorkedRepository project = new();
        Project.Ok(project.Try($"echo work > {name}", name));
        Project.Ok(project.Runner.CheckpointTurn());
        project.Holds();
    }

    [Fact]
    public void A_second_attempt_answers_for_what_the_first_left()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "echo evil >> src/kept.txt; echo work > src/new.txt");
        project.Stage(turn, "src/new.txt");
        Assert.Equal(RunCodes.ArtifactMismatch, project.Runner.AcceptTurn().Refusal!.Reason);
        Turn again = project.Send(Project.Ok(project.Runner.RejectTurn("It lied.")).Turn!);
        Assert.Equal(2, again.Attempt);
        project.Stage(again, "src/new.txt");
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal((RunCodes.ArtifactMismatch, "src/kept.txt"), (refused.Refusal!.Reason, refused.Refusal.Path));

        // Another turn in its place begins where the first one began.
        Turn other = project.Send(Project.Ok(project.Runner.ReissueTurn("Another one.")).Turn!);
        project.Stage(other, "src/new.txt");
        Assert.Equal(RunCodes.ArtifactMismatch, project.Runner.AcceptTurn().Refusal!.Reason);
        project.Work(other, "git checkout -q src/kept.txt");
        Project.Ok(project.Runner.AcceptTurn());
        project.Holds();
    }

    [Fact]
    public void What_a_rejected_turn_committed_is_not_forgotten()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "echo work > src/new.txt; git add src; git commit -qm mine");
        project.Stage(turn, "src/new.txt");
        Assert.Equal(RunCodes.WorkerCommitted, project.Runner.AcceptTurn().Refusal!.Reason);
        Turn again = project.Send(Project.Ok(project.Runner.RejectTurn("It committed.")).Turn!);
        project.Stage(again, "src/new.txt");
        Assert.Equal(RunCodes.WorkerCommitted, project.Again().AcceptTurn().Refusal!.Reason);
        project.Work(again, "git reset -q --soft HEAD~");
        Project.Ok(project.Again().AcceptTurn());
        project.Holds();
    }

    [Fact]
    public void A_liar_beside_another_turn_leaves_it_to_neither()
    {
        using WorkedRepository project = new();
        Turn honest = project.Dispatch("dev");
        Turn liar = project.Dispatch("ops");
        project.Work(liar, "echo evil > src/evil.txt; echo work > src/ops.txt");
        project.Stage(liar, "src/ops.txt");
        project.Write("src/dev.txt", "work");
        project.Stage(honest, "src/dev.txt");

        // Both have said what is theirs, and nobody owns the file.
        Assert.Equal((RunCodes.ArtifactMismatch, "src/evil.txt"), (project.Runner.AcceptTurn(liar.TurnId).Refusal!.Reason, project.Runner.AcceptTurn(liar.TurnId).Refusal!.Path));
        Assert.Equal(RunCodes.ArtifactMismatch, project.Runner.AcceptTurn(honest.TurnId).Refusal!.Reason);
        File.Delete(project.In("src/evil.txt"));
        Project.Ok(project.Runner.AcceptTurn(honest.TurnId));
        Project.Ok(project.Runner.AcceptTurn(liar.TurnId));
        project.Holds();
    }

    [Fact]
    public void A_result_in_the_name_of_another_turn_is_refused()
    {
        using WorkedRepository project = new();
        Turn dev = project.Dispatch("dev");
        Turn ops = project.Dispatch("ops");
        project.Write("src/ops.txt", "work");
        project.Write(RunnerInterface.GetTurnStagingResultPath(dev.TurnId), WorkedRepository.Result(ops, ["src/ops.txt"]));
        RunnerResult refused = project.Runner.AcceptTurn(dev.TurnId);
        Assert.Equal(RunCodes.ValidationFailed, refused.Refusal!.Reason);
        project.Stage(ops, "src/ops.txt");
        Project.Ok(project.Runner.AcceptTurn(ops.TurnId));
        project.Holds();
    }
}
