using TestKit;

namespace Repo.Tests;

/// <summary>The repository these tests are about: the folder that holds Proofs.sln.</summary>
internal static class Checkout
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    internal static string Root { get; } = Find();

    /// <summary>debug or release: what these tests were built as, and the rest with them.</summary>
    internal static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Paths of every file that git knows or would add, relative to the root, with '/' between the parts.</summary>
    internal static IReadOnlyList<string> Files
    {
        get
        {
            Skip.IfNot(Path.Exists(In(".git")), "This is no git checkout, so nobody can say which files belong to it.");
            return Listed.Value;
        }
    }

    /// <summary>The shipping projects' names: the folders of src.</summary>
    internal static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateDirectories(In("src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    internal static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    internal static string Read(string path) => File.ReadAllText(In(path));

    /// <summary>The C# files below a folder of the root.</summary>
    internal static IEnumerable<string> Sources(string folder) =>
        Files.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The built file of a project, as its own build left it: not the copy here, which a coverage run alters.</summary>
    internal static string Built(string project, string file) => In("artifacts", "bin", project, Configuration, file);

    private static IReadOnlyList<string> List()
    {
        // Command-line configuration counts even when another user owns the checkout, as in a container.
        RunResult result = Run.Program("git", ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], Root);
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(In(path))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Proofs.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Proofs.sln.");
    }
}
