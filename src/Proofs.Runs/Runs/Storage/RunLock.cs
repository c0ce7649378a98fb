using System.Text;

namespace Proofs.Runs.Runs.Storage;

/// <summary>The lock under which a run is changed. The system gives it to one process at a time and takes it back when that process ends, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string? _name;

    private RunLock(FileStream file) => (_file, _name) = (file, Name(file));

    /// <summary>Whether it was given back.</summary>
    internal bool IsGone => !_file.CanWrite;

    /// <summary>Whether the file that is locked is still the one that others would lock.</summary>
    internal bool Holds() => Name(_file) == _name;

    /// <summary>Takes the lock, or tells that another process has it.</summary>
    internal static RunLock? Take(ProjectFolder folder, DateTimeOffset now, out Problem? problem)
    {
        problem = null;
        string path = folder.Full(RunPaths.Lock);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream? taken = null;
        try
        {
            taken = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!taken.CanSeek)
            {
                throw new IOException($"{path} is no regular file.");
            }

            taken.SetLength(0);
            taken.Write(Encoding.UTF8.GetBytes($$"""{"owner_pid":{{Environment.ProcessId}},"acquired_at":"{{ProtocolTime.Format(now)}}"}"""));
            taken.Flush();
            return new(taken);
        }
        catch (IOException failed)
        {
            taken?.Dispose();
            bool isHeld = taken is null && IsHeld(failed);
            problem = new(isHeld ? RunCodes.LockTimeout : RunCodes.StorageFailed, isHeld ? $"Another process changes this run: {failed.Message}" : $"The lock cannot be written: {failed.Message}") { Path = RunPaths.Lock };
            return null;
        }
    }

    /// <summary>
    /// Whether a file could not be opened because another process has it, and not because the disk is full or read-only. Source: errno(3), EWOULDBLOCK
    /// of flock(2), 11 on Linux and 35 on macOS; on Windows ERROR_SHARING_VIOLATION.
    /// </summary>
    internal static bool IsHeld(IOException failed) => failed.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);

    public void Dispose() => _file.Dispose();

    /// <summary>The name that an open file has now: another one once it was moved, and one that says so once it was deleted. Source: proc(5), /proc/pid/fd.</summary>
    private static string? Name(FileStream file) => OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget : null;
}
