using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>One message before it is a commit.</summary>
public sealed class MessageFileTests : IDisposable
{
    private readonly Scenario _scenario = new();

    private string File => Path.Combine(_scenario.Repo.Outside, "message");

    public void Dispose() => _scenario.Dispose();

    [Theory]
    [InlineData(Scenario.Keyed, 0, "feature_key_ok")]
    [InlineData("Work\n", 1, "feature_key_missing_in_commits")]
    [InlineData("", 1, "feature_key_missing_in_commits")]
    [InlineData("Work\n\nFeature-Key: bd-2\n", 1, "feature_key_mismatch")]
    [InlineData("Work\n\nFeature-Key: bd-1\nFeature-Key: bd-1\n", 1, "feature_key_not_single")]
    public void A_message_is_judged_like_a_commits(string message, int exit, string reason)
    {
        CliAssert.Verdict(exit, reason, "feature-key", Judge(message, "--feature-key", Scenario.Key));
    }

    [Fact]
    public void A_message_file_that_is_not_there_is_refused() =>
        CliAssert.Refused(64, "message_file_unreadable", Cli.Run("gate", "feature-key", "--repo", _scenario.Repo.Path, "--message-file", File, "--feature-key", "k", "--json"));

    [Fact]
    public void A_folder_is_no_message() =>
        CliAssert.Refused(64, "message_file_unreadable", Cli.Run("gate", "feature-key", "--repo", _scenario.Repo.Path, "--message-file", _scenario.Repo.Path, "--feature-key", "k", "--json"));

    [Theory]
    [InlineData("--merges", "check")]
    [InlineData("--merges", "skip")]
    [InlineData("--head", "HEAD")]
    [InlineData("--head", "main")]
    [InlineData("--head", "")]
    public void What_only_commits_have_does_not_go_with_a_message(string option, string value)
    {
        CliResult result = Judge(Scenario.Keyed, "--feature-key", Scenario.Key, option, value);
        CliAssert.Refused(64, "usage_error", result);
        Assert.Contains(option, result.ErrorMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_any_demand_is_refused() => CliAssert.Refused(64, "feature_key_missing", Judge(Scenario.Keyed));

    [Theory]
    [InlineData("--feature-key")]
    [InlineData("--feature-key-pattern")]
    public void An_empty_demand_passes_no_message(string option) => CliAssert.Verdict(1, "feature_key_missing", "feature-key", Judge(Scenario.Keyed, option, ""));

    [Fact]
    public void Outside_a_repository_the_options_stand_alone()
    {
        using TempFolder folder = new();
        string file = folder.In("message");
        System.IO.File.WriteAllText(file, Scenario.Keyed);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Cli.Run("gate", "feature-key", "--repo", folder.Path, "--message-file", file, "--feature-key", Scenario.Key, "--json"));
        CliAssert.Refused(65, "not_a_git_repo", Cli.Run("gate", "feature-key", "--repo", folder.Path, "--message-file", file, "--feature-key", Scenario.Key, "--base", "main", "--json"));
        CliAssert.Refused(65, "not_a_git_repo", Cli.Run("gate", "feature-key", "--repo", folder.Path, "--message-file", file, "--feature-key", Scenario.Key, "--policy", "p.yml", "--json"));
    }

    [Fact]
    public void The_policy_of_the_base_holds_for_a_message_too()
    {
        _scenario.Repo.Git("checkout", "--quiet", "-b", "strict", _scenario.Base);
        string strict = _scenario.Repo.CommitFile(".github/proofs.yml", "version: 1\nfeature_key:\n  pattern: zz-[0-9]+\n", "Policy\n");
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", Judge(Scenario.Keyed, "--base", strict));
        CliAssert.Refused(64, "feature_key_invalid_format", Judge(Scenario.Keyed, "--base", strict, "--feature-key", Scenario.Key));
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Judge("Work\n\nFeature-Key: zz-9\n", "--base", strict));
    }

    [Fact]
    public void Without_a_remote_the_policy_of_head_holds_because_the_commit_comes_after_it()
    {
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Judge(Scenario.Keyed, "--feature-key-pattern", ".+"));
        _scenario.Repo.CommitFile(".github/proofs.yml", "version: 1\nfeature_key:\n  values: [bd-1]\n", "Policy\n");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Judge(Scenario.Keyed));
        CliAssert.Verdict(1, "feature_key_value_not_allowed", "feature-key", Judge("Work\n\nFeature-Key: bd-2\n"));
    }

    [Fact]
    public void A_base_that_is_unknown_leaves_the_message_open() =>
        CliAssert.Verdict(2, "base_branch_missing", "feature-key", Judge(Scenario.Keyed, "--base", "missing", "--feature-key", Scenario.Key));

    private CliResult Judge(string message, params string[] more)
    {
        System.IO.File.WriteAllText(File, message);
        return Cli.Run(["gate", "feature-key", "--repo", _scenario.Repo.Path, "--message-file", File, "--json", .. more]);
    }
}
