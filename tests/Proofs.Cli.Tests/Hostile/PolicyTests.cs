using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>The base commit's policy decides; nothing that the change or the caller brings can loosen it.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string Path = ".github/proofs.yml";
    private const string Everything = "version: 1\ngates: [baseline, integrity, feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n";
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;

    public PolicyTests() => _root = _repo.Commit("Begin\n");

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void A_policy_in_the_work_tree_is_ignored()
    {
        string head = _repo.Commit(Scenario.Keyed);
        Directory.CreateDirectory(System.IO.Path.Combine(_repo.Path, ".github"));
        File.WriteAllText(System.IO.Path.Combine(_repo.Path, Path), Everything);
        CliResult result = All(_root, head, "--required-baseline", _root);
        CliAssert.Verdict(0, "baseline_ok", "baseline", result);
        Assert.Equal("none", Policy(result, "source"));
        File.WriteAllText(System.IO.Path.Combine(_repo.Path, Path), "garbage: [");
        _repo.Git("add", "--all");
        Assert.Equal(0, All(_root, head, "--required-baseline", _root).ExitCode);
    }

    [Fact]
    public void All_gates_stay_open_when_head_has_a_policy_and_no_base_is_known_to_read_one_from()
    {
        string head = _repo.CommitFile(Path, Everything, "Policy\n");
        CliResult result = Cli.Run("gate", "all", "--repo", _repo.Path, "--required-baseline", _root, "--json");
        CliAssert.Verdict(2, "base_branch_missing", "baseline", result);
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", _repo.Path, "--required-baseline", _root, "--json"));
        CliAssert.Verdict(1, "reported_commit_missing", "integrity", All(head, head, "--required-baseline", _root));
    }

    [Fact]
    public void A_policy_that_the_change_brings_is_ignored_and_noted()
    {
        string head = _repo.CommitFile(Path, "version: 1\nfeature_key:\n  trailer: Other\n", "No key\n");
        CliResult result = Keys(_root, head, "--feature-key", Scenario.Key);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        CliAssert.Finds("policy_changed_in_range", "feature-key", result);
        Assert.Equal("none", Policy(result, "source"));
    }

    [Fact]
    public void A_policy_that_the_change_weakens_holds_as_it_was()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string weak = _repo.CommitFile(Path, "version: 1\n", Scenario.Keyed);
        CliResult result = All(start, weak);
        CliAssert.Verdict(1, "required_baseline_missing", "baseline", result);
        CliAssert.Finds("policy_changed_in_range", "feature-key", result);
        Assert.Equal("base", Policy(result, "source"));
        Assert.Equal(start, Policy(result, "commit"));
        Assert.Equal(_repo.Git("rev-parse", start), Policy(result, "commit"));

        File.Delete(System.IO.Path.Combine(_repo.Path, Path));
        _repo.Git("add", "--all");
        string gone = _repo.Commit(Scenario.Keyed);
        CliResult without = All(start, gone);
        CliAssert.Verdict(1, "required_baseline_missing", "baseline", without);
        CliAssert.Finds("policy_changed_in_range", "feature-key", without);
    }

    [Fact]
    public void A_gate_that_the_policy_lists_fails_without_its_input()
    {
        string start = _repo.CommitFile(Path, "version: 1\ngates: [baseline, integrity, feature-key]\n", "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliResult result = All(start, head);
        CliAssert.Verdict(1, "required_baseline_missing", "baseline", result);
        CliAssert.Verdict(1, "reported_commit_missing", "integrity", result);
        CliAssert.Verdict(1, "feature_key_missing", "feature-key", result);
        CliResult most = All(start, head, "--required-baseline", start, "--feature-key", Scenario.Key);
        CliAssert.Verdict(1, "reported_commit_missing", "integrity", most);
        CliAssert.Verdict(1, "baseline_ok", "baseline", most);
        CliResult every = All(start, head, "--required-baseline", start, "--feature-key", Scenario.Key, "--reported-commit", head);
        CliAssert.Verdict(0, "integrity_ok", "integrity", every);
    }

    [Fact]
    public void Options_may_tighten_the_policy()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Keys(start, head));
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Keys(start, head, "--feature-key", "bd-1"));
        CliAssert.Verdict(1, "feature_key_mismatch", "feature-key", Keys(start, head, "--feature-key", "bd-2"));
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", Keys(start, head, "--feature-key-pattern", "bd-[2-9]"));
    }

    [Fact]
    public void A_wider_pattern_does_not_loosen_the_policy()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string head = _repo.Commit("Work\n\nFeature-Key: anything\n");
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", Keys(start, head, "--feature-key-pattern", ".*"));
    }

    [Fact]
    public void Another_trailer_does_not_loosen_the_policy()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string head = _repo.Commit("Work\n\nOther: bd-1\n");
        CliResult result = Keys(start, head, "--trailer", "Other");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        CliAssert.Finds("input_overridden_by_policy", "feature-key", result);
    }

    [Theory]
    [InlineData("version: 1\nfeature_key:\n  merges: check\n")]
    [InlineData("version: 1\nfeature_key:\n  pattern: bd-[0-9]+\n")]
    [InlineData("version: 1\ngates: [feature-key]\n")]
    public void Skipping_merges_does_not_loosen_the_policy(string policy)
    {
        string start = _repo.CommitFile(Path, policy, "Policy\n");
        string keyed = _repo.Commit(Scenario.Keyed);
        string merge = _repo.WriteCommit("Merge\n"u8.ToArray(), [keyed, _root], _repo.Git("rev-parse", keyed + "^{tree}"));
        CliResult result = Keys(start, merge, "--merges", "skip", "--feature-key", "bd-1");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        CliAssert.Finds("input_overridden_by_policy", "feature-key", result);
    }

    [Fact]
    public void A_policy_may_skip_merges_and_an_option_may_check_them()
    {
        string start = _repo.CommitFile(Path, "version: 1\nfeature_key:\n  pattern: bd-[0-9]+\n  merges: skip\n", "Policy\n");
        string keyed = _repo.Commit(Scenario.Keyed);
        string merge = _repo.WriteCommit("Merge\n"u8.ToArray(), [keyed, _root], _repo.Git("rev-parse", keyed + "^{tree}"));
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Keys(start, merge));
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(start, merge, "--merges", "check"));
    }

    [Fact]
    public void Another_policy_does_not_take_the_place_of_the_one_that_everybody_looks_at()
    {
        _repo.CommitFile("rules/loose.yml", "version: 1\n", "Loose\n");
        string start = _repo.CommitFile(Path, "version: 1\nfeature_key:\n  values: [bd-9]\n", "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliResult result = Keys(start, head, "--policy", "rules/loose.yml", "--feature-key-pattern", ".+");
        CliAssert.Verdict(1, "feature_key_value_not_allowed", "feature-key", result);
        Assert.Contains("input_overridden_by_policy", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_listed_values_pass()
    {
        string start = _repo.CommitFile(Path, "version: 1\nfeature_key:\n  values: [bd-1, bd-2]\n", "Policy\n");
        string good = _repo.Commit(Scenario.Keyed);
        string bad = _repo.Commit("Work\n\nFeature-Key: bd-3\n");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Keys(start, good));
        CliResult refused = Keys(start, bad);
        CliAssert.Verdict(1, "feature_key_value_not_allowed", "feature-key", refused);
        Assert.Contains("'bd-1', 'bd-2'", refused.Gate("feature-key").GetProperty("message").GetString(), StringComparison.Ordinal);
        CliAssert.Verdict(1, "feature_key_value_not_allowed", "feature-key", Keys(start, bad, "--feature-key-pattern", "bd-.*"));
    }

    [Fact]
    public void An_exempt_commit_is_noted_with_its_reason_and_no_other_is_exempt()
    {
        string exempt = _repo.WriteCommit("No key\n"u8.ToArray(), [_root]);
        string start = _repo.CommitFile(Path, $"version: 1\nfeature_key:\n  pattern: bd-[0-9]+\n  exempt:\n    - commit: {exempt}\n      reason: before the rule\n", "Policy\n");
        string tree = _repo.Git("rev-parse", start + "^{tree}");
        string head = _repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), [start, exempt], tree);
        CliResult result = Keys(start, head);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        CliAssert.Finds("commit_exempt", "feature-key", result);
        Assert.Contains("before the rule", result.Out, StringComparison.Ordinal);
        Assert.Equal(1, result.Gate("feature-key").GetProperty("examined").GetProperty("commits").GetInt32());

        string other = _repo.WriteCommit("No key either\n"u8.ToArray(), [head], tree);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(start, other));
        string bare = _repo.WriteCommit("x\n"u8.ToArray(), [exempt]);
        Assert.Equal(1, Keys(start, bare).ExitCode);
    }

    [Fact]
    public void A_range_of_exempt_commits_alone_proves_nothing()
    {
        string exempt = _repo.WriteCommit("No key\n"u8.ToArray(), [_root]);
        string start = _repo.CommitFile(Path, $"version: 1\nfeature_key:\n  pattern: bd-[0-9]+\n  exempt:\n    - commit: {exempt}\n      reason: before the rule\n", "Policy\n");
        CliAssert.Verdict(1, "no_commits_in_range", "feature-key", Keys(start, exempt));
    }

    [Fact]
    public void A_key_that_the_policy_can_never_allow_is_refused()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Refused(64, "feature_key_invalid_format", Keys(start, head, "--feature-key", "zz-1"));
    }

    [Theory]
    [InlineData("version: 1\nunknown: 1\n", "line 2")]
    [InlineData("version: 1\nversion: 1\n", "")]
    [InlineData("version: 1\ngates: [baseline]\ngates: []\n", "")]
    [InlineData("version: 1\nfeature_key:\n  pattern: a\n  pattern: b\n", "")]
    [InlineData("version: 1\nfeature_key:\n  patern: a\n", "line 3")]
    [InlineData("version: 2\n", "line 1")]
    [InlineData("gates: [baseline]\n", "line 1")]
    [InlineData("version: 1\ngates: [everything]\n", "line 2")]
    [InlineData("version: 1\ngates: baseline\n", "line 2")]
    [InlineData("version: 1\nfeature_key:\n  pattern: (\n", "line 3")]
    [InlineData("version: 1\nfeature_key:\n  pattern: (?=a)\n", "line 3")]
    [InlineData("version: 1\nfeature_key:\n  merges: maybe\n", "line 3")]
    [InlineData("version: 1\nfeature_key:\n  values: []\n", "line 3")]
    [InlineData("version: 1\nfeature_key:\n  trailer: Two Words\n", "line 3")]
    [InlineData("version: 1\nfeature_key:\n  exempt:\n    - commit: abc\n      reason: x\n", "line 4")]
    [InlineData("version: 1\nfeature_key:\n  exempt:\n    - commit: 0123456789012345678901234567890123456789\n", "line 4")]
    [InlineData("version: 1\n--- \nversion: 1\n", "")]
    [InlineData("version: [\n", "")]
    [InlineData("{{{\n", "")]
    [InlineData("- a\n- b\n", "line 1")]
    [InlineData("text\n", "line 1")]
    [InlineData("", "")]
    [InlineData("# nothing\n", "")]
    [InlineData("version: 1\ngates: *missing\n", "")]
    [InlineData("\0\0\0", "")]
    public void A_policy_that_breaks_the_schema_is_refused_with_its_line(string policy, string line)
    {
        string start = _repo.CommitFile(Path, policy, "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliResult result = Keys(start, head, "--feature-key", "bd-1");
        CliAssert.Refused(65, "policy_invalid", result);
        Assert.Contains(line, result.ErrorMessage(), StringComparison.OrdinalIgnoreCase);
        CliAssert.Refused(65, "policy_invalid", All(start, head, "--required-baseline", start));
    }

    [Theory]
    [InlineData("120000", Path)]
    [InlineData("160000", Path)]
    [InlineData("120000", ".github")]
    [InlineData("160000", ".github")]
    [InlineData("100644", ".github")]
    public void Something_else_in_the_policys_place_is_refused(string mode, string path)
    {
        string id = mode == "160000" ? _root : _repo.WriteObject("blob", "elsewhere"u8.ToArray());
        _repo.Git("update-index", "--add", "--cacheinfo", $"{mode},{id},{path}");
        string start = _repo.Commit("Planted\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Refused(65, "policy_invalid", Keys(start, head, "--feature-key", "bd-1"));
    }

    [Fact]
    public void A_folder_in_the_policys_place_is_refused()
    {
        string start = _repo.CommitFile(Path + "/x", "x", "Planted\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Refused(65, "policy_invalid", Keys(start, head, "--feature-key", "bd-1"));
    }

    [Fact]
    public void A_policy_of_another_path_counts_when_it_is_asked_for_and_must_be_in_the_base()
    {
        string start = _repo.CommitFile("rules/strict.yml", "version: 1\nfeature_key:\n  pattern: zz-[0-9]+\n", "Policy\n");
        string head = _repo.CommitFile("rules/new.yml", "version: 1\n", Scenario.Keyed);
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", Keys(start, head, "--policy", "rules/strict.yml"));
        CliAssert.Refused(65, "policy_missing", Keys(start, head, "--policy", "rules/new.yml", "--feature-key", "bd-1"));
        CliAssert.Refused(65, "policy_missing", Cli.Run("gate", "all", "--repo", _repo.Path, "--policy", "rules/strict.yml", "--required-baseline", start, "--json"));
    }

    [Fact]
    public void A_policy_larger_than_the_limit_is_refused()
    {
        string start = _repo.CommitFile(Path, "version: 1\n# " + new string('x', 64 * 1024) + "\n", "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Refused(65, "policy_invalid", Keys(start, head, "--feature-key", "bd-1"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("&a [*a, ")]
    public void A_policy_that_nests_without_end_does_not_end_the_process(string opening)
    {
        string start = _repo.CommitFile(Path, "version: 1\ngates: " + string.Concat(Enumerable.Repeat(opening, 8_000 / opening.Length)), "Policy\n");
        string head = _repo.Commit(Scenario.Keyed);
        CliAssert.Refused(65, "policy_invalid", Cli.Spawn(["gate", "feature-key", "--repo", _repo.Path, "--base", start, "--head", head, "--feature-key", "bd-1", "--json"]));
    }

    [Fact]
    public void A_replaced_policy_file_is_not_believed()
    {
        string start = _repo.CommitFile(Path, Everything, "Policy\n");
        string head = _repo.Commit("Work\n\nFeature-Key: zz-1\n");
        _repo.Git("replace", _repo.Git("rev-parse", $"{start}:{Path}"), _repo.WriteObject("blob", "version: 1\n"u8.ToArray()));
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", Keys(start, head));
        LooseObject.Replace(_repo, _repo.Git("rev-parse", $"{start}:{Path}"), "blob", "version: 1\n"u8.ToArray());
        CliResult forged = Keys(start, head, "--feature-key-pattern", ".*");
        Assert.True(forged.ExitCode == 2, forged.ToString());
    }

    private static string? Policy(CliResult result, string name) => result.Json.GetProperty("policy").GetProperty(name).GetString();

    private CliResult Keys(string from, string head, params string[] more) => Cli.Run(["gate", "feature-key", "--repo", _repo.Path, "--base", from, "--head", head, "--json", .. more]);

    private CliResult All(string from, string head, params string[] more) => Cli.Run(["gate", "all", "--repo", _repo.Path, "--base", from, "--head", head, "--json", .. more]);
}
