using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Proofs.Git;

/// <summary>Who owns a file, which .NET does not tell. Source: statx(2), whose structure is the same on every architecture.</summary>
internal static unsafe partial class FileOwner
{
    private const int FromCurrentFolder = -100;
    private const uint WantOwner = 0x8;
    private const int StructSize = 256;
    private const int OwnerAt = 20;

    /// <summary>The user that this process acts as.</summary>
    internal static uint Current => geteuid();

    /// <summary>The owner of what a path finally names.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    internal static uint Of(string path)
    {
        byte* answer = stackalloc byte[StructSize];
        fixed (byte* name = Libgit2.Text(path))
        {
            return statx(FromCurrentFolder, name, 0, WantOwner, answer) == 0
                ? *(uint*)(answer + OwnerAt)
                : throw new IOException($"the owner of {path} cannot be told: {new Win32Exception(Marshal.GetLastSystemError()).Message}");
        }
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int statx(int folder, byte* path, int flags, uint mask, byte* answer);
}
