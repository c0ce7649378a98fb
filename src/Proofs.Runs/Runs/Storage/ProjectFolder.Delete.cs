namespace Proofs.Runs.Runs.Storage;

internal sealed partial class ProjectFolder
{
    /// <summary>
    /// Takes a folder away with all that is in it, when it is there. A worker may have left in it what cannot be deleted (names that are no UTF-8, folders
    /// without rights, a process that still writes); then it is moved aside as it is, below <see cref="RunPaths.Tampered"/>.
    /// </summary>
    /// <returns>Whether nothing stands there any more; only a folder of another user's stays.</returns>
    internal bool Delete(string folder)
    {
        ClearAbove(folder);
        string full = Beside(folder);
        if (new FileInfo(full) is var file && (file.LinkTarget is not null || file.Exists))
        {
            return Try(() => File.Delete(full));
        }

        return !Directory.Exists(full) || Try(() => Directory.Delete(full, recursive: true)) || Try(() => MoveAside(full, folder));
    }

    /// <summary>Takes a link or a file away that stands in the place of a folder above this one; what is behind a link is not ours and stays.</summary>
    private void ClearAbove(string folder)
    {
        string[] parts = folder.Split('/');
        for (int count = 2; count < parts.Length; count++)
        {
            string above = Beside(string.Join('/', parts[..count]));
            if (new FileInfo(above) is var file && (file.LinkTarget is not null || file.Exists))
            {
                file.Delete();
            }
        }
    }

    private void MoveAside(string full, string folder)
    {
        string name = string.Join('-', folder.Split('/')[^2..]);
        string above = Full(RunPaths.Tampered);
        Create(above);
        string aside = Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(above, $"{name}-{number}")).First(path => !Path.Exists(path));
        if (!OperatingSystem.IsWindows())
        {
            // A folder that changes its place is written to itself. Source: rename(2), EACCES.
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Move(full, aside);
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Whoever asks goes on with the next means, or without.
            return false;
        }
    }
}
