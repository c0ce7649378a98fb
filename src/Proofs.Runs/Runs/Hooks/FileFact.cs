using Proofs.Evidence;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>What stands at a path: nothing, a regular file, a symbolic link, or something else.</summary>
/// <param name="Kind">What it is; of a link, also where it leads.</param>
internal sealed record FileFact(string Kind)
{
    internal static readonly FileFact Missing = new("missing");
    internal static readonly FileFact Other = new("other");

    /// <summary>A name that is no UTF-8 comes with replacements, and what has it can be neither read nor taken away by them.</summary>
    private static readonly FileFact Unnameable = new("unnameable");

    private const string Regular = "file";
    private const UnixFileMode Access = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>No record of a run is nearly as large, in bytes.</summary>
    private const int MostBytes = 256 << 20;

    internal byte[]? Content { get; init; }

    internal UnixFileMode Mode { get; init; }

    internal bool IsSame(FileFact other) => Kind == other.Kind && Mode == other.Mode && Content.AsSpan().SequenceEqual(other.Content);

    /// <summary>Looks. With something to compare with, only as far as is needed to see a difference: a file in its place may be endless.</summary>
    internal static FileFact Of(string root, string path, FileFact? expected = null)
    {
        string at = root;
        foreach (string part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is { } target)
            {
                return new($"link at {at} to {target}");
            }
        }

        return Directory.Exists(at) ? Other : File.Exists(at) ? Read(at, expected) : path.Contains('\uFFFD', StringComparison.Ordinal) ? Unnameable : Missing;
    }

    /// <summary>Puts this there, in place of whatever is.</summary>
    /// <exception cref="IOException">It cannot be put there.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be put there.</exception>
    internal void Put(string root, string path)
    {
        string[] parts = path.Split('/');
        string at = root;
        foreach (string part in parts[..^1])
        {
            at = Path.Combine(at, part);
            if (File.Exists(at) || new FileInfo(at).LinkTarget is not null)
            {
                File.Delete(at);
            }
        }

        string full = Path.Combine(at, parts[^1]);
        if (!IsOpened(full))
        {
            Remove(full);
        }

        if (Kind == Regular)
        {
            Directory.CreateDirectory(at);
            if (AtomicFile.Write(full, Content, isPrivate: true) is { } failed)
            {
                throw new IOException(failed);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(full, Mode);
            }
        }
    }

    /// <summary>Makes a folder readable that is not; what is in it is looked at the next time.</summary>
    private static bool IsOpened(string full)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(full) || new FileInfo(full).LinkTarget is not null || (File.GetUnixFileMode(full) & Access) == Access)
        {
            return false;
        }

        File.SetUnixFileMode(full, Access);
        return true;
    }

    private static void Remove(string full)
    {
        if (Directory.Exists(full) && new FileInfo(full).LinkTarget is null)
        {
            Directory.Delete(full, recursive: true);
        }
        else
        {
            // Says nothing when the folder around it is gone as well.
            FileInfo file = new(full);
            if (file.Exists || file.LinkTarget is not null)
            {
                file.Delete();
            }
        }
    }

    private static FileFact Read(string full, FileFact? expected)
    {
        try
        {
            UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(full);
            if (expected is not null && (expected.Kind != Regular || expected.Mode != mode))
            {
                return Other;
            }

            // For both, where that is allowed: opened for reading alone, a pipe in the file's place would make us wait for a writer.
            bool isWritable = OperatingSystem.IsWindows() || (mode & UnixFileMode.UserWrite) is not UnixFileMode.None;
            using FileStream stream = new(full, FileMode.Open, isWritable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
            if (!stream.CanSeek || stream.Length > MostBytes || (expected is not null && stream.Length != expected.Content!.Length))
            {
                return Other;
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new(Regular) { Content = content, Mode = mode };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // It was readable before, or nobody depends on it.
            return Other;
        }
    }
}
