using System.Runtime.InteropServices;

namespace Proofs.Processes;

/// <summary>The functions of the C library that start and end processes. Source: POSIX, and Linux where .NET has nothing like it: a child in a session of its own.</summary>
internal static unsafe partial class Posix
{
    internal const int Terminate = 15;
    internal const int Kill = 9;
    internal const int Continue = 18;
    internal const int CloseOnExec = 0x80000;
    internal const int ReadOnly = 0;
    internal const int ById = 1;
    internal const int Exited = 4;
    internal const int KeepZombie = 0x01000000;
    internal const int Interrupted = 4;
    internal const int LargestFile = 1;

    /// <summary>More than any C library needs for the opaque structures here, in bytes.</summary>
    internal const int OpaqueSize = 1024;

    /// <summary>POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETSID: signals as a program expects them, in a session of its own.</summary>
    internal const short SpawnFlags = 0x04 | 0x08 | 0x80;

    [LibraryImport("libc")]
    internal static partial int posix_spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addclosefrom_np(byte* actions, int from);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* folder);

    [LibraryImport("libc")]
    internal static partial int sigfillset(byte* signals);

    [LibraryImport("libc")]
    internal static partial int sigemptyset(byte* signals);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc")]
    internal static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int kind, int id, byte* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc")]
    internal static partial int prlimit(int pid, int resource, ulong* limits, ulong* before);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);
}
