using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Command lines that ask wrongly, ask for nothing, or ask with nothing.</summary>
public sealed class CommandLineTests
{
    private static readonly string SomeId = new('a', 40);

    public static TheoryData<string[]> Wrong =>
    [
        ["nonsense"],
        ["gate"],
        ["gate", "nonsense"],
        ["gate", "baseline", "--nonsense"],
        ["gate", "baseline", "--required-baseline", "a", "--required-baseline", "b"],
        ["gate", "baseline", "--required-baseline", "a", "stray"],
        ["gate", "integrity", "--reported-commit", "a", "b"],
        ["gate", "baseline", "--feature-key", "k"],
        ["gate", "integrity", "--required-baseline", "a"],
        ["gate", "feature-key", "--reported-commit", "a"],
        ["gate", "all", "--message-file", "a"],
        ["gate", "feature-key", "--merges", "bogus"],
        ["gate", "feature-key", "--merges", ""],
        ["gate", "feature-key", "--merges", "SKIP"],
        ["gate", "all", "--format", "xml"],
        ["gate", "all", "--output", ""],
        ["gate", "feature-key", "--message-file", "", "--feature-key", "k"],
        ["gate", "baseline", "@missing"],
        ["GATE", "baseline"],
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_command_line_that_cannot_be_understood_is_refused(string[] arguments)
    {
        CliResult text = Cli.Run(arguments);
        Assert.True(text.ExitCode == 64, text.ToString());
        Assert.Empty(text.Out);
        Assert.StartsWith("error: usage_error: ", text.Error, StringComparison.Ordinal);
        CliAssert.Refused(64, "usage_error", Cli.Run([.. arguments, "--json"]));
        CliAssert.Refused(64, "usage_error", Cli.Run([.. arguments, "--format=json"]));
    }

    [Theory]
    [InlineData("--required-baseline")]
    [InlineData("--repo")]
    [InlineData("--base")]
    public void An_option_without_its_value_is_refused(string option)
    {
        CliResult result = Cli.Run("gate", "baseline", "--json", option);
        CliAssert.Refused(64, "usage_error", result);
    }

    [Fact]
    public void No_command_at_all_is_refused() => Assert.Equal(64, Cli.Run().ExitCode);

    [Fact]
    public void A_file_of_arguments_is_not_read()
    {
        using Scenario scenario = new();
        string file = Path.Combine(scenario.Repo.Outside, "arguments");
        File.WriteAllText(file, scenario.Base);
        CliAssert.Refused(64, "commit_id_not_full", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", "@" + file, "--json"));
        string message = Path.Combine(scenario.Repo.Outside, "message");
        File.WriteAllText(message, "x\n\nFeature-Key: @key\n");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--message-file", message, "--feature-key", "@key", "--json"));
    }

    [Fact]
    public void A_value_that_looks_like_a_request_for_help_is_a_value()
    {
        using Scenario scenario = new();
        foreach (string value in new[] { "-h", "--help", "-?", "/h", "/?", "--version", "[suggest]", "[diagram]" })
        {
            CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", value);
            Assert.True(result.ExitCode is 1 or 64, $"{value}: {result}");
            CliResult reported = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", value);
            Assert.True(reported.ExitCode is 1 or 64, $"{value}: {reported}");
        }
    }

    [Theory]
    [InlineData("proofs", "--bogus")]
    [InlineData("proofs", "/?")]
    [InlineData("proofs", "[suggest]")]
    [InlineData("proofs gate", "gate", "--version")]
    [InlineData("proofs gate all", "gate", "all", "--bogus")]
    [InlineData("proofs explain", "explain", "a", "b")]
    public void An_error_names_the_help_page_of_its_command(string command, params string[] arguments)
    {
        CliResult result = Cli.Run([.. arguments, "--json"]);
        CliAssert.Refused(64, "usage_error", result);
        Assert.Equal($"See `{command} --help`.", result.Json.GetProperty("error").GetProperty("next").GetString());
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "gate", "all", "-h")]
    [InlineData(0, "--version")]
    [InlineData(64, "--version", "--bogus")]
    [InlineData(64, "gate", "all", "--base", "HEAD", "--help")]
    [InlineData(64, "gate", "integrity", "--reported-commit", "aaaa", "-h")]
    public void A_help_page_is_no_pass_for_what_was_asked_beside_it(int exit, params string[] arguments)
    {
        CliResult result = Cli.Run(arguments);
        Assert.Equal(exit, result.ExitCode);
        Assert.NotEmpty(result.Out);
    }

    [Fact]
    public void A_choice_that_is_none_is_told_on_one_line_with_the_choices()
    {
        CliResult result = Cli.Run("gate", "all", "--merges", "maybe");
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("'check' 'skip'", result.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_asked_is_nothing_passed()
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "nothing_requested", Cli.Run("gate", "all", "--repo", scenario.Repo.Path, "--json"));
        CliAssert.Refused(64, "nothing_requested", Cli.Run("gate", "all", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--trailer", "X", "--merges", "skip", "--json"));
    }

    [Theory]
    [InlineData("baseline", "--required-baseline", "required_baseline_missing")]
    [InlineData("integrity", "--reported-commit", "reported_commit_missing")]
    [InlineData("feature-key", "--feature-key", "feature_key_missing")]
    [InlineData("feature-key", "--feature-key-pattern", "feature_key_missing")]
    public void An_empty_input_fails_the_gate_that_it_was_given_to(string gate, string option, string reason)
    {
        using Scenario scenario = new();
        CliAssert.Verdict(1, reason, gate, Cli.Run("gate", gate, "--repo", scenario.Repo.Path, "--base", scenario.Base, option, "", "--json"));
        CliAssert.Verdict(1, reason, gate, Cli.Run("gate", "all", "--repo", scenario.Repo.Path, "--base", scenario.Base, option, "", "--json"));
    }

    [Fact]
    public void An_empty_key_beside_a_pattern_still_fails()
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", "", "--feature-key-pattern", ".*", "--json");
        CliAssert.Verdict(1, "feature_key_missing", "feature-key", result);
    }

    [Fact]
    public void An_empty_report_beside_a_good_one_still_fails()
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", scenario.First, "--reported-commit", "", "--json");
        CliAssert.Verdict(1, "reported_commit_missing", "integrity", result);
    }

    [Theory]
    [InlineData("baseline", "required_baseline_missing")]
    [InlineData("integrity", "reported_commit_missing")]
    public void A_gate_asked_for_without_its_input_fails(string gate, string reason)
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run("gate", gate, "--repo", scenario.Repo.Path, "--base", scenario.Base, "--json");
        CliAssert.Verdict(1, reason, gate, result);
    }

    [Fact]
    public void A_feature_key_gate_without_any_key_is_refused()
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "feature_key_missing", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--json"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a)|(b")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(a)\\1")]
    [InlineData("(?>a)")]
    [InlineData("(?x)bd #")]
    [InlineData("too long")]
    public void A_pattern_that_cannot_be_used_is_refused(string pattern)
    {
        using Scenario scenario = new();
        string text = pattern == "too long" ? new('a', 1001) : pattern;
        CliAssert.Refused(64, "feature_key_pattern_invalid", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key-pattern", text, "--json"));
    }

    [Theory]
    [InlineData("bd-1|x", 0)]
    [InlineData("bd-", 1)]
    [InlineData("d-1", 1)]
    [InlineData("x|bd-", 1)]
    [InlineData("(?m)^bd-1$", 0)]
    [InlineData("(?i)BD-1", 0)]
    [InlineData("BD-1", 1)]
    public void A_pattern_is_held_against_the_whole_value(string pattern, int exit)
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key-pattern", pattern, "--json");
        Assert.True(result.ExitCode == exit, result.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Two Words")]
    [InlineData("Key:")]
    [InlineData("Schlüssel")]
    [InlineData("a\nb")]
    [InlineData("-a_b")]
    public void A_trailer_name_that_can_be_none_is_refused(string name)
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "trailer_name_invalid", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", "k", "--trailer", name, "--json"));
    }

    [Theory]
    [InlineData(" bd-1")]
    [InlineData("bd-1\n")]
    [InlineData("bd\u200b-1")]
    [InlineData("\u202ebd-1")]
    public void A_key_that_can_be_no_value_is_refused(string key)
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "feature_key_invalid_format", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", key, "--json"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    public void A_policy_path_that_leads_out_of_the_repository_is_refused(string path)
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "usage_error", Cli.Run("gate", "all", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--required-baseline", SomeId, "--policy", path, "--json"));
    }
}
