using System.Text.RegularExpressions;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;

namespace Repo.Tests;

/// <summary>action.yml says what the program reads and writes, no more and no less.</summary>
public sealed class ActionYamlTests
{
    private static readonly string Text = Checkout.Read("action.yml");

    [Fact]
    public void Its_inputs_are_those_that_are_read() => Assert.Equal(ActionInputs.Names, Keys("inputs"));

    [Fact]
    public void Its_outputs_are_those_that_are_written()
    {
        string[] gates = [.. GateIds.All.SelectMany(gate => new[] { $"{gate}-verdict", $"{gate}-reason" })];
        Assert.Equal(["verdict", "exit-code", "result-file", "result-json", .. gates], Keys("outputs"));
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

    private static IEnumerable<string> Keys(string section) => Regex.Matches(Section(section), "(?m)^  (?<name>[a-z-]+):", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["name"].Value);

    private static string Section(string name) => Regex.Match(Text, $"(?ms)^{name}:\n(?<body>.*?)(?=^[a-z]|\\z)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["body"].Value;
}
