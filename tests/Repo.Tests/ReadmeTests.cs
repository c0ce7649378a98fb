using System.Text.RegularExpressions;
using Proofs.Cli;
using TestKit;

namespace Repo.Tests;

/// <summary>The README is executed: what it shows is what happens.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));

    /// <summary>The first call of run.sh publishes the program.</summary>
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(8);

    private static readonly Dictionary<string, string> Inherited = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Where(variable => variable.Key is string name && (name is "HOME" || name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("NUGET_", StringComparison.Ordinal)))
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);

    [Fact]
    public void The_transcripts_are_what_the_commands_print()
    {
        int commands = 0;
        foreach (string block in Blocks("console"))
        {
            int exit = 0;
            foreach (Match step in Step().Matches(block))
            {
                commands++;
                string command = step.Groups["command"].Value;
                string expected = step.Groups["output"].Value;
                string printed = command == "echo $?" ? $"{exit}\n" : RunInCheckout(command, out exit);
                Assert.Equal(Scrub(expected), Scrub(printed));
            }
        }

        Assert.True(commands >= 2);
    }

    [Fact]
    public void The_two_commands_are_those_that_continuous_integration_runs()
    {
        string[] lines = Blocks("sh").First().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["./run.sh gate all --base HEAD~1 --feature-key-pattern '.+'", "./test.sh"], lines);
        Assert.Contains("\nverdict ", RunInCheckout(lines[0], out int exit), StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.Contains("\n./test.sh ", File.ReadAllText(Path.Combine(Checkout.Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_in_the_callers_folder_does_not_choose_how_the_program_is_built()
    {
        using TempFolder copy = new();
        string[] parts = ["src", ".ci", "run.sh", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];
        Assert.Equal(0, TestKit.Run.Program("cp", ["-r", .. parts, copy.Path], Checkout.Root).ExitCode);
        using TempFolder caller = new();
        File.WriteAllText(Path.Combine(caller.Path, "global.json"), """{ "sdk": { "version": "1.0.0", "rollForward": "disable" } }""");
        File.WriteAllText(Path.Combine(caller.Path, "Directory.Build.props"), "<Project><Target /></Project>");
        RunResult result = TestKit.Run.Program(Path.Combine(copy.Path, "run.sh"), ["--version"], caller.Path, environment: Inherited, limit: BuildLimit);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("building", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hook_lets_a_message_with_a_key_pass_and_stops_one_without()
    {
        string hook = Blocks("sh").ElementAt(1).Replace("./run.sh", Path.Combine(Checkout.Root, "run.sh"), StringComparison.Ordinal);
        using GitRepo repo = GitRepo.Create();
        Assert.Equal(0, TestKit.Run.Program("sh", ["-ec", hook], repo.Path).ExitCode);
        Assert.Equal(0, repo.TryGit(["commit", "--allow-empty", "-m", "Work\n\nFeature-Key: bd-1"]).ExitCode);
        RunResult stopped = repo.TryGit(["commit", "--allow-empty", "-m", "Work"]);
        Assert.NotEqual(0, stopped.ExitCode);
        Assert.Contains("feature_key_missing_in_commits", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_is_a_valid_one_and_in_force()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.CommitFile(".github/proofs.yml", Blocks("yaml").Single(), "Begin");
        repo.Commit("Work\n\nFeature-Key: bd-2\n");
        Assert.Equal(0, Gate(out string good));
        Assert.Contains("feature_key_ok", good, StringComparison.Ordinal);
        repo.Commit("Work\n\nFeature-Key: bd-3\n");
        Assert.Equal(1, Gate(out string bad));
        Assert.Contains("feature_key_value_not_allowed", bad, StringComparison.Ordinal);

        int Gate(out string output)
        {
            output = RunInCheckout($"./run.sh gate all --repo '{repo.Path}' --base {first} --head HEAD", out int exit);
            Assert.Contains($"policy         .github/proofs.yml of {first}\n", output, StringComparison.Ordinal);
            return exit;
        }
    }

    [Fact]
    public void A_filter_leaves_the_gates_what_the_text_says()
    {
        Match said = Filters().Match(Text);
        Assert.True(said.Success);
        using GitRepo repo = GitRepo.Create();
        string first = repo.CommitFile(".github/proofs.yml", Blocks("yaml").Single(), "Begin");
        repo.CommitFile("a", "a", "Work\n\nFeature-Key: bd-2\n");
        repo.Git("config", "uploadpack.allowFilter", "true");
        Assert.Equal(0, Gate(said.Groups["fine"].Value, out _));
        Assert.Equal(2, Gate(said.Groups["not"].Value, out string open));
        Assert.Contains("policy_unreadable", open, StringComparison.Ordinal);

        int Gate(string filter, out string output)
        {
            string clone = Path.Combine(repo.Outside, filter.Replace(':', '-'));
            repo.Git("clone", "--quiet", $"--filter={filter}", "file://" + repo.Path, clone);
            output = RunInCheckout($"./run.sh gate all --repo '{clone}' --base {first} --head HEAD", out int exit);
            return exit;
        }
    }

    [Fact]
    public void The_table_of_reason_codes_is_the_registry()
    {
        string[] table = [.. Text.Split('\n').SkipWhile(line => line != "| leads to | codes |").Skip(2).TakeWhile(line => line.StartsWith('|'))];
        Assert.Equal(ReadmeReasonTable.Rows(), table);
    }

    [Fact]
    public void The_table_of_exit_codes_is_complete()
    {
        IEnumerable<int> codes = typeof(ExitCodes).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Where(field => field.IsLiteral).Select(field => (int)field.GetRawConstantValue()!).Order();
        IEnumerable<int> table = Text.Split('\n').SkipWhile(line => line != "| code | meaning |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => int.Parse(line.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(codes, table);
    }

    [Fact]
    public void Every_link_leads_to_a_file_of_the_project() =>
        Assert.All(Link().Matches(Text), link => Assert.True(Path.Exists(Path.Combine(Checkout.Root, link.Groups["to"].Value)), link.Value));

    private static string RunInCheckout(string command, out int exit)
    {
        RunResult result = TestKit.Run.Program("bash", ["-c", command], Checkout.Root, environment: Inherited, limit: BuildLimit);
        exit = result.ExitCode;
        return result.Out;
    }

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Text, $"^```{language}\n(?<body>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["body"].Value);

    /// <summary>Ids, digests, counts and the place of the checkout differ from one day and machine to the next.</summary>
    private static string Scrub(string text) => Variable().Replace(text, match => match.Groups["name"].Success ? match.Groups["name"].Value + "…" : "…").TrimEnd();

    [GeneratedRegex(@"(?<name>repository +).*|(?<name>Governance report: +|Export: +).*|/\S*/proofs-demo-\S+|(turn|run)_[0-9a-f]{16}|\b(?!5d4f3b2a19087f6e5d4c3b2a19087f6e5d4c3b2a)[0-9a-f]{40,64}\b|\d+ commits?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\$ (?<command>.*)\n(?<output>(?:(?!\$ ).*\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"A filter is fine [^.]+`filter: (?<fine>\S+)` with the\s+policy unchanged, but not `filter: (?<not>\S+)`\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Filters();

    [GeneratedRegex(@"\]\((?<to>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
