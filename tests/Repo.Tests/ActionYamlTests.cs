using System.Text.Json;
using System.Text.RegularExpressions;
using Proofs.Cli;
using Proofs.Cli.Actions;
using Proofs.Cli.Hosts.GitHub;
using TestKit;

namespace Repo.Tests;

/// <summary>action.yml says what the program reads and writes, no more and no less.</summary>
public sealed class ActionYamlTests
{
    private static readonly string Text = Checkout.Read("action.yml");

    [Fact]
    public void Its_inputs_are_those_that_are_read()
    {
        (HashSet<string> asked, _) = Run();
        Assert.Equal(asked.Where(name => name.StartsWith("INPUT_", StringComparison.Ordinal)).Select(name => name["INPUT_".Length..].ToLowerInvariant()).Order(StringComparer.Ordinal), Keys("inputs").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_outputs_are_those_that_are_written()
    {
        (_, string outputs) = Run();
        Assert.Equal(Regex.Matches(outputs, "(?m)^(?<name>[a-z-]+)<<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["name"].Value), Keys("outputs"));
    }

    /// <summary>One run of the action: the variables that it asked for, and what it wrote as outputs.</summary>
    private static (HashSet<string> Asked, string Outputs) Run()
    {
        using GitRepo repo = GitRepo.Create();
        string before = repo.Commit("Begin");
        string after = repo.Commit("Work");
        string outputs = Path.Combine(repo.Outside, "outputs");
        string payload = Path.Combine(repo.Outside, "event.json");
        File.WriteAllText(payload, JsonSerializer.Serialize(new { merge_group = new { base_sha = before, head_sha = after } }));
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["GITHUB_EVENT_NAME"] = "merge_group", ["GITHUB_EVENT_PATH"] = payload, ["GITHUB_WORKSPACE"] = repo.Path, ["GITHUB_OUTPUT"] = outputs, ["INPUT_REQUIRED-BASELINE"] = before,
        };
        HashSet<string> asked = new(StringComparer.Ordinal);
        Terminal terminal = new(() => TextWriter.Null, () => TextWriter.Null, () => Stream.Null, isOutPiped: true, isErrorPiped: true);
        RunnerEnvironment environment = new(name =>
        {
            asked.Add(name);
            return variables.GetValueOrDefault(name);
        });
        Assert.Equal(0, new ActionVerb(terminal, environment, TimeProvider.System).Run());
        return (asked, File.ReadAllText(outputs));
    }

    [Fact]
    public void It_runs_an_image_and_gives_it_no_arguments()
    {
        Assert.Contains("using: docker", Section("runs"), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^  (args|entrypoint|env):", Section("runs"));
    }

    [Fact]
    public void The_image_starts_the_program_itself()
    {
        string dockerfile = Checkout.Read("action/Dockerfile");
        Assert.EndsWith("ENTRYPOINT [\"/proofs/Proofs.Cli\", \"action\"]\n", dockerfile, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?mi)^\s*(USER|CMD|ADD)\b|curl|wget", dockerfile);
    }

    internal static IEnumerable<string> Keys(string section) => Regex.Matches(Section(section), "(?m)^  (?<name>[a-z-]+):", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["name"].Value);

    private static string Section(string name) => Regex.Match(Text, $"(?ms)^{name}:\n(?<body>.*?)(?=^[a-z]|\\z)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["body"].Value;
}
