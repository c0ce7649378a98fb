using System.Text;
using System.Text.RegularExpressions;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Hostile text in what people and CI runners read: no escape, no command, no reordering gets through.</summary>
public sealed class NeutralTextTests
{
    private const string Hostile = "\u001b[2J\u001b]0;x\u0007\u009b31m::error::x:::error::##[error]x###[group]\u202e\u2066\u200b\u2028\u0085\r\u0000\ufeff";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_value_in_a_commit_is_neutralised(bool piped)
    {
        using Scenario scenario = new();
        string value = Hostile.Replace("\u0000", string.Empty, StringComparison.Ordinal);
        string head = scenario.Repo.WriteCommit(Encoding.UTF8.GetBytes($"Subject\n\nFeature-Key: a{value}b\n"), [scenario.Base]);
        AssertNeutral(1, Show(piped, ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", head, "--feature-key", "k"]));
        string twice = scenario.Repo.WriteCommit(Encoding.UTF8.GetBytes($"Subject\n\nFeature-Key: a{value}b\nFeature-Key: {value}\n"), [scenario.Base]);
        AssertNeutral(1, Show(piped, ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", twice, "--feature-key", "k"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_near_miss_in_a_commit_is_neutralised(bool piped)
    {
        using Scenario scenario = new();
        string head = scenario.Repo.WriteCommit(Encoding.UTF8.GetBytes("Subject\n\nFeature-Key\u202e: x\nFeature Key: \u001b[31m::error::\nFeature\u2010Key: ##[error]\n"), [scenario.Base]);
        AssertNeutral(1, Show(piped, ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", head, "--feature-key", "k"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_declared_encoding_is_neutralised(bool piped)
    {
        using Scenario scenario = new();
        string head = scenario.Repo.WriteCommit("x\n"u8.ToArray(), [scenario.Base], extraHeader: "encoding \u001b[31m::error::##[error]\n");
        AssertNeutral(2, Show(piped, ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", head, "--feature-key", "k"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folders_name_is_neutralised(bool piped)
    {
        using Scenario scenario = new();
        string named = Path.Combine(scenario.Repo.Outside, "a\n::error::x\u001b[31m##[error]\u202eb");
        scenario.Repo.Git("clone", "--quiet", ".", named);
        AssertNeutral(0, Show(piped, ["gate", "baseline", "--repo", named, "--required-baseline", scenario.Base]));
        AssertNeutral(64, Show(piped, ["gate", "baseline", "--repo", named + "/missing", "--required-baseline", scenario.Base]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Options_are_neutralised(bool piped)
    {
        using Scenario scenario = new();
        string text = Hostile.Replace("\u0000", string.Empty, StringComparison.Ordinal);
        string[] common = ["gate", "all", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base];
        foreach (string option in new[] { "--base", "--head", "--feature-key", "--feature-key-pattern", "--trailer", "--policy", "--merges", "--reported-commit", "--output", "--nonsense" })
        {
            CliResult result = Show(piped, [.. common, option, "x" + text + "/y"]);
            Assert.NotEqual(0, result.ExitCode);
            AssertNeutral(result.ExitCode, result);
        }

        AssertNeutral(64, Show(piped, [text]));
    }

    [Fact]
    public void A_policys_reason_is_neutralised()
    {
        using GitRepo repo = GitRepo.Create();
        string root = repo.Commit("Begin\n");
        string exempt = repo.WriteCommit("No key\n"u8.ToArray(), [root]);
        string policy = $"version: 1\nfeature_key:\n  pattern: bd-[0-9]+\n  exempt:\n    - commit: {exempt}\n      reason: \"\\e[31m::error::##[error]\\u202e\"\n";
        string start = repo.CommitFile(".github/proofs.yml", policy, "Policy\n");
        string head = repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), [start, exempt]);
        AssertNeutral(0, Show(piped: true, ["gate", "feature-key", "--repo", repo.Path, "--base", start, "--head", head]));
    }

    [Fact]
    public void A_document_holds_nothing_but_ascii()
    {
        using Scenario scenario = new();
        string head = scenario.Repo.WriteCommit(Encoding.UTF8.GetBytes("Subject\n\nFeature-Key: é\u202e\u001b😀\n"), [scenario.Base]);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", head, "--feature-key", "k", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.All(result.Out, c => Assert.True(c == '\n' || c is >= ' ' and <= '~'));
    }

    private static void AssertNeutral(int exit, CliResult result)
    {
        Assert.True(result.ExitCode == exit, result.ToString());
        // The colours of the table for a terminal, in the one form it writes them; no hostile text here has that form.
        string text = Regex.Replace(result.Out + result.Error, "\u001b\\[(?:0|38;5;[0-9]+)m", string.Empty, RegexOptions.NonBacktracking);
        Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
        // A runner takes :: for a command at the beginning of a line, blanks before it included.
        Assert.DoesNotContain(text.Split('\n'), line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
        Assert.DoesNotContain("::error::", text, StringComparison.Ordinal);
        Assert.All(text, c => Assert.True(c == '\n' || !(char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator), $"U+{(int)c:X4} in\n{text}"));
    }

    private static CliResult Show(bool piped, string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using MemoryStream bytes = new();
        int exit = Application.Run(arguments, new(() => output, () => error, () => bytes, isOutPiped: piped, isErrorPiped: true));
        return new(exit, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
