using System.Runtime.CompilerServices;
using Proofs.Gates;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>The packages, packed once from what was built, as a feed in a folder.</summary>
public sealed class PackedFeed : IDisposable
{
    /// <summary>The version of what was built.</summary>
    internal static string Version { get; } = GatesDocument.ToolVersion;

    /// <summary>A second version of the build package, for builds in which both take part.</summary>
    internal static string NextVersion { get; } = Version + "-next";

    private readonly TempFolder _folder = new();

    public PackedFeed()
    {
        foreach (string project in new[] { "Proofs", "Proofs.Runs", "Proofs.Workers", "Proofs.Cli", "Proofs.MSBuild" })
        {
            Pack(project);
        }
    }

    /// <summary>The feed.</summary>
    internal string Path => _folder.Path;

    /// <summary>The user's packages, from which the generated projects restore what they need beside ours; it has the shape of a feed.</summary>
    internal static string Others { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Root { get; } = FindRoot();

    /// <summary>What the tests were built as, and so what is packed.</summary>
    private static string Configuration { get; } = AppContext.BaseDirectory.Contains("/release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>Builds the build package once more as another version, in a place of its own.</summary>
    internal void PackNext() => Dotnet("pack", In("src", "Proofs.MSBuild"), "-o", Path, $"-p:Version={NextVersion}", $"-p:ArtifactsPath={_folder.In("next")}", "-nodeReuse:false");

    /// <summary>A file of this repository.</summary>
    internal static string In(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public void Dispose() => _folder.Dispose();

    private void Pack(string project) => Dotnet("pack", In("src", project), "--no-build", "-c", Configuration, "-o", Path, "-nodeReuse:false");

    private static void Dotnet(params string[] arguments)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Others, ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["DOTNET_NOLOGO"] = "1" };
        RunResult result = Run.Program("dotnet", arguments, environment: environment);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static string FindRoot([CallerFilePath] string file = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "..", ".."));
}
