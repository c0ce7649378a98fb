using System.Text.Json.Nodes;
using Proofs.Cli.Init;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using TestKit;

namespace Proofs.Cli.Tests.Init;

/// <summary>Projects to begin with.</summary>
public sealed class InitTests
{
    public static TheoryData<string> Names => [.. ProjectTemplate.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_template_is_a_project_that_runs_can_begin_in(string name)
    {
        using TempFolder folder = new();
        CliResult result = Cli.Run("init", folder.Path, "--template", name, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All(result.Json.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(folder.In(file.GetString()!))));
        RunnerContext context = RunnerInterface.LoadContext(folder.Path, TimeProvider.System);
        Assert.Empty(context.Problems);
        Assert.Empty(context.UnknownKeys);
        RunConfiguration configuration = context.Runner!.Configuration;
        Assert.Empty(RunLoop.Inadmissible(configuration));
        Assert.True(configuration.RequiresReproducibleVerification);
        Assert.NotEmpty(configuration.Verification.Commands);
        CliResult dry = Cli.Run("run", "--dry-run", "--project", folder.Path);
        Assert.True(dry.ExitCode == 0, dry.ToString());
        Assert.DoesNotContain("Warning", dry.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public void The_templates_of_agents_are_the_same_but_for_the_agent(string name)
    {
        Assert.Equal(Text("claude-code").Replace("claude", name, StringComparison.Ordinal), Text(name));

        static string Text(string template) => System.Text.Encoding.UTF8.GetString(ProjectTemplate.All.Single(each => each.Name == template).Files("demo").Single().Value);
    }

    [Fact]
    public void Every_word_about_new_projects()
    {
        using GovernedProject other = new();
        string fresh = Path.Combine(other.Repo.Outside, "fresh");
        string text = string.Empty;
        void Note(params string[] arguments)
        {
            CliResult result = Cli.Run(arguments);
            text += $"$ proofs {other.Scrub(string.Join(' ', arguments))}\n{other.Scrub(result.Out + result.Error)}[exit {result.ExitCode}]\n\n";
        }

        Note("init", "--list");
        Note("init", "--list", "--json");
        Note("init", fresh);
        Note("init", fresh);
        Note("init", fresh, "--template", "none");
        Note("init", other.In("inner"), "--template", "scripted", "--json");
        Snapshot.Verify(text);
    }

    [Fact]
    public void A_template_that_is_played_runs_at_once_without_a_repository()
    {
        using TempFolder folder = new();
        Assert.Equal(0, Cli.Run("init", folder.Path, "--template", "scripted").ExitCode);
        CliResult result = Cli.Run("run", "--auto-approve", "--script", folder.In("scenario.json"), "--project", folder.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("Hello, world\n", File.ReadAllText(folder.In("src", "greeting.txt")));
    }

    [Theory]
    [InlineData("agentxchain.json")]
    [InlineData("scenario.json")]
    [InlineData(".agentxchain/state.json")]
    public void Nothing_is_overwritten_and_nothing_is_left_behind(string there)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.In(there))!);
        File.WriteAllText(folder.In(there), "mine");
        CliAssert.Refused(65, "project_exists", Cli.Run("init", folder.Path, "--template", "scripted", "--json"));
        Assert.Equal(folder.In(there), Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)));
        Assert.Equal("mine", File.ReadAllText(folder.In(there)));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_a_file_too()
    {
        using TempFolder folder = new();
        File.CreateSymbolicLink(folder.In("agentxchain.json"), folder.In("elsewhere"));
        CliAssert.Refused(65, "project_exists", Cli.Run("init", folder.Path, "--json"));
        Assert.False(File.Exists(folder.In("elsewhere")));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder.In("file"), string.Empty);
        CliAssert.Refused(64, "output_unwritable", Cli.Run("init", folder.In("file", "inner"), "--json"));
    }

    [Theory]
    [InlineData("My Shop", "my-shop")]
    [InlineData("\"}, \u001b\n{", "project")]
    [InlineData("a\"b", "a-b")]
    public void A_folder_may_be_called_anything(string name, string id)
    {
        using TempFolder folder = new();
        Assert.Equal(0, Cli.Run("init", folder.In(name)).ExitCode);
        Assert.Equal(id, (string?)JsonNode.Parse(File.ReadAllText(folder.In(name, "agentxchain.json")))!["project"]!["id"]);
    }
}
