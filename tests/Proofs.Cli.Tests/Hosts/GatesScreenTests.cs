using System.Text.RegularExpressions;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;
using Spectre.Console;
using TestKit;

namespace Proofs.Cli.Tests.Hosts;

public sealed partial class GatesScreenTests
{
    private const string Red = "\u001b[91m";
    private const string Green = "\u001b[32m";

    [Fact]
    public void A_person_sees_a_table_with_the_verdict_the_reason_and_the_fix()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        repo.Commit("Work\n\nFeature-Key: bd-1\nas agreed [red]and ::error::[/]\n");
        Snapshot.Verify(Show(repo, first, ColorSystemSupport.NoColors));
    }

    [Fact]
    public void A_person_sees_every_finding_of_a_gate_that_has_several()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.CommitFile(".github/proofs.yml", "version: 1\nfeature_key:\n  merges: skip\n", "Begin\n");
        repo.Commit("No key at all\n");
        repo.Commit("Work\n\nFeature-Key: ::error::[red]bd-2[/]\n");
        repo.SetRef("refs/heads/side", repo.WriteCommit("Aside\n\nFeature-Key: bd-1\n"u8.ToArray(), [first]));
        repo.Git("merge", "--quiet", "--no-ff", "--message=Merge", "-s", "ours", "side");
        Snapshot.Verify(Show(repo, first, ColorSystemSupport.NoColors));
    }

    [Fact]
    public void Of_many_findings_a_person_sees_the_first_and_a_count_of_the_others()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin\n");
        for (int i = 0; i < GatesText.MostFindings + 2; i++)
        {
            repo.Commit("Work\n");
        }

        string[] lines = Show(repo, first, ColorSystemSupport.NoColors).Split('\n');
        Assert.Equal(GatesText.MostFindings, lines.Count(line => line.StartsWith("  error     feature_key_missing_in_commits: ", StringComparison.Ordinal)));
        Assert.Contains("  … and 2 more; the JSON result lists them all", lines);
    }

    [Fact]
    public void A_failed_verdict_is_red_and_a_passed_one_is_not()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin\n");
        repo.Commit("Work\n\nFeature-Key: bd-1\n");
        string passed = Show(repo, first, ColorSystemSupport.Standard);
        Assert.Contains($"{Green}pass", passed.Split('\n').Last(line => line.Contains("verdict", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Red, passed, StringComparison.Ordinal);

        repo.Commit("No key\n");
        string failed = Show(repo, first, ColorSystemSupport.Standard);
        Assert.Contains($"{Red}fail", failed.Split('\n').Last(line => line.Contains("verdict", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"{Red}feature-key: ", failed, StringComparison.Ordinal);
        Assert.Contains($"{Green}baseline: ", failed, StringComparison.Ordinal);
    }

    private static string Show(GitRepo repo, string from, ColorSystemSupport colours)
    {
        GatesResult result = new GateRunner(TimeProvider.System).Run(
            new() { RepositoryPath = repo.Path, Base = from, FeatureKey = "bd-1", RequiredBaseline = from },
            CancellationToken.None);
        using StringWriter screen = new();
        AnsiSupport ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes;
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = ansi, ColorSystem = colours, Out = new AnsiConsoleOutput(screen) });
        console.Profile.Width = 80;
        GatesScreen.Show(result.Report!, console);
        return Variable().Replace(screen.ToString().Replace(repo.Path, "/repo", StringComparison.Ordinal), match => new string('0', match.Length));
    }

    [GeneratedRegex("[0-9a-f]{40,64}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
