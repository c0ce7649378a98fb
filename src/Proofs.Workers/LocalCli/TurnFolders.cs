namespace Proofs.Workers.LocalCli;

/// <summary>Folders of a turn inside the project: agents may have put links in their place.</summary>
internal static class TurnFolders
{
    /// <summary>Makes a folder below another one, readable by its owner alone where it is new; links and files in the way go, what they lead to does not.</summary>
    /// <param name="root">The folder that is trusted.</param>
    /// <param name="path">Relative to it.</param>
    /// <returns>The folder.</returns>
    internal static string Make(string root, string path)
    {
        string at = root;
        foreach (string part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            FileInfo file = new(at);
            if (file.LinkTarget is not null || file.Exists)
            {
                file.Delete();
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(at);
            }
            else
            {
                Directory.CreateDirectory(at, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return at;
    }

    /// <summary>Makes sure that nothing lies where a file is to come, and that its folder is there.</summary>
    internal static void Clear(string root, string file)
    {
        string relative = Path.GetRelativePath(root, file);
        Make(root, Path.GetDirectoryName(relative)!);
        if (new FileInfo(file).LinkTarget is null && Directory.Exists(file))
        {
            Directory.Delete(file, recursive: true);
        }
        else
        {
            File.Delete(file);
        }
    }
}
