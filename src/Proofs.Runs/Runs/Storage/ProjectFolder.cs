using System.Text;
using Proofs.Evidence;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A project's folder, and the only way to its files: nothing outside it is read or written, and no symbolic link is followed.</summary>
internal sealed class ProjectFolder(string root)
{
    /// <summary>No file of a run or a gate is nearly as large, in bytes.</summary>
    private const int LargestFile = 256 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal string Root { get; } = Path.GetFullPath(root);

    /// <summary>The absolute path of a file of the project.</summary>
    /// <exception cref="IOException">It would be outside the project, or behind a symbolic link.</exception>
    internal string Full(string path)
    {
        string at = Root;
        foreach (string part in path.Split('/'))
        {
            if (part is "" or "." or ".." || part.Contains('\0', StringComparison.Ordinal))
            {
                throw new IOException($"\"{path}\" is no path inside the project.");
            }

            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null)
            {
                throw new IOException($"{at} is a symbolic link; none is followed.");
            }
        }

        return at;
    }

    /// <summary>The bytes of a regular file, or null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal byte[]? Read(string path)
    {
        string full = Full(path);
        if (!File.Exists(full))
        {
            return null;
        }

        using FileStream stream = Open(full);
        if (!stream.CanSeek || stream.Length > LargestFile)
        {
            throw new IOException($"{full} is no regular file of at most {LargestFile} bytes.");
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The text of a file, or null when there is no such file inside the project or it is no text.</summary>
    internal string? ReadText(string path)
    {
        try
        {
            return Read(path) is { } content ? Strict.GetString(content) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            // A gate's file that cannot be read as text inside the project is not there.
            return null;
        }
    }

    /// <summary>Puts a file there whole, readable by its owner alone.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(string path, ReadOnlySpan<byte> content)
    {
        string full = Full(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (AtomicFile.Write(full, content, isPrivate: true) is { } failed)
        {
            throw new IOException(failed);
        }
    }

    /// <summary>Puts bytes at the end of a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Append(string path, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return;
        }

        string full = Full(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (path.StartsWith(RunPaths.Folder + "/", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(full, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Makes sure that files can be appended to.</summary>
    /// <exception cref="IOException">One of them cannot.</exception>
    internal void CheckAppendable(params IEnumerable<string> paths)
    {
        foreach (string full in paths.Select(Full))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream stream = new(full, options);
        }
    }

    /// <summary>Takes a folder away with all that is in it, when it is there.</summary>
    internal void Delete(string folder)
    {
        string full = Full(folder);
        if (Directory.Exists(full))
        {
            Directory.Delete(full, recursive: true);
        }
    }

    /// <summary>The files below a folder, by path relative to it; what is no regular file is told apart and not gone into.</summary>
    internal (IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, IReadOnlyList<string> Odd) Files(string folder)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        List<string> odd = [];
        Queue<string> open = new([string.Empty]);
        while (open.TryDequeue(out string? below))
        {
            DirectoryInfo directory = new(Full(folder + (below.Length > 0 ? "/" + below : string.Empty)));
            foreach (FileSystemInfo entry in directory.Exists ? directory.EnumerateFileSystemInfos() : [])
            {
                string name = below.Length > 0 ? $"{below}/{entry.Name}" : entry.Name;
                if (entry.LinkTarget is not null)
                {
                    odd.Add(name);
                }
                else if (entry is DirectoryInfo)
                {
                    open.Enqueue(name);
                }
                else if (Read($"{folder}/{name}") is { } content)
                {
                    files.Add(name, content);
                }
            }
        }

        return (files, odd);
    }

    /// <summary>For both, where that is allowed, so that a pipe in the file's place does not make us wait for a writer.</summary>
    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
    }
}
