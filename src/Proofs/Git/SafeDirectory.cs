using System.Text;
using LibGit2Sharp;

namespace Proofs.Git;

/// <summary>
/// Which configuration outside a repository libgit2 sees: none, until a repository of another owner has to be opened; then exactly
/// <c>safe.directory</c> for the repositories that were asked for (git-config, safe.directory; LibGit2Sharp 0.29 has no call for it).
/// </summary>
internal static class SafeDirectory
{
    private static readonly SortedSet<string> Trusted = new(StringComparer.Ordinal);
    private static DirectoryInfo? _folder;
    private static readonly ConfigurationLevel[] Levels = [ConfigurationLevel.System, ConfigurationLevel.Global, ConfigurationLevel.Xdg];

    /// <summary>Points every search path to nowhere.</summary>
    internal static void IgnoreMachineConfiguration() => Point("/nonexistent");

    /// <summary>Declares one more repository safe, for this process; libgit2 has no smaller scope for it.</summary>
    /// <param name="layout">Where its parts lie.</param>
    /// <param name="workTree">The folder that holds its <c>.git</c>, or null when there is none; libgit2 asks who owns this one too.</param>
    /// <exception cref="UnauthorizedAccessException">No folder can be made to hold the declaration.</exception>
    internal static void Trust(GitLayout layout, string? workTree)
    {
        lock (Trusted)
        {
            // libgit2 compares with the path behind every symbolic link.
            Trusted.UnionWith([workTree is null ? layout.GitFolder : GitLayout.Resolve(workTree), layout.GitFolder, layout.CommonFolder, Path.GetDirectoryName(layout.CommonFolder)!]);
            StringBuilder config = new("[safe]\n");
            foreach (string path in Trusted)
            {
                // Quoted as git-config wants it, because a folder's name is anybody's text.
                string quoted = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
                config.Append(System.Globalization.CultureInfo.InvariantCulture, $"\tdirectory = \"{quoted}\"\n");
            }

            _folder ??= CreateFolder();
            File.WriteAllText(Path.Combine(_folder.FullName, ".gitconfig"), config.ToString());
            GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Global, _folder.FullName);
        }
    }

    private static DirectoryInfo CreateFolder()
    {
        try
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("proofs-");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
            return folder;
        }
        catch (IOException failed)
        {
            throw new UnauthorizedAccessException($"it belongs to another user, and no folder can be made in {Path.GetTempPath()} to say that it is meant; set TMPDIR", failed);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Somebody has cleaned up before us; the process is ending and has answered already.
        }
    }

    private static void Point(string folder)
    {
        foreach (ConfigurationLevel level in Levels)
        {
            GlobalSettings.SetConfigSearchPaths(level, folder);
        }
    }
}
