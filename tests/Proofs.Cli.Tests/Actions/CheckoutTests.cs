using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>
/// As a maintainer sees it: a bare origin, clones as actions/checkout makes them (HEAD is the merge of the pull request, whose own commits lie
/// below it), and everything that a pull request can edit.
/// </summary>
public sealed class CheckoutTests : IDisposable
{
    private readonly GitRepo _origin = GitRepo.Create();
    private readonly string _base;
    private readonly string _head;
    private readonly string _bareHead;

    public CheckoutTests()
    {
        _origin.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy");
        _base = _origin.CommitFile("readme", "1\n", "Begin\n\nFeature-Key: bd-1\n");
        _head = Branch("good", "Work\n\nFeature-Key: bd-2\n");
        _bareHead = Branch("bad", "Work without a key\n");
        _origin.Git("config", "uploadpack.allowFilter", "true");
        _origin.Git("config", "uploadpack.allowAnySHA1InWant", "true");
    }

    public void Dispose() => _origin.Dispose();

    [Theory]
    [InlineData("good", 0, "feature_key_ok")]
    [InlineData("bad", 1, "feature_key_missing_in_commits")]
    public void A_full_checkout_is_judged(string branch, int exit, string reason) => Judged(Checkout(branch, "--no-single-branch"), branch, exit, reason).Dispose();

    [Theory]
    [InlineData("good", 0, "feature_key_ok")]
    [InlineData("bad", 1, "feature_key_missing_in_commits")]
    public void One_without_files_is_judged_too(string branch, int exit, string reason) => Judged(Checkout(branch, "--filter=blob:none"), branch, exit, reason).Dispose();

    [Theory]
    [InlineData("good")]
    [InlineData("bad")]
    public void One_of_depth_one_is_undetermined_and_says_what_to_write(string branch)
    {
        string checkout = Checkout(branch, "--depth=1");
        using ActionRun run = Judged(checkout, branch, 2, "base_commit_missing");
        Assert.Contains(run.Commands, command => command.Data.Contains("fetch-depth: 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("good", 2, "policy_unreadable")]
    [InlineData("bad", 2, "policy_unreadable")]
    public void One_without_trees_cannot_show_the_policy_of_the_base(string branch, int exit, string reason)
    {
        using ActionRun run = Judged(Checkout(branch, "--filter=tree:0"), branch, exit, reason);
        Assert.Contains("blob:none", string.Concat(run.Commands.Select(command => command.Data)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_squash_that_dropped_the_trailer_is_caught_in_the_queue()
    {
        _origin.Git("checkout", "--quiet", "-b", "gh-readonly-queue/main/pr-1", "main");
        string squash = _origin.Commit("Work (#1)\n\n* Work\n\nFeature-Key: bd-2\n\n* More work\n");
        using ActionRun run = new(Clone("gh-readonly-queue/main/pr-1", "--no-single-branch"), "merge_group", ActionRun.MergeGroup(_base, squash));
        Assert.Equal(1, run.Run());
        Assert.Contains("line 5 looks like Feature-Key", Assert.Single(run.Commands).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pull_request_that_edits_the_policy_is_judged_by_the_base_s()
    {
        _origin.Git("checkout", "--quiet", "-b", "loosen", "main");
        string head = _origin.CommitFile(".github/proofs.yml", "version: 1\n", "Loosen\n\nFeature-Key: whatever\n");
        using ActionRun run = Judged(Checkout("loosen", "--no-single-branch"), head, 1, "feature_key_pattern_mismatch");
        Assert.Contains("policy_changed_in_range", run.Summary, StringComparison.Ordinal);
    }

    /// <summary>What a pull request can write into the workflow that runs for it.</summary>
    public static TheoryData<string, string> EditedInputs => new()
    {
        { "gates", "baseline" },
        { "feature-key-pattern", ".*" },
        { "trailer", "Change-Id" },
        { "merges", "skip" },
        { "policy", "readme" },
        { "soft-fail", "true" },
    };

    [Theory]
    [MemberData(nameof(EditedInputs))]
    public void A_pull_request_that_edits_the_inputs_does_not_get_away(string input, string value)
    {
        using ActionRun run = new(Checkout("bad", "--no-single-branch"), "pull_request", ActionRun.PullRequest(_base, _bareHead));
        Assert.Equal(1, run.Run((input, value)));
        Assert.Equal("fail", run.Outputs["feature-key-verdict"]);
    }

    private ActionRun Judged(string checkout, string branch, int exit, string reason)
    {
        ActionRun run = new(checkout, "pull_request", ActionRun.PullRequest(_base, branch switch { "good" => _head, "bad" => _bareHead, _ => branch }));
        int actual = run.Run();
        Assert.True(exit == actual, run.Log);
        Assert.Equal(reason, run.Outputs["feature-key-reason"]);
        return run;
    }

    private string Branch(string name, string message)
    {
        _origin.Git("checkout", "--quiet", "-b", name, "main");
        string head = _origin.CommitFile(name, "1\n", message);
        _origin.Git("checkout", "--quiet", "main");
        return head;
    }

    /// <summary>A clone with the pull request's merge checked out, as actions/checkout leaves it.</summary>
    private string Checkout(string branch, string option)
    {
        _origin.Git("checkout", "--quiet", "--detach", "main");
        _origin.Git("merge", "--quiet", "--no-ff", "--message", $"Merge {branch}", branch);
        _origin.SetRef($"refs/heads/merge-{branch}", _origin.Head);
        _origin.Git("checkout", "--quiet", "main");
        return Clone($"merge-{branch}", option);
    }

    private string Clone(string branch, string option)
    {
        string checkout = Path.Combine(_origin.Outside, "checkout");
        string bare = Path.Combine(_origin.Outside, "origin.git");
        _origin.Git("clone", "--quiet", "--bare", _origin.Path, bare);
        _origin.Git(["config", "uploadpack.allowFilter", "true"], null, bare);
        _origin.Git("clone", "--quiet", "--branch", branch, option, "file://" + bare, checkout);
        _origin.Git(["checkout", "--quiet", "--detach"], null, checkout);
        return checkout;
    }
}
