using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>References that git and libgit2 read differently choose no commit.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _base;
    private readonly string _keyed;
    private readonly string _bare;

    public ReferenceTests()
    {
        _base = _repo.Commit("Begin");
        _keyed = _repo.WriteCommit(Encoding.ASCII.GetBytes(Scenario.Keyed), [_base]);
        _bare = _repo.WriteCommit("No key\n"u8.ToArray(), [_base]);
    }

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void A_symbolic_link_below_any_number_of_folders_is_refused()
    {
        string deep = "refs/heads" + string.Concat(Enumerable.Repeat("/d", 40));
        _repo.SetRef("refs/heads/other", _bare);
        Write(Path.Combine(_repo.DotGit, deep, "refs/heads/other"), _keyed);
        File.CreateSymbolicLink(Path.Combine(_repo.DotGit, deep, "main"), "refs/heads/other");
        Write(Path.Combine(_repo.DotGit, "HEAD"), $"ref: {deep}/main");
        Assert.Equal(_bare, _repo.Git("rev-parse", "HEAD"));
        CliAssert.Refused(65, "repository_corrupt", Judge(_repo.Path));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("refs/heads")]
    [InlineData("refs/heads/main")]
    [InlineData("refs/heads/other")]
    public void A_symbolic_link_anywhere_on_the_way_is_refused(string link)
    {
        _repo.SetRef("refs/heads/other", _keyed);
        _repo.SetRef("refs/heads/main", _keyed);
        Write(Path.Combine(_repo.DotGit, "refs/heads/main"), "ref: refs/heads/other");
        string path = Path.Combine(_repo.DotGit, link);
        string elsewhere = Path.Combine(_repo.DotGit, "elsewhere");
        Directory.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);
        CliAssert.Refused(65, "repository_corrupt", Judge(_repo.Path));
    }

    [Fact]
    public void A_symbolic_link_that_no_question_leads_through_does_not_matter()
    {
        _repo.SetRef("refs/heads/main", _keyed);
        File.CreateSymbolicLink(Path.Combine(_repo.DotGit, "refs/heads/stray"), "main");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Judge(_repo.Path));
    }

    [Theory]
    [InlineData("refs/worktree/x")]
    [InlineData("refs/rewritten/x")]
    [InlineData("refs/bisect/x")]
    public void A_reference_of_one_work_tree_alone_is_refused_wherever_it_stands_in_the_chain(string own)
    {
        string linked = Path.Combine(_repo.Outside, "linked");
        _repo.SetRef("refs/heads/main", _base);
        _repo.Git("worktree", "add", "--quiet", "--detach", linked, _bare);
        string gitFolder = Path.Combine(_repo.DotGit, "worktrees", "linked");
        Write(Path.Combine(_repo.DotGit, own), _keyed);
        Write(Path.Combine(gitFolder, own), _bare);
        Write(Path.Combine(_repo.DotGit, "refs/heads/through"), "ref: " + own);
        Write(Path.Combine(gitFolder, "HEAD"), "ref: refs/heads/through");
        CliAssert.Refused(65, "repository_corrupt", Judge(linked));
        CliAssert.Refused(65, "repository_corrupt", Judge(linked, "--head", own));
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Judge(linked, "--head", _bare));
    }

    [Fact]
    public void A_branch_whose_name_is_no_text_does_not_matter()
    {
        _repo.SetRef("refs/heads/main", _keyed);
        Assert.Equal(0, TestKit.Run.Program("sh", ["-c", $"cp main \"$(printf '\\377')\""], Path.Combine(_repo.DotGit, "refs/heads")).ExitCode);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Judge(_repo.Path));
        // What .NET cannot name it cannot remove either.
        Assert.Equal(0, TestKit.Run.Program("sh", ["-c", "rm \"$(printf '\\377')\""], Path.Combine(_repo.DotGit, "refs/heads")).ExitCode);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
    }

    private CliResult Judge(string path, params string[] more) =>
        Cli.Run(["gate", "feature-key", "--repo", path, "--base", _base, "--feature-key", Scenario.Key, "--json", .. more]);
}
