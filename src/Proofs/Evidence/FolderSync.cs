using System.Runtime.InteropServices;
using System.Text;

namespace Proofs.Evidence;

/// <summary>Makes the names in a folder last: a file that was created, renamed or deleted is so after a power failure only once its folder was written too.</summary>
/// <remarks>Source: fsync(2), "calling fsync() does not necessarily ensure that the entry in the directory containing the file has also reached disk".</remarks>
public static unsafe partial class FolderSync
{
    /// <summary>O_DIRECTORY, which ARM numbers otherwise, and O_CLOEXEC.</summary>
    private static readonly int ReadOnlyFolder = (RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x4000 : 0x10000) | 0x80000;

    private const int Unsupported = 22; // EINVAL

    /// <summary>Writes a folder's entries to the disk. Does nothing where the system does it by itself.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
        {
            int handle = Open(path, ReadOnlyFolder);
            if (handle < 0)
            {
                throw Failed(folder, Marshal.GetLastPInvokeError());
            }

            int error = Fsync(handle) == 0 ? 0 : Marshal.GetLastPInvokeError();
            _ = Close(handle);

            // A file system without such a promise cannot be made to give it.
            if (error is not (0 or Unsupported))
            {
                throw Failed(folder, error);
            }
        }
    }

    private static IOException Failed(string folder, int error) => new($"{folder} cannot be written to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
