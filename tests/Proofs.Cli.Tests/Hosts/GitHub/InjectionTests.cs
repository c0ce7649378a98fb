using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proofs.Cli.Hosts.Console;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Cli.Tests.Actions;
using Proofs.Texts;
using TestKit;

namespace Proofs.Cli.Tests.Hosts.GitHub;

/// <summary>Nothing that a commit says becomes a command, an output or markup.</summary>
public sealed class InjectionTests
{
    private static readonly string[] Pieces =
    [
        "::", "::error::", "::set-output name=a::b", "##[", "##[add-mask]", "##", "[error]", "#", ":", "\n", "\r", "\r\n", "\t", " ", "%0A", "%25", "%3A", ",", "=", "<<",
        "EOF", "proofs_", "|", "`", "```", "<script>", "</code>", "<!--", "&#60;", "@octocat", "#123", "![a](https://x.test/a.png)", "https://x.test", "[a](b)", "*", "_", "~~",
        "\u001b[2K", "\u202e", "\u2066", "\u0085", "\u2028", "\ufeff", "\0", "\ud83d\ude00", "name", "é",
    ];

    public static TheoryData<int> FewSeeds => [.. Enumerable.Range(0, 12)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_runner_sees_the_one_annotation_that_was_meant(int seed)
    {
        foreach ((string title, string message) in Texts(seed))
        {
            RunnerCommand command = Assert.Single(RunnerParser.Commands(WorkflowCommand.Annotation("error", title, message)));
            Assert.Equal("error", command.Name);
            KeyValuePair<string, string> property = Assert.Single(command.Properties);
            Assert.Equal(("title", SafeText.Neutralise(title), SafeText.Neutralise(message)), (property.Key, property.Value, command.Data));
            Assert.DoesNotContain('\n', command.Data);
        }
    }

    /// <summary>Whatever commits say, the runner sees the findings of the result document, in its order, and nothing else.</summary>
    [Theory]
    [MemberData(nameof(FewSeeds))]
    public void The_runner_sees_the_findings_of_a_run_and_no_other_command(int seed)
    {
        Random random = new(seed);
        using GitRepo repo = GitRepo.Create();
        string root = repo.CommitFile(".github/proofs.yml", $"version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Begin");
        string head = root;
        for (int i = 0; i < 6; i++)
        {
            head = repo.WriteCommit(Encoding.UTF8.GetBytes($"{Text(random)}\n\n{Text(random)}\n\nFeature-Key: {Text(random).Replace('\n', ' ')}\n"), [head], repo.Git("rev-parse", root + "^{tree}"));
        }

        using ActionRun run = new(repo.Path, "pull_request", ActionRun.PullRequest(root, head, body: $"{Text(random)}\nReported-Commit: {Text(random)}"));
        Assert.Equal(1, run.Run(("reported-commits", "pull-request-body"), ("token", "ghs_token"), ("check-runs", "false")));
        IEnumerable<(string, string, string)> intended = from gate in JsonDocument.Parse(File.ReadAllText(run.In(run.Outputs["result-file"]))).RootElement.GetProperty("gates").EnumerateArray()
                                                         from finding in gate.GetProperty("findings").EnumerateArray()
                                                         where finding.GetProperty("level").GetString() == "error"
                                                         let fix = finding.GetProperty("fix").GetString()
                                                         select ("error", $"proofs {gate.GetProperty("id").GetString()}: {finding.GetProperty("reason_code").GetString()}", SafeText.Neutralise($"{finding.GetProperty("message").GetString()} Fix: {fix}"));
        Assert.Equal(intended, run.Commands.Select(command => (command.Name, command.Properties["title"], command.Data)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_output_holds_its_value_and_no_other_is_set(int seed)
    {
        foreach ((string first, string second) in Texts(seed))
        {
            Dictionary<string, string> outputs = RunnerParser.Outputs(StepOutputs.Format([new("first", first), new("second", second)]));
            Assert.Equal(["first", "second"], outputs.Keys);
            Assert.Equal((first, second), (outputs["first"], outputs["second"]));
        }
    }

    [Fact]
    public void Nobody_can_know_a_delimiter_before_it_is_written()
    {
        string[] delimiters = [.. Enumerable.Range(0, 100).Select(_ => StepOutputs.Format([new("a", "b")]).Split('\n')[0]["a<<".Length..])];
        Assert.Equal(100, delimiters.Distinct(StringComparer.Ordinal).Count());
        Assert.All(delimiters, delimiter => Assert.Matches("^proofs_[0-9a-f]{32}$", delimiter));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Markdown_is_one_line_of_letters_blanks_and_references(int seed)
    {
        foreach ((string text, _) in Texts(seed))
        {
            Assert.Matches(new Regex(@"\A<code>([\p{L}\p{Nd} ]|&#[0-9]+;)*</code>\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)), MarkdownText.Code(text));
        }
    }

    [Fact]
    public void A_long_message_is_cut_between_characters()
    {
        string command = WorkflowCommand.Annotation("warning", "a", "x" + string.Concat(Enumerable.Repeat("\ud83d\ude00", 5000)));
        string data = Assert.Single(RunnerParser.Commands(command)).Data;
        Assert.True(data.Length <= 4096);
        Assert.DoesNotContain(data.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
    }

    private static IEnumerable<(string, string)> Texts(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 200; i++)
        {
            yield return (Text(random), Text(random));
        }
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
