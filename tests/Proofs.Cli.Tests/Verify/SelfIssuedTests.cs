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

    [Fact]
    public void However_the_repository_is_opened_attestations_in_one_of_its_work_trees_do_not_count()
    {
        _scene.Attest(_scene.Save("api-dispatch", "live"));
        string linked = Linked();
        foreach (string inside in new[] { In("attestations.json"), Path.Combine(linked, "attestations.json"), In(".git", "attestations.json") })
        {
            File.Copy(_scene.AttestationFile, inside);
            Assert.All(Openings(linked), repo => Assert.Equal((repo, "evidence_self_issued"), (repo, Reason(_scene.Folder, "api-dispatch=live", repo, "--attestations", inside))));
        }

        Assert.All(Openings(linked), repo => Assert.Equal((repo, "proofs_ok"), (repo, Reason(_scene.Folder, "api-dispatch=live", repo, "--attestations", _scene.AttestationFile))));
    }

    [Fact]
    public void However_the_repository_is_opened_a_payload_at_a_committed_path_of_one_of_its_work_trees_does_not_count()
    {
        string commit = _scene.Repo.CommitFile("evidence/one-turn.stub.json", "old\n", "Plant");
        PayloadSample sample = PayloadSample.Passing("one-turn", "stub", commit, _scene.Repo.Git("rev-parse", "HEAD^{tree}"), TimeProvider.System.GetUtcNow());
        string linked = Linked();
        foreach (string folder in new[] { In("evidence"), Path.Combine(linked, "evidence") })
        {
            sample.Save(folder);
            Assert.All(Openings(linked), repo => Assert.Equal((repo, "evidence_self_issued"), (repo, Reason(folder, "one-turn", repo))));
        }

        // A repository in the work tree has its own .git nearer by; what is around it still counts.
        _scene.Repo.Git("init", "--quiet", In("evidence"));
        Assert.All(Openings(linked), repo => Assert.Equal((repo, "evidence_self_issued"), (repo, Reason(In("evidence"), "one-turn", repo))));
        sample.Save(_scene.Folder);
        Assert.All(Openings(linked), repo => Assert.Equal((repo, "proofs_ok"), (repo, Reason(_scene.Folder, "one-turn", repo))));
    }

    [Theory]
    [InlineData("not a link\n")]
    [InlineData("gitdir: /gone/away/.git\n")]
    [InlineData(null)]
    public void A_git_file_above_the_evidence_that_leads_nowhere_leaves_open_whose_work_tree_that_is(string? content)
    {
        _scene.Save();
        string file = Path.Combine(_scene.Repo.Outside, ".git");
        if (content is null)
        {
            Fifo.Create(file);
        }
        else
        {
            File.WriteAllText(file, content);
        }

        CliAssert.Verdict(2, "evidence_origin_unknown", "proofs", _scene.Verify("one-turn"));
        File.Delete(file);
        File.CreateSymbolicLink(file, "/gone/away");
        CliAssert.Verdict(2, "evidence_origin_unknown", "proofs", _scene.Verify("one-turn"));
        File.Delete(file);
        Directory.CreateDirectory(file);
        CliAssert.Verdict(0, "proofs_ok", "proofs", _scene.Verify("one-turn"));
        Fifo.Create(Path.Combine(file, "commondir"));
        CliAssert.Verdict(2, "evidence_origin_unknown", "proofs", _scene.Verify("one-turn"));
    }

    public void Dispose() => _scene.Dispose();

    private string In(params string[] parts) => Path.Combine([_scene.Repo.Path, .. parts]);

    private CliResult Verify(string folder, string proof = "one-turn") => Cli.Run("verify", "payload", In(folder), "--require", proof, "--repo", _scene.Repo.Path, "--json");

    /// <summary>Another work tree of the same repository, at the same commit.</summary>
    private string Linked()
    {
        string linked = Path.Combine(_scene.Repo.Outside, "linked");
        _scene.Repo.Git("worktree", "add", "--quiet", "--detach", linked);
        return linked;
    }

    private string[] Openings(string linked) => [_scene.Repo.Path, In(".git"), In("src"), linked, In(".git", "worktrees", "linked")];

    private static string? Reason(string folder, string required, string repo, params string[] options) =>
        Cli.Run(["verify", "payload", folder, "--require", required, "--repo", repo, "--json", .. options]).Reason("proofs");
}
