using System.IO.Compression;
using System.Security.Cryptography;
using Proofs.MSBuild;
using Proofs.Verdicts;

namespace Proofs.Packages.Tests;

/// <summary>What is in the packages, and that it is what was meant to be.</summary>
public sealed class ContentTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    /// <summary>LibGit2Sharp 0.29.0 as nuget.org has it. It is referenced by path, so no lock file would notice another one.</summary>
    private const string LibGit2Sharp = "8443f4e20dcc0d32bec8d308b294fc0996c3cd77b517925401c8908af8fbf574";

    [Theory]
    [InlineData("Proofs", "lib/net10.0/LibGit2Sharp.dll")]
    [InlineData("Proofs.Cli", "tools/net10.0/any/LibGit2Sharp.dll")]
    [InlineData("Proofs.MSBuild", "tasks/net10.0/LibGit2Sharp.dll")]
    public void LibGit2Sharp_is_inside_and_no_other_one(string package, string path)
    {
        using ZipArchive archive = Open(package);
        using Stream file = archive.GetEntry(path)!.Open();
        Assert.Equal(LibGit2Sharp, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    [Fact]
    public void The_build_package_holds_what_a_build_needs_and_nothing_for_the_project()
    {
        using ZipArchive archive = Open("Proofs.MSBuild");
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith('[')).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "Proofs.MSBuild.nuspec", "README.md", "THIRD-PARTY-NOTICES.md", "build/Proofs.MSBuild.props", "build/Proofs.MSBuild.targets", "buildMultiTargeting/Proofs.MSBuild.props", "buildMultiTargeting/Proofs.MSBuild.targets",
                "buildTransitive/Proofs.MSBuild.props", "buildTransitive/Proofs.MSBuild.targets", "tasks/net10.0/LibGit2Sharp.dll", "tasks/net10.0/Proofs.MSBuild.dll", "tasks/net10.0/Proofs.dll", "tasks/net10.0/YamlDotNet.dll",
            ],
            files);
        using StreamReader nuspec = new(archive.GetEntry("Proofs.MSBuild.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains("<developmentDependency>true</developmentDependency>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_has_a_number_of_its_own_in_a_build()
    {
        Assert.Equal(ReasonCodes.All.Select(code => code.Id).Order(StringComparer.Ordinal), DiagnosticCodes.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(DiagnosticCodes.All.Count, DiagnosticCodes.All.Values.Distinct().Count());
        string readme = File.ReadAllText(PackedFeed.In("src", "Proofs.MSBuild", "README.md"));
        Assert.All(DiagnosticCodes.All, code => Assert.Contains($"\n| PRF{code.Value} | `{code.Key}` |\n", readme, StringComparison.Ordinal));
        Assert.Contains($"Version=\"{PackedFeed.Version}\"", readme, StringComparison.Ordinal);
        // PRF1001 is that the gates were skipped.
        Assert.DoesNotContain(1001, DiagnosticCodes.All.Values);
    }

    [Theory]
    [InlineData("platform_unsupported", 1002)]
    [InlineData("internal_error", 1003)]
    [InlineData("feature_key_missing_in_commits", 1041)]
    public void A_number_never_changes(string reason, int number) => Assert.Equal(number, DiagnosticCodes.All[reason]);

    private ZipArchive Open(string package) => ZipFile.OpenRead(Path.Combine(feed.Path, $"{package}.{PackedFeed.Version}.nupkg"));
}
