using System.Text.Json.Nodes;
using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Turns on a real work tree, by workers that do what they like.</summary>
public sealed class LyingWorkerTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly Scene _scene = Scene.Begun(phase: "implementation");

    public LyingWorkerTests()
    {
        Write("agentxchain.json", "{}");
        Write("src/a.txt", "one\n");
        Write("hook.sh", "#!/bin/sh\n");
        Write(".gitignore", "bin/\nnode_modules/\n.env\n");
        Write(".agentxchain/state.json", "{}");
        Shell("git add --all && git commit --quiet --message sample");
        _scene.Configuration = Scene.Project with
        {
            Hooks = new Dictionary<string, IReadOnlyList<Proofs.Runs.Runs.Configuration.Hook>>(StringComparer.Ordinal) { ["after_dispatch"] = [new("look", "process", "advisory") { Command = ["sh", "./hook.sh"] }] },
        };
    }

    /// <summary>What a worker does, what it says it changed, and the code that it is refused by; none when it is honest.</summary>
    public static TheoryData<string, string, string?> Workers => new()
    {
        { "echo two > src/a.txt", "src/a.txt", null },
        { "rm src/a.txt && mkdir src/a.txt && echo x > src/a.txt/b", "src/a.txt src/a.txt/b", null },
        { "chmod +x src/a.txt", "src/a.txt", null },
        { "echo x > 'é \"x\".txt'", "é_\"x\".txt", null },
        { "echo two > src/a.txt; mkdir -p bin node_modules/p; echo x > bin/out.dll; ln -s ../p node_modules/.bin; ln src/a.txt node_modules/p/hard && rm node_modules/p/hard", "src/a.txt", null },
        { "echo two > src/a.txt; mkdir -p node_modules/p; git init --quiet node_modules/p", "src/a.txt", null },
        { "echo two > src/a.txt; echo new >> .agentxchain/events.jsonl; echo talk > TALK.md", "src/a.txt", null },
        { "echo two > src/a.txt; git add --all; git status", "src/a.txt", null },
        { "true", "src/a.txt", "claimed_file_unchanged" },
        { "touch src/a.txt", "src/a.txt", "claimed_file_unchanged" },
        { "echo two > src/a.txt", "src/a.txt src/b.txt", "claimed_file_unchanged" },
        { "echo two > src/a.txt", "src", "artifact_mismatch" },
        { "echo two > src/a.txt; echo x > src/b.txt", "src/a.txt", "artifact_mismatch" },
        { "echo two > src/a.txt; git update-index --assume-unchanged hook.sh; git update-index --no-assume-unchanged hook.sh; echo x > new.txt; touch -d @0 new.txt", "src/a.txt", "artifact_mismatch" },
        { "echo two > src/a.txt; echo 'x.txt' >> .gitignore; echo x > x.txt", "src/a.txt .gitignore", "artifact_mismatch" },
        { "echo two > src/a.txt; mkdir -p sub && git init --quiet sub && echo x > sub/x", "src/a.txt sub/x", "reserved_path_changed" },
        { "echo x > bin.txt; mkdir bin; echo x > bin/o", "bin/o", "artifact_mismatch" },
        { "mkdir bin; echo x > bin/o", "bin/o", "empty_workspace_artifact" },
        { "echo '{\"a\":1}' > agentxchain.json; echo two > src/a.txt", "src/a.txt", "reserved_path_changed" },
        { "echo x >> hook.sh; echo two > src/a.txt", "src/a.txt hook.sh", "reserved_path_changed" },
        { "mkdir -p .github; echo x > .github/proofs.yml; echo two > src/a.txt", "src/a.txt", "reserved_path_changed" },
        { "echo x > .agentxchain/evil.json; echo two > src/a.txt", "src/a.txt", "reserved_path_changed" },
        { "echo two > src/a.txt; git commit --quiet --all --message mine", "src/a.txt", "worker_committed" },
        { "echo two > src/a.txt; git tag mine", "src/a.txt", "worker_committed" },
        { "echo two > src/a.txt; git checkout --quiet -b mine", "src/a.txt", "worker_committed" },
        { "echo two > src/a.txt; git config core.fsmonitor evil", "src/a.txt", "git_settings_changed" },
        { "echo two > src/a.txt; echo x >> .git/info/exclude", "src/a.txt", "git_settings_changed" },
        { "echo two > src/a.txt; mkdir -p .git/hooks; echo x > .git/hooks/pre-commit", "src/a.txt", "git_settings_changed" },
        { "echo two > src/a.txt; git update-index --skip-worktree src/a.txt", "src/a.txt", "git_settings_changed" },
        { "echo two > src/a.txt; rm -rf .git", "src/a.txt", "git_settings_changed" },
        { "ln -s /etc/passwd out; echo two > src/a.txt", "src/a.txt out", "symbolic_link_refused" },
        { "rm src/a.txt; ln -s /etc/passwd src/a.txt", "src/a.txt", "symbolic_link_refused" },
        { "mv src real; ln -s real src; echo two > src/a.txt", "src/a.txt real/a.txt", "symbolic_link_refused" },
        { "ln hook.sh alias; echo two > src/a.txt", "src/a.txt alias", "reserved_path_changed" },
        { "ln src/a.txt alias", "alias", "special_file_refused" },
        { "mkfifo pipe; echo two > src/a.txt", "src/a.txt pipe", "special_file_refused" },
        { "echo x > \"$(printf 'new\\nline')\"; echo two > src/a.txt", "src/a.txt", "path_not_declarable" },
        { "echo x > \"$(printf 'a\\377')\"; echo two > src/a.txt", "src/a.txt", "path_not_declarable" },
        { "echo two > src/a.txt", "./.agentxchain/state.json", "validation_failed" },
        { "echo two > src/a.txt", "../x", "validation_failed" },
    };

    [Theory]
    [MemberData(nameof(Workers))]
    public void A_worker_is_taken_at_what_it_did_and_not_at_its_word(string does, string says, string? code)
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell(does);
        Ruling ruling = Accept(before, id, [.. says.Split(' ').Select(path => path.Replace('_', ' '))]);
        Shell("find . -mindepth 1 -delete");
        Assert.Equal(code, ruling.Refusal?.Reason.Id);
    }

    [Fact]
    public void What_a_rejected_attempt_left_is_still_the_turns()
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell("echo x > agentxchain.json; echo two > src/a.txt");
        Assert.Equal("reserved_path_changed", Accept(before, id, ["src/a.txt"]).Refusal!.Reason.Id);
        _scene.Allow(new RejectTurn(id, "Touches the configuration."));
        _scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        Assert.Equal("reserved_path_changed", Accept(before, id, ["src/a.txt"]).Refusal!.Reason.Id);
        Shell("git checkout --quiet agentxchain.json");
        Ruling taken = Accept(before, id, ["src/a.txt"]);
        Assert.True(taken.IsAllowed, taken.Refusal?.Message);
    }

    [Fact]
    public void The_history_keeps_what_was_seen()
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell("echo two > src/a.txt; mkdir bin; echo x > bin/o");
        Ruling taken = Accept(before, id, ["src/a.txt"]);
        Assert.True(taken.IsAllowed, taken.Refusal?.Message);
        ObservedArtifact seen = taken.Change.History[0].ObservedArtifact!;
        Assert.Equal(["src/a.txt"], seen.FilesChanged);
        Assert.Equal(["bin/o"], seen.IgnoredFilesChanged!);
        Assert.Equal("sha256:27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a", seen.FileMarkers["src/a.txt"]);
        Assert.Equal("1 changed: 0 added, 1 modified, 0 deleted; 1 ignored", seen.DiffSummary);
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("mkdir .planning; echo x > .planning/p.md", "artifact_mismatch")]
    [InlineData("echo two > src/a.txt", "review_changed_product")]
    [InlineData("mkdir bin; echo x > bin/o", null)]
    public void A_turn_that_only_reviews_leaves_the_product_alone(string does, string? code)
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("pm");
        Shell(does);
        Assert.Equal(code, Accept(before, id, []).Refusal?.Reason.Id);
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("echo two > src/a.txt", "proposal_changed_tree")]
    public void A_turn_that_only_proposes_changes_nothing(string does, string? code)
    {
        Role dev = Scene.Project.Roles["dev"] with { WriteAuthority = WriteAuthority.Proposed };
        _scene.Configuration = Scene.Project with { Roles = new Dictionary<string, Role>(Scene.Project.Roles, StringComparer.Ordinal) { ["dev"] = dev } };
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell(does);
        Ruling ruling = Accept(before, id, ["src/a.txt"], result =>
        {
            result["artifact"] = new JsonObject { ["type"] = "patch" };
            result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/a.txt", ["action"] = "modify", ["content"] = "two" });
        });
        Assert.Equal(code, ruling.Refusal?.Reason.Id);
    }

    [Theory]
    [InlineData("artifact", null)]
    [InlineData("ignore", "verification_produced_files_cleanup")]
    public void What_the_verification_left_is_listed_or_taken_away(string disposition, string? code)
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell("echo two > src/a.txt; echo x > left.txt");
        Ruling ruling = Accept(before, id, ["src/a.txt"], result => result["verification"] = new JsonObject { ["status"] = "pass", ["produced_files"] = new JsonArray(new JsonObject { ["path"] = "left.txt", ["disposition"] = disposition }) });
        Assert.Equal(code, ruling.Refusal?.Reason.Id);
    }

    [Fact]
    public void What_only_the_replay_left_has_a_code_of_its_own()
    {
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell("echo two > src/a.txt; echo x > left.txt");
        ObservedBeside beside = new() { ReplayOutputs = ["left.txt"] };
        Assert.Equal("undeclared_verification_outputs", Accept(before, id, ["src/a.txt"], null, beside).Refusal!.Reason.Id);
    }

    [Fact]
    public void Without_git_nothing_is_skipped()
    {
        Shell("rm -rf .git");
        TreeSnapshot before = Look();
        string id = _scene.Turn("dev");
        Shell("echo two > src/a.txt; echo x > other.txt; mkdir bin; echo x > bin/o");
        Assert.Equal("artifact_mismatch", Accept(before, id, ["src/a.txt"]).Refusal!.Reason.Id);
        Assert.True(Accept(before, id, ["src/a.txt", "other.txt"]).IsAllowed);
    }

    [Fact]
    public void A_background_writer_is_seen_by_a_second_look_and_a_build_is_not()
    {
        TreeSnapshot judged = Look();
        Shell("mkdir bin; echo x > bin/o; echo x >> .agentxchain/state.json");
        Assert.Null(TreeDrift.Check(judged, Look(), "turn_1"));
        Shell("mkdir -p .agentxchain/staging/turn_1; echo x > .agentxchain/staging/turn_1/turn-result.json");
        Assert.Equal("acceptance_drift", TreeDrift.Check(judged, Look(), "turn_1")!.Reason.Id);
        Assert.Null(TreeDrift.Check(judged, Look(), "turn_2"));
        Shell("echo late > src/a.txt");
        Assert.Equal("src/a.txt", TreeDrift.Check(judged, Look(), "turn_2")!.Path);
    }

    public void Dispose() => _repo.Dispose();

    private Ruling Accept(TreeSnapshot before, string id, string[] files, Action<JsonObject>? alter = null, ObservedBeside? beside = null)
    {
        _scene.Tree = Observation.Of(before, Look(), _scene.State.ActiveTurns[id], beside ?? new() { History = _scene.History });
        return _scene.Put(new AcceptTurn(id, _scene.Result(id, result =>
        {
            result["files_changed"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]);
            alter?.Invoke(result);
        })));
    }

    private TreeSnapshot Look() => WorkTreeReader.Take(_repo.Path, TimeProvider.System);

    private void Write(string path, string content)
    {
        string full = Path.Combine(_repo.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private void Shell(string script)
    {
        RunResult result = Run.Program("sh", ["-ec", script], _repo.Path, environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = "W", ["GIT_AUTHOR_EMAIL"] = "w@example.com", ["GIT_COMMITTER_NAME"] = "W", ["GIT_COMMITTER_EMAIL"] = "w@example.com", ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        });
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
