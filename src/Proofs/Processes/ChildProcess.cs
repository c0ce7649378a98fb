using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Proofs.Processes;

/// <summary>
/// A child in a session of its own. It stays a zombie until it is disposed of, so that until then its number, and that of its session, cannot mean
/// another process.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const int WaitingStack = 128 << 10;

    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChildProcess(int id, int input, int output, int error)
    {
        Id = id;
        Pipes = [.. ((int[])[output, error]).Select(file => new FileInfo($"/proc/self/fd/{file}").LinkTarget).OfType<string>()];
        Input = Open(PipeDirection.Out, input);
        Output = Open(PipeDirection.In, output);
        Error = Open(PipeDirection.In, error);
        new Thread(Wait, WaitingStack) { IsBackground = true, Name = $"wait for {id}" }.Start();
    }

    internal int Id { get; }

    internal Stream Input { get; }

    internal Stream Output { get; }

    internal Stream Error { get; }

    /// <summary>What the pipes it writes to are called in /proc.</summary>
    internal IReadOnlyList<string> Pipes { get; }

    /// <summary>Over when the process has ended.</summary>
    internal Task Exited => _exited.Task;

    /// <summary>Takes the zombie away, once it is one, and tells how the process ended.</summary>
    internal unsafe (int? ExitCode, int? Signal) Reap()
    {
        int status = 0;
        int reaped;
        do
        {
            reaped = Posix.waitpid(Id, &status, 0);
        }
        while (reaped < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);

        // Where our parent had SIGCHLD ignored, the system takes zombies away itself, and how they ended nobody knows.
        int signal = status & 0x7F;
        return reaped != Id ? (null, null) : signal == 0 ? ((status >> 8) & 0xFF, null) : (null, signal);
    }

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    private static AnonymousPipeClientStream Open(PipeDirection direction, int file) => new(direction, new SafePipeHandle(file, ownsHandle: true));

    private unsafe void Wait()
    {
        byte* information = stackalloc byte[Posix.OpaqueSize];
        while (Posix.waitid(Posix.ById, Id, information, Posix.Exited | Posix.KeepZombie) < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted)
        {
            // Some signal came; the child has not ended.
        }

        _exited.SetResult();
    }
}
