using System.Runtime.InteropServices;

namespace Proofs.Git.WorkTrees;

/// <summary>
/// The system's own view of files, because .NET's loses bytes of names that are no UTF-8, follows links and does not tell inode and ctime.
/// Source: openat(2), readdir(3), statx(2), readlinkat(2), fstatfs(2); the layouts are those of 64-bit Linux.
/// </summary>
internal static unsafe partial class PosixFiles
{
    /// <summary>EINTR: a signal came first.</summary>
    internal const int Interrupted = 4;

    /// <summary>ENOENT: there is nothing of that name.</summary>
    internal const int Missing = 2;

    /// <summary>The folder that relative paths begin at.</summary>
    internal const int CurrentFolder = -100;

    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int NoFollowAtStat = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int NameAt = 19;

    // They differ between processor families.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64;

    private static int OnlyFolder => IsArm ? 0x4000 : 0x10000;

    private static int NoFollow => IsArm ? 0x8000 : 0x20000;

    /// <summary>Opens a folder, or a regular file for reading; no link is followed and no pipe is waited for.</summary>
    /// <param name="folder">The folder it is in.</param>
    /// <param name="name">Its name, ended by a zero.</param>
    /// <param name="isFolder">Whether it has to be a folder.</param>
    /// <param name="error">The system's error number, or 0.</param>
    /// <returns>The descriptor, or -1.</returns>
    internal static int Open(int folder, ReadOnlySpan<byte> name, bool isFolder, out int error)
    {
        fixed (byte* path = name)
        {
            int descriptor;
            do
            {
                descriptor = openat(folder, path, CloseOnExec | NonBlocking | NoFollow | (isFolder ? OnlyFolder : 0));
                error = descriptor < 0 ? Marshal.GetLastSystemError() : 0;
            }
            while (error == Interrupted);
            return descriptor;
        }
    }

    /// <summary>What something in a folder is; an empty name asks about the descriptor itself.</summary>
    /// <returns>The system's error number, or 0.</returns>
    internal static int Stat(int folder, ReadOnlySpan<byte> name, out FileFacts facts)
    {
        byte* answer = stackalloc byte[256];
        fixed (byte* path = name)
        {
            int error = statx(folder, path, NoFollowAtStat | (name.Length <= 1 ? EmptyPath : 0), BasicStats, answer) == 0 ? 0 : Marshal.GetLastSystemError();
            facts = error != 0 ? default : new(
                *(ushort*)(answer + 28),
                *(long*)(answer + 40),
                Nanoseconds(answer + 112),
                Nanoseconds(answer + 96),
                *(ulong*)(answer + 32),
                ((ulong)*(uint*)(answer + 136) << 32) | *(uint*)(answer + 140),
                *(uint*)(answer + 16),
                *(uint*)(answer + 20),
                *(uint*)(answer + 24));
            return error;
        }
    }

    /// <summary>Reads from a descriptor.</summary>
    /// <returns>How much was read; 0 at the end and -1 when it cannot be read.</returns>
    internal static int Read(int descriptor, Span<byte> into)
    {
        fixed (byte* to = into)
        {
            while (true)
            {
                nint count = read(descriptor, to, (nuint)into.Length);
                if (count >= 0 || Marshal.GetLastSystemError() != Interrupted)
                {
                    return (int)count;
                }
            }
        }
    }

    /// <summary>What a symbolic link says, or null when it cannot be read.</summary>
    internal static byte[]? ReadLink(int folder, ReadOnlySpan<byte> name)
    {
        // PATH_MAX: no link is longer.
        byte* target = stackalloc byte[4096];
        fixed (byte* path = name)
        {
            nint length = readlinkat(folder, path, target, 4096);
            return length < 0 ? null : new ReadOnlySpan<byte>(target, (int)length).ToArray();
        }
    }

    /// <summary>Lists the names in a folder, each ended by a zero, without <c>.</c> and <c>..</c>.</summary>
    /// <param name="folder">The folder's descriptor; it is closed afterwards.</param>
    /// <param name="names">The names.</param>
    /// <returns>Whether all could be read.</returns>
    internal static bool List(int folder, List<byte[]> names)
    {
        nint stream = fdopendir(folder);
        if (stream == 0)
        {
            Close(folder);
            return false;
        }

        try
        {
            while (true)
            {
                Marshal.SetLastSystemError(0);
                byte* entry = readdir(stream);
                if (entry is null)
                {
                    return Marshal.GetLastSystemError() == 0;
                }

                ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameAt);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    names.Add([.. name, 0]);
                }
            }
        }
        finally
        {
            _ = closedir(stream);
        }
    }

    /// <summary>Another descriptor of the same folder, or -1.</summary>
    internal static int Again(int folder) => Open(folder, ".\0"u8, isFolder: true, out _);

    internal static void Close(int descriptor) => _ = close(descriptor);

    /// <summary>
    /// Whether every change of a file's content moves its ctime there, even one through a memory mapping; of a file system in memory that is not so.
    /// </summary>
    internal static bool IsTrustedWithTimes(int descriptor)
    {
        byte* answer = stackalloc byte[256];
        // ext2 to ext4, XFS, Btrfs, F2FS, overlayfs, ZFS (statfs(2)).
        return fstatfs(descriptor, answer) == 0 && *(uint*)answer is 0xEF53 or 0x58465342 or 0x9123683E or 0xF2F52010 or 0x794C7630 or 0x2FC12FC1;
    }

    private static long Nanoseconds(byte* time) => unchecked((*(long*)time * 1_000_000_000) + *(uint*)(time + 8));

    [LibraryImport("libc")]
    private static partial int openat(int folder, byte* path, int flags);

    [LibraryImport("libc")]
    private static partial int statx(int folder, byte* path, int flags, uint mask, byte* answer);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, byte* into, nuint count);

    [LibraryImport("libc")]
    private static partial nint readlinkat(int folder, byte* path, byte* into, nuint size);

    [LibraryImport("libc")]
    private static partial nint fdopendir(int descriptor);

    [LibraryImport("libc")]
    private static partial byte* readdir(nint stream);

    [LibraryImport("libc")]
    private static partial int closedir(nint stream);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial int fstatfs(int descriptor, byte* answer);
}

/// <summary>What statx(2) tells of a file.</summary>
/// <param name="Mode">Kind and permissions, as stat(2) has them.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">mtime in nanoseconds since 1970.</param>
/// <param name="Changed">ctime in nanoseconds since 1970; no ordinary user can set it.</param>
/// <param name="Inode">Its number on the device.</param>
/// <param name="Device">The device.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">The owner.</param>
/// <param name="Group">The group.</param>
internal readonly record struct FileFacts(ushort Mode, long Size, long Modified, long Changed, ulong Inode, ulong Device, uint Links, uint User, uint Group)
{
    internal TreeEntryKind Kind => (Mode & 0xF000) switch
    {
        0x8000 => TreeEntryKind.File,
        0x4000 => TreeEntryKind.Folder,
        0xA000 => TreeEntryKind.Link,
        _ => TreeEntryKind.Special,
    };
}
