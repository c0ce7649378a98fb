using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Proofs.Evidence;

/// <summary>The system calls, which .NET does not offer. Source: openat(2) and the like; the numbers of two flags differ between architectures.</summary>
public sealed unsafe partial class ConfinedFiles
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CreateNew = 0x40 | 0x80;
    private const int NoWait = 0x800;
    private const int CloseOnExec = 0x80000;

    private const int NotThere = 2;
    private const int NoDevice = 6;
    private const int NoFolder = 20;
    private const int IsLink = 40;

    private const int EmptyPath = 0x1000;
    private const uint WantTypeAndMode = 3;
    private const int StructSize = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int ModeMask = 0x1FF;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int FoldersOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoLinks = IsArm ? 0x8000 : 0x20000;

    private static SafeFileHandle OpenAt(SafeFileHandle folder, string name, int flags, uint mode = 0) => openat(folder, name, flags | NoLinks | CloseOnExec, mode);

    private static int Stat(SafeFileHandle file, string path)
    {
        byte* answer = stackalloc byte[StructSize];
        Check(statx(file, string.Empty, EmptyPath, WantTypeAndMode, answer) != 0, path);
        return *(ushort*)(answer + ModeAt);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle openat(SafeFileHandle folder, string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(SafeFileHandle folder, string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat(SafeFileHandle from, string path, SafeFileHandle to, string name);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchmod(SafeFileHandle file, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, byte* answer);
}
