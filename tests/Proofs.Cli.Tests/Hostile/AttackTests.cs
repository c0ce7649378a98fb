using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Attacks that once worked.</summary>
public sealed class AttackTests : IDisposable
{
    /// <summary>The last twelve digits that made-up ids share.</summary>
    private const string Ending = "0123456789ab";

    /// <summary>Ten times what it takes while the ids spread over a table, a fifth of what it takes when they all fall into one place.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _base;
    private readonly string _keyless;
    private readonly string _keyed;

    public AttackTests()
    {
        _base = _repo.Commit("Begin\n");
        _keyed = _repo.WriteCommit("Good\n\nFeature-Key: bd-1\n"u8.ToArray(), [_base]);
        _keyless = _repo.Commit("Bad\n");
    }

    public void Dispose() => _repo.Dispose();

    [Theory]
    [InlineData("--head={0}")]
    [InlineData("--repo=/")]
    [InlineData("--output=/nonexistent/file")]
    [InlineData("--json")]
    public void An_id_that_looks_like_an_option_is_refused(string id)
    {
        string option = string.Format(System.Globalization.CultureInfo.InvariantCulture, id, _keyed);
        CliResult result = Cli.Run("gate", "integrity", "--repo", _repo.Path, "--base", _base, "--reported-commit", _keyed, "--reported-commit", option, "--json");
        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.Equal(64, Cli.Run("gate", "integrity", "--repo", _repo.Path, "--base", _base, "--reported-commit", _keyless, "--reported-commit").ExitCode);
    }

    [Theory]
    [InlineData("origin/main")]
    [InlineData("heads/base")]
    public void A_tag_never_takes_the_place_of_a_branch(string name)
    {
        _repo.SetRef("refs/remotes/origin/main", _base);
        _repo.SetRef("refs/heads/base", _base);
        _repo.Git("tag", name, _keyless);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Key("--base", name));
    }

    [Fact]
    public void What_the_last_fetch_left_behind_is_no_base() => CliAssert.Refused(64, "revision_unsupported", Key("--base", "FETCH_HEAD"));

    [Fact]
    public void A_reference_that_is_a_symbolic_link_is_refused()
    {
        _repo.SetRef("refs/heads/other", _keyed);
        File.Delete(Path.Combine(_repo.DotGit, "refs/heads/main"));
        File.CreateSymbolicLink(Path.Combine(_repo.DotGit, "refs/heads/main"), "refs/heads/other");
        CliAssert.Refused(65, "repository_corrupt", Key("--base", _base));
    }

    [Fact]
    public void A_head_that_only_a_linked_work_tree_knows_is_refused()
    {
        string tree = Path.Combine(_repo.Outside, "linked");
        _repo.Git("worktree", "add", "--quiet", "-b", "linked", tree, _keyless);
        File.WriteAllText(Path.Combine(_repo.DotGit, "worktrees/linked/HEAD"), "ref: refs/worktree/x\n");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run("gate", "feature-key", "--repo", tree, "--base", _base, "--feature-key", "bd-1", "--json"));
    }

    [Fact]
    public void A_common_folder_that_ends_in_blanks_is_refused()
    {
        string tree = Path.Combine(_repo.Outside, "linked");
        _repo.Git("worktree", "add", "--quiet", "-b", "linked", tree, _keyless);
        File.WriteAllText(Path.Combine(_repo.DotGit, "worktrees/linked/commondir"), "../.. \n");
        Assert.Equal(65, Cli.Run("gate", "feature-key", "--repo", tree, "--base", _base, "--feature-key", "bd-1", "--json").ExitCode);
    }

    [Fact]
    public void A_policy_of_head_that_cannot_be_read_leaves_all_gates_open()
    {
        _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-1\n", "Policy\n");
        string folder = _repo.Git("rev-parse", "HEAD:.github");
        File.Delete(Path.Combine(_repo.DotGit, "objects", folder[..2], folder[2..]));
        CliAssert.Verdict(2, "base_branch_missing", "baseline", Cli.Run("gate", "all", "--repo", _repo.Path, "--required-baseline", _base, "--json"));
    }

    [Fact]
    public void A_message_whose_title_is_a_comment_is_judged_as_git_will_store_it()
    {
        string file = Path.Combine(_repo.Outside, "message");
        File.WriteAllText(file, "#\n\nFeature-Key: bd-1\n");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Key("--message-file", file));
        Assert.Equal(64, Key("--message-file", file, "--output", file).ExitCode);
        Assert.StartsWith("#", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message", "message")]
    [InlineData("message", "link/message")]
    [InlineData("message-link", "message")]
    [InlineData("message", "message-link")]
    public void A_message_file_is_never_written_over(string message, string output)
    {
        File.WriteAllText(Path.Combine(_repo.Outside, "message"), "Mine\n");
        File.CreateSymbolicLink(Path.Combine(_repo.Outside, "message-link"), "message");
        Directory.CreateSymbolicLink(Path.Combine(_repo.Outside, "link"), ".");
        string[] files = ["--message-file", Path.Combine(_repo.Outside, message), "--output", Path.Combine(_repo.Outside, output)];
        Assert.Equal(64, Key(files).ExitCode);
        Assert.Equal(64, Key([.. files, "--bogus"]).ExitCode);
        Assert.Equal("Mine\n", File.ReadAllText(Path.Combine(_repo.Outside, "message")));
    }

    [Fact]
    public void A_refused_run_does_not_leave_an_old_verdict_in_the_result_file()
    {
        string file = Path.Combine(_repo.Outside, "result.json");
        _repo.SetRef("refs/heads/main", _keyed);
        Assert.Equal(0, Key("--base", _base, "--output", file).ExitCode);
        Assert.Contains("\"pass\"", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(64, Key("--base", _base, "--bogus", "--output:" + file).ExitCode);
        Assert.Contains("usage_error", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_with_a_hundred_thousand_parents_is_read_in_passing()
    {
        // Whoever makes up parents chooses their ids, and with them where a table puts what it keeps by id. The first digits differ for git's sake.
        string many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"parent {Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)))[..28]}{Ending}\n"));
        string tree = _repo.EmptyTree;
        byte[] commit = Encoding.ASCII.GetBytes($"tree {tree}\n{many}author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nBad\n");
        _repo.SetRef("refs/heads/main", _repo.WriteObject("commit", commit));
        Stopwatch watch = Stopwatch.StartNew();
        CliAssert.Verdict(2, "object_missing", "feature-key", Key("--base", _base));
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    [Fact]
    public void Ancestors_that_are_missing_in_masses_take_one_walk_to_prove_away()
    {
        string many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"parent {i:x40}\n"));
        string wide = _repo.WriteObject("commit", Encoding.ASCII.GetBytes($"tree {_repo.EmptyTree}\n{many}author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nWide\n"));
        string other = _repo.WriteCommit("Other\n"u8.ToArray(), [_base]);
        string start = _repo.WriteCommit("Start\n"u8.ToArray(), [wide, other]);
        _repo.SetRef("refs/heads/main", _repo.WriteCommit(Encoding.ASCII.GetBytes(Scenario.Keyed), [wide, other]));
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Key("--base", start));
    }

    [Fact]
    public void An_endless_encoding_name_is_told_in_brief()
    {
        string head = _repo.WriteCommit("Bad\n"u8.ToArray(), [_base], extraHeader: $"encoding {new string('<', 1_000_000)}\n");
        _repo.SetRef("refs/heads/main", head);
        CliResult result = Key("--base", _base);
        CliAssert.Verdict(2, "commit_encoding_unsupported", "feature-key", result);
        Assert.True(result.Out.Length < 10_000);
    }

    private CliResult Key(params string[] options) => Cli.Run(["gate", "feature-key", "--repo", _repo.Path, "--feature-key", "bd-1", "--json", .. options]);
}
