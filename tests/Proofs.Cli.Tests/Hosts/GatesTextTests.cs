using Proofs.Cli.Hosts.Console;
using TestKit;

namespace Proofs.Cli.Tests.Hosts;

public sealed class GatesTextTests
{
    private const string More = "  … and ";

    [Theory]
    [InlineData(GatesText.MostFindings + 1, 1)]
    [InlineData(GatesText.MostFindings + 5, 5)]
    public void Of_many_findings_the_first_are_shown_and_the_others_counted(int findings, int left)
    {
        using GitRepo repo = GitRepo.Create();
        string[] gate = Gate(repo, findings);
        string[] lines = Lines(gate);
        Assert.Equal(GatesText.MostFindings, lines.Count(IsFinding));
        Assert.Equal($"{More}{left} more; the JSON result lists them all", lines[Array.FindLastIndex(lines, IsFinding) + 1]);
        Assert.Equal(findings, Cli.Run([.. gate, "--json"]).Findings("feature-key").Length);
    }

    [Fact]
    public void As_many_findings_as_there_is_room_for_are_all_shown()
    {
        using GitRepo repo = GitRepo.Create();
        string[] lines = Lines(Gate(repo, GatesText.MostFindings));
        Assert.Equal(GatesText.MostFindings, lines.Count(IsFinding));
        Assert.DoesNotContain(lines, line => line.StartsWith(More, StringComparison.Ordinal));
    }

    private static string[] Lines(string[] gate)
    {
        CliResult result = Cli.Run(gate);
        Assert.True(result.ExitCode == 1, result.ToString());
        return result.Out.Split('\n');
    }

    private static bool IsFinding(string line) => line.StartsWith("  error        feature_key_missing_in_commits: ", StringComparison.Ordinal);

    /// <summary>A gate over so many commits without a key.</summary>
    private static string[] Gate(GitRepo repo, int keyless)
    {
        string first = repo.Commit("Begin\n");
        string head = first;
        for (int i = 0; i < keyless; i++)
        {
            head = repo.WriteCommit("Work\n"u8.ToArray(), [head]);
        }

        return ["gate", "feature-key", "--repo", repo.Path, "--base", first, "--head", head, "--feature-key", Scenario.Key];
    }
}
