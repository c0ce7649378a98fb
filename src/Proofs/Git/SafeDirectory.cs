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
    /// <param name="layout">Where its parts lie.</param>
    /// <param name="workTree">The folder that holds its <c>.git</c>, or null when there is none; libgit2 asks who owns this one too.</param>
    internal static void Trust(GitLayout layout, string? workTree)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("proofs-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        // libgit2 compares with the path behind every symbolic link.
        IEnumerable<string> paths = new[] { workTree is null ? layout.GitFolder : GitLayout.Resolve(workTree), layout.GitFolder, layout.CommonFolder, Path.GetDirectoryName(layout.CommonFolder)! }.Distinct(StringComparer.Ordinal);
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
