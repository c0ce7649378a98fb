using System.Text.RegularExpressions;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;
using Spectre.Console;
using TestKit;

namespace Proofs.Cli.Tests.Hosts;

public sealed partial class GatesScreenTests
{
    [Fact]
    public void A_person_sees_a_table_with_the_verdict_the_reason_and_the_fix()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        repo.Commit("Work\n\nFeature-Key: bd-1\nas agreed [red]and ::error::[/]\n");
        GatesResult result = new GateRunner(TimeProvider.System).Run(
            new() { RepositoryPath = repo.Path, Base = first, FeatureKey = "bd-1", RequiredBaseline = first },
            CancellationToken.None);
        using StringWriter screen = new();
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(screen) });
        console.Profile.Width = 80;
        GatesScreen.Show(result.Report!, console);
        Snapshot.Verify(Variable().Replace(screen.ToString().Replace(repo.Path, "/repo", StringComparison.Ordinal), match => new string('0', match.Length)));
    }

    [GeneratedRegex("[0-9a-f]{40,64}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
