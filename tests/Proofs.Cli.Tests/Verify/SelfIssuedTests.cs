using TestKit;
using TestKit.Payloads;

namespace Proofs.Cli.Tests.Verify;

/// <summary>Evidence lying in what is judged vouches for nothing.</summary>
public sealed class SelfIssuedTests : IDisposable
{
    private readonly PayloadScene _scene = new();

    [Theory]
    [InlineData("one-turn.stub.json")]
    [InlineData("one-turn.stub.json.sha256")]
    public void A_payload_at_a_path_that_is_committed_is_refused_whatever_its_bytes(string name)
    {
        string commit = _scene.Repo.CommitFile($"evidence/{name}", "old\n", "Plant");
        string tree = _scene.Repo.Git("rev-parse", "HEAD^{tree}");
        PayloadSample.Passing("one-turn", "stub", commit, tree, TimeProvider.System.GetUtcNow()).Save(In("evidence"));
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", Verify("evidence"));
        Assert.Equal("evidence_self_issued", Assert.Single(Verify("evidence").Findings("proofs")));
    }

    [Fact]
    public void A_payload_that_lies_untracked_in_the_work_tree_counts()
    {
        _scene.Sample().Save(In("evidence"));
        CliAssert.Verdict(0, "proofs_ok", "proofs", Verify("evidence"));
        _scene.Sample("run-loop").Save(In("evidence", "..", ".git", "proofs"));
        CliAssert.Verdict(0, "proofs_ok", "proofs", Verify(".git/proofs", "run-loop"));
    }

    [Theory]
    [InlineData("one-turn.stub.json")]
    [InlineData("one-turn.stub.json.sha256")]
    public void Bytes_that_are_an_object_of_the_repository_are_refused_wherever_they_lie(string name)
    {
        _scene.Save();
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("one-turn"));
        _scene.Repo.Git("hash-object", "-w", Path.Combine(_scene.Folder, name));
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", _scene.Verify("one-turn"));
    }

    [Fact]
    public void A_committed_link_in_the_place_of_the_folder_leads_to_what_is_committed()
    {
        string commit = _scene.Repo.CommitFile("real/one-turn.stub.json", "old\n", "Plant");
        PayloadSample.Passing("one-turn", "stub", commit, _scene.Repo.Git("rev-parse", "HEAD^{tree}"), TimeProvider.System.GetUtcNow()).Save(In("real"));
        File.CreateSymbolicLink(Path.Combine(_scene.Repo.Outside, "link"), In("real"));
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", Cli.Run("verify", "payload", Path.Combine(_scene.Repo.Outside, "link"), "--require", "one-turn", "--repo", _scene.Repo.Path, "--json"));
    }

    [Fact]
    public void A_link_in_a_circle_is_told()
    {
        File.CreateSymbolicLink(In("circle"), In("circle"));
        CliAssert.Verdict(1, "proof_payload_invalid", "proofs", Verify("circle"));
        _scene.Save();
        CliAssert.Verdict(2, "attestations_unreadable", "proofs", _scene.Verify("one-turn", "--attestations", In("circle")));
    }

    [Fact]
    public void A_clone_without_trees_leaves_open_whether_the_work_tree_holds_its_own_evidence()
    {
        _scene.Repo.CommitFile("evidence/other.txt", "x", "Folder");
        _scene.Repo.Git("config", "uploadpack.allowFilter", "true");
        string clone = Path.Combine(_scene.Repo.Outside, "clone");
        _scene.Repo.Git("clone", "--quiet", "--no-checkout", "--filter=tree:0", "file://" + _scene.Repo.Path, clone);
        string head = _scene.Repo.Head;
        PayloadSample.Passing("one-turn", "stub", head, _scene.Repo.Git("rev-parse", "HEAD^{tree}"), TimeProvider.System.GetUtcNow()).Save(Path.Combine(clone, "evidence"));
        CliAssert.Verdict(2, "evidence_origin_unknown", "proofs", Cli.Run("verify", "payload", Path.Combine(clone, "evidence"), "--require", "one-turn", "--repo", clone, "--json"));
    }

    [Fact]
    public void Attestations_count_neither_in_the_work_tree_nor_beside_the_payloads_nor_as_an_object()
    {
        PayloadSample live = _scene.Save("api-dispatch", "live");
        _scene.Attest(live);
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
        string inside = In("attestations.json");
        File.Copy(_scene.AttestationFile, inside);
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", _scene.Verify("api-dispatch=live", "--attestations", inside));
        string link = Path.Combine(_scene.Repo.Outside, "link.json");
        File.CreateSymbolicLink(link, inside);
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", _scene.Verify("api-dispatch=live", "--attestations", link));
        string beside = Path.Combine(_scene.Folder, "attestations");
        File.Copy(_scene.AttestationFile, beside);
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", _scene.Verify("api-dispatch=live", "--attestations", beside));
        _scene.Repo.Git("hash-object", "-w", _scene.AttestationFile);
        CliAssert.Verdict(1, "evidence_self_issued", "proofs", _scene.Verify("api-dispatch=live", "--attestations", _scene.AttestationFile));
    }

    public void Dispose() => _scene.Dispose();

    private string In(params string[] parts) => Path.Combine([_scene.Repo.Path, .. parts]);

    private CliResult Verify(string folder, string proof = "one-turn") => Cli.Run("verify", "payload", In(folder), "--require", proof, "--repo", _scene.Repo.Path, "--json");
}
