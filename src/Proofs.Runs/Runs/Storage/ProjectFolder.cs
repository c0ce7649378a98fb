using System.Buffers;
using System.Text;
using Proofs.Evidence;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A project's folder, and the only way to its files: nothing outside it is read or written, and no symbolic link is followed.</summary>
internal sealed partial class ProjectFolder(string root)
{
    /// <summary>No file of a run or a gate is nearly as large, in bytes.</summary>
    private const int LargestFile = 256 << 20;

    /// <summary>EROFS. Source: errno(3); the same on Linux and macOS.</summary>
    private const int ReadOnlyDisk = 30;

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

    /// <summary>How long a file is, in bytes; null when there is none.</summary>
    internal long? Length(string path) => new FileInfo(Full(path)) is { Exists: true } file ? file.Length : null;

    /// <summary>The bytes of a regular file, or null when there is none or it is not as long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal byte[]? Read(string path, long from = 0)
    {
        using FileStream? stream = OpenRegular(path);
        if (stream is null || stream.Length < from)
        {
            return null;
        }

        byte[] content = new byte[stream.Length - from];
        stream.Position = from;
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The bytes of a record, or null when there is none; those that it is known to have had are not kept twice.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal RecordBytes? ReadRecord(string path, RecordBytes? known)
    {
        using FileStream? stream = OpenRegular(path);
        if (stream is null)
        {
            return null;
        }

        int length = (int)stream.Length;
        byte[] room = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(room, 0, length);
            ReadOnlySpan<byte> content = room.AsSpan(0, length);
            return known is null || !content.StartsWith(known.Span) ? RecordBytes.Of(content)
                : length == known.Length ? known
                : known.With(content[known.Length..]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>The bytes of a file, or null when it is no regular file inside the project that can be read.</summary>
    internal byte[]? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // To whoever asks this way, it is not there.
            return null;
        }
    }

    /// <summary>The text of a file, or null when there is no such file inside the project or it is no text.</summary>
    internal string? ReadText(string path)
    {
        try
        {
            return TryRead(path) is { } content ? Strict.GetString(content) : null;
        }
        catch (DecoderFallbackException)
        {
            // A gate's file that cannot be read as text inside the project is not there.
            return null;
        }
    }

    /// <summary>Puts a file there whole, readable by its owner alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Everything that it is to hold.</param>
    /// <param name="lasts">Whether it has to outlive a power failure.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(string path, ReadOnlySpan<byte> content, bool lasts = true)
    {
        string full = Full(path);
        Create(Path.GetDirectoryName(full)!);
        if (AtomicFile.Write(full, content, isPrivate: true, lasts) is { } failed)
        {
            throw new IOException(failed);
        }
    }

    /// <summary>Puts bytes at the end of a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Append(string path, ReadOnlySpan<byte> content)
    {
        if (!content.IsEmpty)
        {
            using FileStream stream = OpenToAppend(path);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Puts bytes where a file ended, once: what is there of them already is not written again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="at">Where it ended, in bytes.</param>
    /// <param name="content">What is to stand behind that.</param>
    /// <param name="halfway">Is told when half of it is there, or null.</param>
    /// <returns>Whether the file ends with it now; when not, nothing was written.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal bool AppendAt(string path, long at, ReadOnlySpan<byte> content, Action? halfway)
    {
        using FileStream stream = OpenToAppend(path);
        long there = stream.Length - at;
        if (there < 0 || there > content.Length)
        {
            return false;
        }

        byte[] begun = new byte[there];
        stream.Position = at;
        stream.ReadExactly(begun);
        if (!content.StartsWith(begun))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = content[begun.Length..];
        if (halfway is not null)
        {
            stream.Write(rest[..(rest.Length / 2)]);
            stream.Flush();
            halfway();
            rest = rest[(rest.Length / 2)..];
        }

        stream.Write(rest);
        stream.Flush(flushToDisk: true);
        return true;
    }

    /// <summary>Takes a file away for good, when it is there.</summary>
    internal void DeleteFile(string path)
    {
        string full = Full(path);
        string above = Path.GetDirectoryName(full)!;
        if (Directory.Exists(above))
        {
            File.Delete(full);
            FolderSync.Flush(above);
        }
    }

    /// <summary>The names of what stands in a folder, whatever it is.</summary>
    internal IReadOnlyList<string> Names(string folder) => Full(folder) is var full && Directory.Exists(full) ? [.. Directory.EnumerateFileSystemEntries(full).Select(path => Path.GetFileName(path))] : [];

    /// <summary>Takes away what a crash left half written in a folder.</summary>
    internal void Sweep(string folder)
    {
        DirectoryInfo directory = new(Full(folder));
        foreach (FileInfo left in directory.Exists ? directory.EnumerateFiles(AtomicFile.TemporaryPrefix + "*", SearchOption.TopDirectoryOnly) : [])
        {
            left.Delete();
        }
    }

    /// <summary>Whether something that is no file stands where a file belongs: a link or a folder.</summary>
    internal bool IsOdd(string path)
    {
        string full = Beside(path);
        return new FileInfo(full).LinkTarget is not null || Directory.Exists(full);
    }

    /// <summary>Takes away what stands where a file belongs: a link for good, a folder to another place.</summary>
    internal void TakeOdd(string path, string aside)
    {
        string full = Beside(path);
        if (new FileInfo(full).LinkTarget is not null)
        {
            File.Delete(full);
        }
        else
        {
            string there = Full(aside);
            Create(Path.GetDirectoryName(there)!);
            Directory.Move(full, there);
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

    /// <summary>Makes a folder and those above it that are not there, so that they last.</summary>
    private static void Create(string folder)
    {
        if (!Directory.Exists(folder))
        {
            string above = Path.GetDirectoryName(folder)!;
            Create(above);
            Directory.CreateDirectory(folder);
            FolderSync.Flush(above);
        }
    }

    /// <summary>The absolute path of something that may be a link itself, in a folder that is none.</summary>
    private string Beside(string path)
    {
        int name = path.LastIndexOf('/');
        return Path.Combine(name < 0 ? Root : Full(path[..name]), path[(name + 1)..]);
    }

    private FileStream OpenToAppend(string path)
    {
        string full = Full(path);
        string folder = Path.GetDirectoryName(full)!;
        Create(folder);
        bool isNew = !File.Exists(full);

        // For both, so that a pipe in the file's place does not make us wait for a reader.
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (path.StartsWith(RunPaths.Folder + "/", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream stream = new(full, options);
        if (!stream.CanSeek)
        {
            stream.Dispose();
            throw new IOException($"{full} is no regular file.");
        }

        stream.Seek(0, SeekOrigin.End);
        if (isNew)
        {
            FolderSync.Flush(folder);
        }

        return stream;
    }

    private FileStream? OpenRegular(string path)
    {
        string full = Full(path);
        if (!File.Exists(full))
        {
            return null;
        }

        FileStream stream = Open(full);
        if (!stream.CanSeek || stream.Length > LargestFile)
        {
            stream.Dispose();
            throw new IOException($"{full} is no regular file of at most {LargestFile} bytes.");
        }

        return stream;
    }

    /// <summary>For both, where that is allowed, so that a pipe in the file's place does not make us wait for a writer.</summary>
    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException { HResult: ReadOnlyDisk })
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
    }
}
