namespace Proofs.Evidence;

/// <summary>Writes a file so that a reader sees the old one or the whole new one, and a crash leaves no half.</summary>
public static class AtomicFile
{
    /// <summary>How the names of files begin that a crash may leave half written beside the right ones.</summary>
    public const string TemporaryPrefix = ".proofs-";

    /// <summary>Puts a file there, in place of whatever has that name.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">Everything that it is to hold.</param>
    /// <param name="isPrivate">Whether only its owner may read it, where the system knows owners.</param>
    /// <param name="lasts">Whether it has to outlive a power failure; one that can be written anew at any time need not, and costs less.</param>
    /// <returns>Why it cannot be written, or null when it was.</returns>
    public static string? Write(string path, ReadOnlySpan<byte> content, bool isPrivate = false, bool lasts = true)
    {
        string? temporary = null;
        try
        {
            string full = Path.GetFullPath(path);
            if (Path.GetFileName(full).Length == 0 || IsDevice(full))
            {
                return $"{full} is no file.";
            }

            string fresh = Path.Combine(Path.GetDirectoryName(full)!, $"{TemporaryPrefix}{Path.GetRandomFileName()}");
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (isPrivate && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (FileStream stream = new(fresh, options))
            {
                temporary = fresh;
                stream.Write(content);
                stream.Flush(flushToDisk: lasts);
            }

            File.Move(fresh, full, overwrite: true);
            temporary = null;
            if (lasts)
            {
                FolderSync.Flush(Path.GetDirectoryName(full)!);
            }

            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The place is the caller's choice; that it cannot be written to is an answer to the caller.
            if (temporary is not null)
            {
                File.Delete(temporary);
            }

            return failed.Message;
        }
    }

    /// <summary>Replacing a device would take it from everybody.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));
}
