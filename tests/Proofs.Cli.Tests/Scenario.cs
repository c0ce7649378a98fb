using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>One repository in which all three gates pass for one head and fail for another, and the questions that show it.</summary>
/// <remarks>
/// <code>
/// Root - Base - First - Second - Head     main: every commit carries the key
///           \ - Keyless - KeylessHead     keyless: the first one does not
/// Foreign                                 foreign: a root of its own, with the key
/// </code>
/// </remarks>
internal sealed class Scenario : IDisposable
{
    internal const string Key = "bd-1";
    internal const string Keyed = "Work\n\nFeature-Key: bd-1\n";

    internal Scenario()
    {
        Root = Repo.Commit("Begin\n");
        Base = Repo.Commit("Before the change\n");
        First = Repo.Commit("First\n\nFeature-Key: bd-1\n");
        Second = Repo.Commit("Second\n\nFeature-Key: bd-1\n");
        Head = Repo.Commit("Third\n\nFeature-Key: bd-1\n");
        Repo.Git("checkout", "--quiet", "-b", "keyless", Base);
        Keyless = Repo.Commit("No key here\n");
        KeylessHead = Repo.Commit("Fourth\n\nFeature-Key: bd-1\n");
        Repo.Git("checkout", "--quiet", "--orphan", "foreign");
        Foreign = Repo.Commit("Foreign\n\nFeature-Key: bd-1\n");
        Repo.Git("checkout", "--quiet", "main");
    }

    internal GitRepo Repo { get; } = GitRepo.Create();

    internal string Root { get; }

    internal string Base { get; }

    internal string First { get; }

    internal string Second { get; }

    internal string Head { get; }

    internal string Keyless { get; }

    internal string KeylessHead { get; }

    internal string Foreign { get; }

    /// <summary>A file that no command planted anywhere may create.</summary>
    internal string Marker => Path.Combine(Repo.Outside, "marker");

    /// <summary>A shell command that creates the marker.</summary>
    internal string MarkerCommand => $"touch '{Marker}'";

    /// <summary>All three gates, with answers that are all yes.</summary>
    internal string[] Passing(string? path = null) =>
    [
        "gate", "all", "--repo", path ?? Repo.Path, "--base", Base, "--head", Head, "--required-baseline", Base,
        "--reported-commit", First, "--reported-commit", Head, "--feature-key", Key, "--json",
    ];

    /// <summary>All three gates, with answers that are all no.</summary>
    internal string[] Failing(string? path = null) =>
    [
        "gate", "all", "--repo", path ?? Repo.Path, "--base", Base, "--head", KeylessHead, "--required-baseline", Foreign,
        "--reported-commit", Foreign, "--reported-commit", Root, "--feature-key", Key, "--json",
    ];

    /// <summary>Plants something and demands that neither verdict document changes and that nothing was run.</summary>
    internal void AssertUnchangedBy(Action plant)
    {
        (string passing, string failing) = (Verdicts(0, Passing()), Verdicts(1, Failing()));
        plant();
        Assert.Equal(passing, Verdicts(0, Passing()));
        Assert.Equal(failing, Verdicts(1, Failing()));
        Assert.False(File.Exists(Marker), "Something planted in the repository was run.");
    }

    /// <summary>Plants something and demands that what passed passes or is undetermined, and that what failed does not pass.</summary>
    internal void AssertNeverBetterAfter(Action plant)
    {
        plant();
        CliResult passing = Cli.Run(Passing());
        CliResult failing = Cli.Run(Failing());
        Assert.True(passing.ExitCode is 0 or 2, passing.ToString());
        Assert.True(failing.ExitCode is 1 or 2, failing.ToString());
        if (passing.ExitCode == 0)
        {
            Assert.Equal(3, passing.Json.GetProperty("range").GetProperty("commits").GetInt32());
        }

        foreach (string gate in new[] { "baseline", "integrity", "feature-key" })
        {
            Assert.False(failing.Gate(gate).GetProperty("verdict").GetString() == "pass", failing.ToString());
        }
    }

    /// <summary>The verdict document without what may differ between two runs that conclude the same: duration, notes, the shallow flag.</summary>
    internal static string Essence(CliResult result)
    {
        JsonNode document = JsonNode.Parse(result.Out)!;
        document.AsObject().Remove("duration_ms");
        (document["repository"] as JsonObject)?.Remove("shallow");
        foreach (JsonNode? gate in document["gates"]!.AsArray())
        {
            IEnumerable<JsonNode?> counting = gate!["findings"]!.AsArray().Where(finding => finding!["level"]!.GetValue<string>() != "note");
            gate["findings"] = new JsonArray(counting.Select(finding => finding!.DeepClone()).ToArray());
        }

        return document.ToJsonString(new() { WriteIndented = true });
    }

    public void Dispose() => Repo.Dispose();

    private static string Verdicts(int exit, string[] arguments)
    {
        CliResult result = Cli.Run(arguments);
        Assert.True(result.ExitCode == exit, result.ToString());
        return Essence(result);
    }
}
