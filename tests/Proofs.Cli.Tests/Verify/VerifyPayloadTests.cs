using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Payloads;

namespace Proofs.Cli.Tests.Verify;

/// <summary>Required proofs over real files and a real repository.</summary>
public sealed class VerifyPayloadTests : IDisposable
{
    private readonly PayloadScene _scene = new();

    [Fact]
    public void Proofs_that_hold_pass_and_have_a_row_each()
    {
        PayloadSample one = _scene.Save();
        PayloadSample live = _scene.Save("api-dispatch", "live");
        _scene.Attest(live);
        CliResult result = _scene.Verify("one-turn,api-dispatch=live", "--attestations", _scene.AttestationFile, "--run", "77", "--run-attempt", "2", "--commit", _scene.Head, "--max-age", "1h");
        CliAssert.Verdict(0, "proofs_ok", "proofs", result);
        JsonElement[] rows = [.. result.Gate("proofs").GetProperty("proofs").EnumerateArray()];
        Assert.Equal(
            [("one-turn", null, "stub", one.Sha256, false), ("api-dispatch", "live", "live", live.Sha256, true)],
            rows.Select(row => (row.GetProperty("proof").GetString(), row.GetProperty("required_grade").GetString(), row.GetProperty("evidence_grade").GetString(), row.GetProperty("sha256").GetString(), row.GetProperty("attested").GetBoolean())));
        Assert.All(["baseline", "integrity", "feature-key"], gate => Assert.Equal("not_requested", result.Reason(gate)));
        Assert.Equal(JsonValueKind.Null, result.Gate("baseline").GetProperty("proofs").ValueKind);
    }

    [Fact]
    public void The_text_shows_each_proof()
    {
        string digest = _scene.Save().Sha256;
        CliResult result = Cli.Run("verify", "payload", _scene.Folder, "--require", "one-turn, run-loop=loopback", "--repo", _scene.Repo.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("  proof        one-turn: pass at stub, 1 of 1 claims, ", result.Out, StringComparison.Ordinal);
        Assert.Contains($", not attested, one-turn.stub.json sha256 {digest}\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("  proof        run-loop (required: loopback): no payload\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("fail           proofs       proof_missing: There is no payload of run-loop; the folder holds one-turn.\n", result.Out, StringComparison.Ordinal);
    }

    /// <summary>A change to the payload of one-turn, and what it leads to.</summary>
    public static TheoryData<string, string, string> Changes => new()
    {
        { "result", "\"fail\"", "proof_failed" },
        { "result", "\"skip\"", "proof_skipped" },
        { "claims", "[]", "proof_contradictory" },
        { "claims", """[{"id":"a","statement":"b","result":"pass","expected":true,"actual":false}]""", "proof_contradictory" },
        { "claims", """[{"id":"a","statement":"b","result":"pass","expected":1,"actual":1},{"id":"a","statement":"c","result":"pass","expected":1,"actual":1}]""", "proof_contradictory" },
        { "cli_exit_status", "1", "proof_contradictory" },
        { "attempts_used", "2", "proof_contradictory" },
        { "attempts_used", "99999999", "proof_contradictory" },
        { "artifacts", """{"state":{"status":"blocked","phase":null,"run_id":null,"sha256":null}}""", "proof_contradictory" },
        { "evidence_grade", "\"live\"", "proof_grade_overstated" },
        { "timings", """{"started_at":"2020-01-01T00:00:00Z","finished_at":"2020-01-01T00:00:00Z","duration_ms":0}""", "proof_too_old" },
        { "timings", """{"started_at":"2020-01-01T00:00:00Z","finished_at":"9999-12-31T23:59:59Z","duration_ms":0}""", "proof_from_future" },
        { "code", "null", "proof_commit_mismatch" },
        { "ci", "null", "proof_run_mismatch" },
        { "schema", "\"proofs.proof/v2\"", "proof_payload_invalid" },
        { "proof", "\"run-loop\"", "proof_contradictory" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_payload_that_does_not_hold_fails(string key, string value, string reason)
    {
        string path = _scene.Save().Save(_scene.Folder);
        PayloadSample changed = _scene.Sample().With(document => document[key] = JsonNode.Parse(value));
        File.WriteAllBytes(path, changed.ToBytes());
        File.WriteAllText(path + ".sha256", $"{changed.Sha256}  one-turn.stub.json\n");
        CliAssert.Verdict(1, reason, "proofs", _scene.Verify("one-turn", "--run", "77"));
    }

    [Fact]
    public void Another_tree_another_attempt_a_dirty_work_tree_and_a_grade_too_low_fail()
    {
        _scene.Save(change: document => document["code"]!["tree"] = _scene.Head);
        CliAssert.Verdict(1, "proof_tree_mismatch", "proofs", _scene.Verify("one-turn"));
        _scene.Save(change: document => document["code"]!["is_clean"] = false);
        CliAssert.Verdict(1, "proof_worktree_dirty", "proofs", _scene.Verify("one-turn"));
        _scene.Save();
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("one-turn"));
        CliAssert.Verdict(1, "proof_run_attempt_mismatch", "proofs", _scene.Verify("one-turn", "--run", "77", "--run-attempt", "3"));
        CliAssert.Verdict(1, "proof_grade_too_low", "proofs", _scene.Verify("one-turn=recorded"));
    }

    [Fact]
    public void A_folder_that_is_not_there_has_none_of_the_proofs()
    {
        CliResult result = Cli.Run("verify", "payload", Path.Combine(_scene.Folder, "gone"), "--require", "one-turn,run-loop", "--repo", _scene.Repo.Path, "--json");
        CliAssert.Verdict(1, "proof_missing", "proofs", result);
        Assert.Equal("proof_missing, proof_missing", string.Join(", ", result.Findings("proofs")));
    }

    [Fact]
    public void Bytes_that_are_not_those_of_the_digest_fail()
    {
        string path = _scene.Save().Save(_scene.Folder);
        File.AppendAllText(path, " ");
        CliAssert.Verdict(1, "proof_digest_mismatch", "proofs", _scene.Verify("one-turn"));
        File.Delete(path + ".sha256");
        CliAssert.Verdict(1, "proof_digest_mismatch", "proofs", _scene.Verify("one-turn"));
    }

    [Fact]
    public void A_later_commit_is_not_the_one_that_was_proven_unless_it_is_named()
    {
        _scene.Save();
        string later = _scene.Repo.Commit("Later");
        CliAssert.Verdict(1, "proof_commit_mismatch", "proofs", _scene.Verify("one-turn"));
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("one-turn", "--commit", _scene.Head));
        CliAssert.Verdict(1, "required_commit_missing", "proofs", _scene.Verify("one-turn", "--commit", new('a', 40)));
        CliAssert.Verdict(1, "required_commit_missing", "proofs", _scene.Verify("one-turn", "--commit", _scene.Tree));
        CliAssert.Verdict(1, "required_commit_missing", "proofs", _scene.Verify("one-turn", "--commit", new('a', 64)));
        Assert.NotEqual(later, _scene.Head);
    }

    [Fact]
    public void Where_the_clone_is_shallow_a_commit_that_is_not_there_leaves_the_question_open()
    {
        _scene.Save();
        _scene.Repo.Commit("Later");
        string shallow = Path.Combine(_scene.Repo.Outside, "shallow");
        _scene.Repo.Git("clone", "--quiet", "--depth=1", "file://" + _scene.Repo.Path, shallow);
        CliAssert.Verdict(2, "history_truncated", "proofs", Cli.Run("verify", "payload", _scene.Folder, "--require", "one-turn", "--repo", shallow, "--commit", _scene.Head, "--json"));
    }

    [Fact]
    public void Live_evidence_without_a_signature_leaves_the_question_open()
    {
        PayloadSample live = _scene.Save("api-dispatch", "live");
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("api-dispatch"));
        CliAssert.Verdict(2, "evidence_unsigned", "proofs", _scene.Verify("api-dispatch=live"));
        _scene.Attest();
        CliAssert.Verdict(2, "evidence_unsigned", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
        _scene.Attest(live);
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
        CliAssert.Verdict(2, "attestations_unreadable", "proofs", _scene.Verify("api-dispatch", "--attestations", _scene.AttestationFile + "x"));
        File.WriteAllText(_scene.AttestationFile, $"[{File.ReadAllText(_scene.AttestationFile)}]");
        CliAssert.Verdict(2, "attestations_unreadable", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
    }

    [Theory]
    [InlineData("endpoint_host", "api.anthropic.com.evil.com")]
    [InlineData("endpoint_host", "localtest.me")]
    [InlineData("endpoint_host", "evil.onion")]
    [InlineData("worker", "scripted")]
    public void What_only_looks_like_a_provider_is_not_live_whoever_signed_it(string key, string value)
    {
        _scene.Attest(_scene.Save("api-dispatch", "live", document => document["dispatches"]![0]![key] = value));
        CliAssert.Verdict(1, "proof_grade_overstated", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
    }

    [Fact]
    public void What_cannot_be_meant_is_refused_with_the_fix()
    {
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn=best"));
        CliAssert.Refused(64, "usage_error", _scene.Verify("One Turn"));
        CliAssert.Refused(64, "required_proofs_missing", _scene.Verify(" , "));
        CliAssert.Refused(64, "required_proofs_missing", _scene.Verify(string.Empty));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--max-age", "soon"));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--run-attempt", "2"));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--run", "7", "--run-attempt", "second"));
        CliAssert.Refused(64, "commit_id_not_full", _scene.Verify("one-turn", "--commit", "HEAD"));
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "payload", _scene.Folder, "--json"));
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "payload", "--require", "one-turn", "--json"));
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "payload", string.Empty, "--require", "one-turn", "--repo", _scene.Repo.Path, "--json"));
        CliAssert.Refused(65, "not_a_git_repo", Cli.Run("verify", "payload", _scene.Folder, "--require", "one-turn", "--repo", _scene.Repo.Outside, "--json"));
    }

    [Fact]
    public void No_output_overwrites_the_evidence()
    {
        PayloadSample sample = _scene.Save();
        _scene.Attest(sample);
        string path = Path.Combine(_scene.Folder, sample.FileName);
        string link = Path.Combine(_scene.Repo.Outside, "link");
        File.CreateSymbolicLink(link, _scene.Folder);
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--output", path));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--output", Path.Combine(link, "new.json")));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--attestations", _scene.AttestationFile, "--output", _scene.AttestationFile));
        CliAssert.Refused(64, "usage_error", _scene.Verify("one-turn", "--attestations", _scene.AttestationFile, "--output", _scene.AttestationFile, "--no-such-option"));
        Assert.Equal(sample.ToBytes(), File.ReadAllBytes(path));
        Assert.StartsWith("[", File.ReadAllText(_scene.AttestationFile), StringComparison.Ordinal);
        string output = Path.Combine(_scene.Repo.Outside, "result.json");
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("one-turn", "--output", output));
        Assert.Contains("proofs_ok", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_lists_the_gate_makes_it_fail_where_nobody_names_a_proof()
    {
        string before = _scene.Repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [proofs]\n", "Rule");
        _scene.Repo.Commit("Work");
        CliResult bare = Cli.Run("gate", "all", "--repo", _scene.Repo.Path, "--base", before, "--required-baseline", before, "--json");
        CliAssert.Verdict(1, "required_proofs_missing", "proofs", bare);
        Assert.All(["--require", "required-proofs", "ProofsRequiredProofs"], place => Assert.Contains(place, bare.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_text_of_a_payload_is_neither_a_command_nor_moves_a_cursor()
    {
        _scene.Save(change: document =>
        {
            document["result"] = "fail";
            document["root_cause"] = new JsonObject { ["code"] = "x", ["message"] = "\n::error::owned\u001b[2J ##[group]\u202e", ["next"] = "n" };
        });
        File.WriteAllText(Path.Combine(_scene.Folder, "\u001b[2J::warning::x.json"), "{}");
        CliResult result = Cli.Run("verify", "payload", _scene.Folder, "--require", "one-turn", "--repo", _scene.Repo.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Out);
        Assert.DoesNotContain('\u202e', result.Out);
        Assert.DoesNotContain("::", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("##[", result.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();
}
