using System.Text;
using LibGit2Sharp;

namespace Proofs.Git;

/// <summary>
/// Which configuration outside a repository libgit2 sees: none, until a repository of another owner has to be opened; then exactly
/// <c>safe.directory</c> for that one repository (git-config, safe.directory; LibGit2Sharp 0.29 has no call for it).
/// </summary>
internal static class SafeDirectory
{
    private static readonly ConfigurationLevel[] Levels = [ConfigurationLevel.System, ConfigurationLevel.Global, ConfigurationLevel.Xdg];

    /// <summary>Points every search path to nowhere.</summary>
    internal static void IgnoreMachineConfiguration() => Point("/nonexistent");

    /// <summary>Declares one repository safe, for this process.</summary>
    internal static void Trust(GitLayout layout)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("proofs-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        string workTree = Path.GetFileName(layout.GitFolder) == ".git" ? Path.GetDirectoryName(layout.GitFolder)! : layout.GitFolder;
        IEnumerable<string> paths = new[] { workTree, layout.GitFolder, layout.CommonFolder, Path.GetDirectoryName(layout.CommonFolder)! }.Distinct(StringComparer.Ordinal);
        StringBuilder config = new("[safe]\n");
        foreach (string path in paths)
        {
            // Quoted as git-config wants it, because a folder's name is anybody's text.
            string quoted = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            config.Append(System.Globalization.CultureInfo.InvariantCulture, $"\tdirectory = \"{quoted}\"\n");
        }

        File.WriteAllText(Path.Combine(folder.FullName, ".gitconfig"), config.ToString());
        GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Global, folder.FullName);
    }

    private static void Point(string folder)
    {
        foreach (ConfigurationLevel level in Levels)
        {
            GlobalSettings.SetConfigSearchPaths(level, folder);
        }
    }
}
