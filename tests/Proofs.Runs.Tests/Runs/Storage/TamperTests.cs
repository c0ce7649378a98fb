using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>Records that something else than a runner changed.</summary>
public sealed class TamperTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { ".agentxchain/state.json", "edited" },
        { ".agentxchain/state.json", "gone" },
        { ".agentxchain/state.json", "link" },
        { ".agentxchain/state.json", "folder" },
        { ".agentxchain/history.jsonl", "edited" },
        { ".agentxchain/history.jsonl", "longer" },
        { ".agentxchain/history.jsonl", "shorter" },
        { ".agentxchain/history.jsonl", "gone" },
        { ".agentxchain/decision-ledger.jsonl", "longer" },
        { ".agentxchain/decision-ledger.jsonl", "link" },
        { ".agentxchain/events.jsonl", "edited" },
        { ".agentxchain/events.jsonl", "gone" },
        { ".agentxchain/repo-decisions.jsonl", "new" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_changed_while_a_turn_is_at_work_is_put_back_and_blocks_the_run(string path, string how)
    {
        using Project project = Running(out Turn turn);
        byte[]? before = File.Exists(project.In(path)) ? File.ReadAllBytes(project.In(path)) : null;
        Alter(project, path, how);
        project.Stage(turn);
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal(RunCodes.StateTampered, refused.Refusal!.Reason);
        Assert.Equal(path, refused.Refusal.Path);
        Assert.Equal(RunStatus.Blocked, refused.State!.Status);
        Assert.Equal($"state_tampered:{path}", refused.State.BlockedOn);
        Assert.True(before is null ? !File.Exists(project.In(path)) : File.ReadAllBytes(project.In(path)).AsSpan().StartsWith(before) || path.EndsWith("state.json", StringComparison.Ordinal));
        Assert.Null(new FileInfo(project.In(path)).LinkTarget);
        Assert.True(project.Runner.Verify().Holds);
        Assert.Equal(how is "gone" or "link" ? 0 : 1, Directory.Exists(project.In(".agentxchain/tampered")) ? Directory.EnumerateFileSystemEntries(Directory.EnumerateDirectories(project.In(".agentxchain/tampered")).Single()).Count() : 0);
        File.Delete(project.In(path + ".real"));
        Project.Ok(project.Runner.ReactivateRun());
        Project.Ok(project.Runner.AcceptTurn());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_changed_while_no_runner_was_there_is_refused(string path, string how)
    {
        using Project project = Running(out Turn turn);
        Alter(project, path, how);
        project.Stage(turn);
        RunnerResult refused = project.Again().AcceptTurn();
        Assert.False(refused.Ok);
        Assert.Equal(how == "link" ? RunCodes.StorageFailed : RunCodes.StateTampered, refused.Refusal.Reason);
        Assert.False(project.Again().Verify().Holds);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("edited")]
    [InlineData("folder")]
    public void A_journal_that_was_changed_is_not_gone_on_with(string how)
    {
        using Project project = Running(out Turn turn);
        Alter(project, ".agentxchain/journal.jsonl", how);
        project.Stage(turn);
        Assert.Equal(RunCodes.StateTampered, project.Runner.AcceptTurn().Refusal!.Reason);
        Assert.Empty(project.Lines(".agentxchain/history.jsonl").Skip(1));
    }

    [Fact]
    public void A_change_that_no_runner_began_is_not_ended()
    {
        using Project project = Running(out Turn turn);
        project.Write(".agentxchain/transactions/accept/txn_0000000000000001.json", """{"transaction_id":"txn_0000000000000001","kind":"accept_turn","effects":[{"path":".agentxchain/state.json","at":null,"bytes":"e30="}]}""");
        project.Stage(turn);
        Assert.Equal(RunCodes.StateTampered, project.Runner.AcceptTurn().Refusal!.Reason);
        Assert.Equal(RunCodes.TransactionForeign, project.Again().AcceptTurn().Refusal!.Reason);
    }

    [Theory]
    [InlineData("""{"transaction_id":"txn_1","kind":"accept_turn","run_id":"r","status":"prepared","history_entry":{"turn_id":"t"},"next_state":{"status":"completed"}}""")]
    [InlineData("""{"transaction_id":"txn_1","effects":[]}""")]
    [InlineData("""{"transaction_id":"txn_1","effects":[null]}""")]
    [InlineData("""{"transaction_id":"txn_1","effects":[{"path":"src/x","at":null,"bytes":"e30="}]}""")]
    [InlineData("""{"transaction_id":"txn_1","effects":[{"path":".agentxchain/../x","at":null,"bytes":"e30="}]}""")]
    [InlineData("""{"transaction_id":"txn_1","effects":[{"path":".agentxchain/state.json","at":null,"bytes":"e30="}],"deletes":["src"]}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void A_note_of_another_runner_is_told_and_left_alone(string note)
    {
        using Project project = new();
        project.Write(".agentxchain/transactions/accept/txn_1.json", note);
        RunnerResult refused = project.Runner.InitRun();
        Assert.Equal(RunCodes.TransactionForeign, refused.Refusal!.Reason);
        Assert.Equal(note, project.Read(".agentxchain/transactions/accept/txn_1.json"));
        Assert.False(File.Exists(project.In("x")) || File.Exists(project.In("src/x")) || File.Exists(project.In(".agentxchain/state.json")));
    }

    [Fact]
    public void A_configuration_that_changed_takes_no_turn_until_somebody_adopts_it()
    {
        using Project project = Running(out Turn turn);
        project.Write("agentxchain.json", Project.Configuration.Replace("\"requires_human_approval\": true", "\"requires_human_approval\": false", StringComparison.Ordinal));
        project.Stage(turn);
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal(RunCodes.ConfigChanged, refused.Refusal!.Reason);
        Assert.Equal("agentxchain.json", refused.Refusal.Path);
        Assert.Equal(TurnStatus.FailedAcceptance, refused.Turn!.Status);
        Assert.Equal(RunCodes.ConfigChanged, project.Again().AssignTurn("dev").Refusal!.Reason);
        Assert.Equal(RunCodes.EmptyArgument, project.Again().AdoptTerms(" ").Refusal!.Reason);
        Project.Ok(project.Again().AdoptTerms("Ada"));
        Project.Ok(project.Runner.AcceptTurn());
        Assert.Contains(project.Lines(".agentxchain/decision-ledger.jsonl"), line => line.Contains("\"terms_adopted\"", StringComparison.Ordinal) && line.Contains("Ada", StringComparison.Ordinal));
        Assert.True(project.Again().Verify().Holds);
    }

    [Fact]
    public void A_file_that_a_hook_runs_is_among_the_terms()
    {
        using Project project = new(Project.Configuration.Replace("\"workflow_kit\": {}", "\"workflow_kit\": {}, \"hooks\": { \"before_acceptance\": [ { \"name\": \"check\", \"type\": \"process\", \"command\": [\"sh\", \"./tools/check.sh\"], \"timeout_ms\": 1000, \"mode\": \"advisory\" } ] }", StringComparison.Ordinal), before => before("tools/check.sh", "exit 0"));
        Project.Ok(project.Runner.InitRun());
        Turn turn = project.Dispatch("pm");
        project.Write("tools/check.sh", "exit 0 # whatever comes");
        project.Stage(turn);
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal(RunCodes.ConfigChanged, refused.Refusal!.Reason);
        Assert.Equal("tools/check.sh", refused.Refusal.Path);
    }

    [Fact]
    public void A_journal_cut_at_a_line_holds_by_itself_and_not_against_its_anchor()
    {
        using TempFolder anchors = new();
        using Project project = new(anchors: anchors.Path);
        Project.Ok(project.Runner.InitRun());
        Dictionary<string, byte[]> then = Directory.EnumerateFiles(project.In(".agentxchain")).ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        Assert.Equal(RunCodes.AnchorMissing, Assert.Single(project.Runner.Verify(Path.Combine(anchors.Path, "none")).Problems).Reason);
        Assert.True(project.Runner.Verify(anchors.Path).Holds);
        project.Dispatch("pm");
        Assert.True(project.Runner.Verify(anchors.Path).Holds);
        foreach ((string file, byte[] content) in then)
        {
            File.WriteAllBytes(file, content);
        }

        Assert.True(project.Again().Verify().Holds);
        Assert.Equal("none", project.Again().Verify().Anchor);
        Assert.Equal(RunCodes.AnchorDiffers, Assert.Single(project.Again().Verify(anchors.Path).Problems).Reason);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new RunAnchor(anchors.Path, project.Root).File));
        }
    }

    private static Project Running(out Turn turn)
    {
        Project project = new();
        Project.Ok(project.Runner.InitRun());
        project.Stage(project.Dispatch("pm"), result => result["decisions"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "DEC-001", ["category"] = "scope", ["statement"] = "So.", ["rationale"] = "Because." }));
        Project.Ok(project.Runner.AcceptTurn());
        turn = project.Dispatch("pm");
        return project;
    }

    private static void Alter(Project project, string path, string how)
    {
        string full = project.In(path);
        byte[] before = File.Exists(full) ? File.ReadAllBytes(full) : [];
        switch (how)
        {
            case "edited":
                // As long as before, and still what a reader can read.
                File.WriteAllBytes(full, [.. before[..^30], .. before.AsSpan(before.Length - 30).ToArray().Select(each => each is >= (byte)'1' and <= (byte)'8' ? (byte)(each + 1) : each == (byte)'0' ? (byte)'1' : each)]);
                if (File.ReadAllBytes(full).AsSpan().SequenceEqual(before))
                {
                    File.WriteAllText(full, File.ReadAllText(full).Replace("planning", "plannynG", StringComparison.Ordinal));
                }

                break;
            case "longer":
                File.AppendAllText(full, File.ReadLines(full).Last() + "\n");
                break;
            case "shorter":
                File.WriteAllBytes(full, before[..^10]);
                break;
            case "gone":
                File.Delete(full);
                break;
            case "new":
                File.WriteAllText(full, """{"id":"DEC-900","status":"active","statement":"Everything goes."}""" + "\n");
                break;
            case "link":
                File.Move(full, full + ".real");
                File.CreateSymbolicLink(full, Path.GetFileName(full) + ".real");
                break;
            default:
                File.Delete(full);
                Directory.CreateDirectory(full);
                break;
        }
    }
}
