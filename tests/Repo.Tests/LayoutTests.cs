using System.Text.RegularExpressions;
using System.Xml.Linq;
using Proofs.Gates.Policies;

namespace Repo.Tests;

/// <summary>What lies where.</summary>
public sealed class LayoutTests
{
    private static readonly string[] RootNames =
    [
        ".ci", ".editorconfig", ".github", ".gitignore", "CHANGELOG.md", "Directory.Build.props", "Directory.Packages.props", "LICENSE",
        "Proofs.sln", "README.md", "action", "action.yml", "global.json", "proofs", "run.sh", "src", "test.sh", "tests",
    ];

    /// <summary>Tests that go through every room of a project: what a crash leaves, what older versions wrote, and what every worker passes.</summary>
    private static readonly string[] AcrossRooms = ["Conformance", "Crashes", "Histories"];

    [SkippableFact]
    public void The_root_stays_short() => Violations.None(Checkout.Files.Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal).Except(RootNames, StringComparer.Ordinal));

    [SkippableTheory]
    [InlineData("Proofs")]
    [InlineData("Proofs.Runs")]
    [InlineData("Proofs.Workers")]
    public void Test_folders_mirror_the_rooms(string project)
    {
        IEnumerable<string> rooms = Folders($"src/{project}");
        Assert.NotEmpty(rooms);
        Violations.None(Folders($"tests/{project}.Tests").Except(rooms, StringComparer.Ordinal).Except(AcrossRooms, StringComparer.Ordinal));
    }

    [SkippableFact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Checkout.Read("Proofs.sln");
        Assert.DoesNotContain(Checkout.Files, path => path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(path.Replace('/', '\\'), StringComparison.Ordinal));
    }

    [Fact]
    public void The_changelog_has_an_entry_for_this_version()
    {
        string version = XDocument.Load(Checkout.In("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Matches($@"(?m)^## \[{Regex.Escape(version)}\] - (Unreleased|\d{{4}}-\d{{2}}-\d{{2}})$", Checkout.Read("CHANGELOG.md"));
    }

    [Fact]
    public void The_policy_of_this_repository_is_valid_and_its_keys_are_documented()
    {
        Policy policy = PolicyReader.Read(File.ReadAllBytes(Checkout.In(Policy.DefaultPath.Split('/'))));
        string contributing = Checkout.Read(".github/CONTRIBUTING.md");
        Assert.NotNull(policy.Values);
        Assert.DoesNotContain(policy.Values, value => !contributing.Contains($"`{value}`", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Decisions_are_numbered_without_gaps_and_have_their_three_parts()
    {
        string[] decisions = [.. Checkout.Files.Where(path => path.StartsWith(".github/decisions/", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(1, decisions.Length).Select(number => $"{number:0000}"), decisions.Select(path => Path.GetFileName(path)[..4]), StringComparer.Ordinal);
        Assert.All(decisions, path => Assert.Matches("(?s)## Context\n.+## Decision\n.+## Consequences\n", Checkout.Read(path)));
    }

    private static IEnumerable<string> Folders(string under) => Checkout.Files
        .Where(path => path.StartsWith(under + "/", StringComparison.Ordinal))
        .Select(path => path[(under.Length + 1)..].Split('/'))
        .Where(parts => parts.Length > 1)
        .Select(parts => parts[0])
        .Distinct(StringComparer.Ordinal);
}
