using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Proofs.Evidence;

/// <summary>
/// The files below a folder. Each part of a path is opened in the folder before it and no symbolic link is followed, so that nobody who changes the
/// tree meanwhile leads a write out of it. Linux only.
/// </summary>
/// <param name="root">The folder; links on the way to it are followed, because whoever runs this chose it.</param>
public sealed partial class ConfinedFiles(string root)
{
    /// <summary>No file that is read here is nearly as large, in bytes.</summary>
    private const long LargestFile = 256L << 20;

    /// <summary>Reads what a path names.</summary>
    /// <param name="path">Relative, '/' between the parts.</param>
    /// <exception cref="IOException">It cannot be read, or is no path below the folder.</exception>
    public ConfinedFile Read(string path) => Read(path, LargestFile);

    /// <summary>Reads what a path names, if it is not too large.</summary>
    /// <param name="path">Relative, '/' between the parts.</param>
    /// <param name="largest">In bytes; what is larger is not read.</param>
    /// <exception cref="IOException">It cannot be read, is too large, or is no path below the folder.</exception>
    public ConfinedFile Read(string path, long largest)
    {
        (string[] folders, string name) = Split(path);
        using SafeFileHandle? folder = Walk(folders, create: false, out bool isBlocked);
        if (folder is null)
        {
            return isBlocked ? ConfinedFile.Odd : ConfinedFile.None;
        }

        using SafeFileHandle file = OpenAt(folder, name, ReadOnly | NoWait);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() switch
            {
                NotThere => ConfinedFile.None,
                IsLink or NoDevice => ConfinedFile.Odd,
                int error => throw Failed(path, error),
            };
        }

        if (Stat(file, path) is var mode && (mode & TypeMask) != RegularType)
        {
            return ConfinedFile.Odd;
        }

        using FileStream stream = new(file, FileAccess.Read);
        if (stream.Length > largest)
        {
            throw new IOException($"{path} is larger than {largest} bytes.");
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(ConfinedKind.File, content, (UnixFileMode)(mode & ModeMask));
    }

    /// <summary>Puts a file there whole, in place of the one of that name; missing folders are made. It is on the disk when this returns.</summary>
    /// <param name="path">Relative, '/' between the parts.</param>
    /// <param name="content">Everything that it is to hold.</param>
    /// <param name="mode">Its permissions; null for those that a new file gets.</param>
    /// <exception cref="IOException">It cannot be written, or is no path below the folder.</exception>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        (string[] folders, string name) = Split(path);
        using SafeFileHandle folder = Walk(folders, create: true, out _) ?? throw new IOException($"On the way to {path} stands something that is no folder.");
        string temporary = Temporary(name);
        // One that a crash left behind.
        _ = unlinkat(folder, temporary, 0);
        try
        {
            using (SafeFileHandle file = OpenAt(folder, temporary, WriteOnly | CreateNew, 0b110_110_110))
            {
                Check(file.IsInvalid, path);
                Check(mode is { } kept && fchmod(file, (uint)kept) != 0, path);
                RandomAccess.Write(file, content, 0);
                Check(fsync(file) != 0, path);
            }

            Check(renameat(folder, temporary, folder, name) != 0, path);
        }
        catch (IOException)
        {
            // What was begun is nobody's file.
            _ = unlinkat(folder, temporary, 0);
            throw;
        }

        Check(fsync(folder) != 0, path);
    }

    /// <summary>Takes a file away, when it is there; folders stay.</summary>
    /// <param name="path">Relative, '/' between the parts.</param>
    /// <exception cref="IOException">It cannot be taken away, or is no path below the folder.</exception>
    public void Delete(string path)
    {
        (string[] folders, string name) = Split(path);
        using SafeFileHandle? folder = Walk(folders, create: false, out bool isBlocked);
        if (folder is null)
        {
            if (isBlocked)
            {
                throw new IOException($"On the way to {path} stands something that is no folder.");
            }

            return;
        }

        Check(unlinkat(folder, name, 0) != 0 && Marshal.GetLastPInvokeError() != NotThere, path);
        Check(fsync(folder) != 0, path);
    }

    /// <summary>Takes away what a write that was cut off left beside a file.</summary>
    /// <param name="path">The file: relative, '/' between the parts.</param>
    /// <exception cref="IOException">It is no path below the folder.</exception>
    public void Sweep(string path)
    {
        (string[] folders, string name) = Split(path);
        Delete(string.Join('/', [.. folders, Temporary(name)]));
    }

    /// <summary>The name under which a file is written; always the same one, so that it can be found again.</summary>
    private static string Temporary(string name) => ".proofs-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];

    /// <summary>Opens the folder that holds the file; null when it is not there, or something else stands in the way.</summary>
    private SafeFileHandle? Walk(string[] folders, bool create, out bool isBlocked)
    {
        isBlocked = false;
        SafeFileHandle at = open(root, ReadOnly | FoldersOnly | CloseOnExec, 0);
        Check(at.IsInvalid, root);
        foreach (string part in folders)
        {
            SafeFileHandle next = OpenAt(at, part, ReadOnly | FoldersOnly);
            if (next.IsInvalid && create && Marshal.GetLastPInvokeError() == NotThere)
            {
                next.Dispose();
                // Somebody else may have made it meanwhile; opening it tells.
                _ = mkdirat(at, part, 0b111_111_111);
                _ = fsync(at);
                next = OpenAt(at, part, ReadOnly | FoldersOnly);
            }

            int error = next.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
            at.Dispose();
            at = next;
            if (error != 0)
            {
                at.Dispose();
                isBlocked = error is NoFolder or IsLink;
                return isBlocked || error == NotThere ? null : throw Failed(part, error);
            }
        }

        return at;
    }

    private static (string[] Folders, string Name) Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = path.Split('/');
        return Array.Exists(parts, part => part is "" or "." or ".." || part.Contains('\0', StringComparison.Ordinal))
            ? throw new IOException($"\"{path}\" is no path below the folder.")
            : (parts[..^1], parts[^1]);
    }

    private static void Check(bool isFailed, string path)
    {
        if (isFailed)
        {
            throw Failed(path, Marshal.GetLastPInvokeError());
        }
    }

    private static IOException Failed(string path, int error) => new($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
}

/// <summary>What a path names.</summary>
/// <param name="Kind">Whether it is a file.</param>
/// <param name="Content">What a file holds; empty for everything else.</param>
/// <param name="Mode">A file's permissions.</param>
public sealed record ConfinedFile(ConfinedKind Kind, ReadOnlyMemory<byte> Content, UnixFileMode Mode)
{
    /// <summary>No file.</summary>
    public static ConfinedFile None { get; } = new(ConfinedKind.Absent, default, default);

    internal static ConfinedFile Odd { get; } = new(ConfinedKind.Odd, default, default);
}

/// <summary>What a path can name.</summary>
public enum ConfinedKind
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link, a folder, a pipe; or something that is no folder stands on the way to it.</summary>
    Odd,
}
