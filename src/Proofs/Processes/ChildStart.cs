using System.Runtime.InteropServices;
using System.Text;

namespace Proofs.Processes;

/// <summary>Starts a child that has three pipes, the environment it is given, no other open file of ours, and a session of its own.</summary>
internal static unsafe class ChildStart
{
    /// <summary>Starts it.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="environment">Every variable, as NAME=value.</param>
    /// <param name="failure">Why it cannot be started, or null.</param>
    internal static ChildProcess? Start(ProcessCommand command, IReadOnlyList<string> environment, out string? failure)
    {
        failure = Fault(command, environment);
        if (failure is not null)
        {
            return null;
        }

        if (SearchPath.Find(command.Arguments[0], command.Environment.GetValueOrDefault("PATH")) is not { } program)
        {
            failure = $"There is no program {command.Arguments[0]} in the absolute folders of its PATH.";
            return null;
        }

        int* pipes = stackalloc int[6];
        int open = 0;
        while (open < 6 && Posix.pipe2(pipes + open, Posix.CloseOnExec) == 0)
        {
            open += 2;
        }

        // Read ends and write ends take turns: the child reads the first pipe and writes to the others.
        int id = 0;
        int code = open < 6 ? Marshal.GetLastPInvokeError() : Spawn(command, program, environment, pipes[0], pipes[3], pipes[5], &id);
        foreach (int mine in (ReadOnlySpan<int>)[0, 3, 5])
        {
            Close(pipes, mine, open);
        }

        if (code == 0)
        {
            return new(id, pipes[1], pipes[2], pipes[4]);
        }

        foreach (int other in (ReadOnlySpan<int>)[1, 2, 4])
        {
            Close(pipes, other, open);
        }

        failure = $"{command.Arguments[0]} cannot be started in {command.WorkingFolder}: {Marshal.GetPInvokeErrorMessage(code)}.";
        return null;
    }

    private static void Close(int* pipes, int at, int open)
    {
        if (at < open)
        {
            _ = Posix.close(pipes[at]);
        }
    }

    private static int Spawn(ProcessCommand command, string program, IReadOnlyList<string> environment, int input, int output, int error, int* id)
    {
        byte* attributes = stackalloc byte[Posix.OpaqueSize];
        byte* actions = stackalloc byte[Posix.OpaqueSize];
        byte* signals = stackalloc byte[Posix.OpaqueSize];
        using NativeStrings arguments = new(command.Arguments);
        using NativeStrings variables = new(environment);
        _ = Posix.posix_spawnattr_init(attributes);
        _ = Posix.posix_spawn_file_actions_init(actions);
        try
        {
            _ = Posix.posix_spawnattr_setflags(attributes, Posix.SpawnFlags);
            _ = Posix.sigfillset(signals);
            _ = Posix.posix_spawnattr_setsigdefault(attributes, signals);
            _ = Posix.sigemptyset(signals);
            _ = Posix.posix_spawnattr_setsigmask(attributes, signals);
            fixed (byte* folder = Encoding.UTF8.GetBytes(command.WorkingFolder + '\0'), path = Encoding.UTF8.GetBytes(program + '\0'))
            {
                // What cannot be added for want of memory must not be left out silently.
                int code = First(
                    Posix.posix_spawn_file_actions_adddup2(actions, input, 0),
                    Posix.posix_spawn_file_actions_adddup2(actions, output, 1),
                    Posix.posix_spawn_file_actions_adddup2(actions, error, 2),
                    Posix.posix_spawn_file_actions_addclosefrom_np(actions, 3),
                    Posix.posix_spawn_file_actions_addchdir_np(actions, folder));
                return code != 0 ? code : Posix.posix_spawn(id, path, actions, attributes, arguments.Pointer, variables.Pointer);
            }
        }
        finally
        {
            _ = Posix.posix_spawn_file_actions_destroy(actions);
            _ = Posix.posix_spawnattr_destroy(attributes);
        }
    }

    private static int First(params ReadOnlySpan<int> codes)
    {
        foreach (int code in codes)
        {
            if (code != 0)
            {
                return code;
            }
        }

        return 0;
    }

    private static string? Fault(ProcessCommand command, IReadOnlyList<string> environment) =>
        !OperatingSystem.IsLinux() ? "Programs are started on Linux only."
        : command.Arguments is not [{ Length: > 0 }, ..] ? "The command names no program."
        : command.Arguments.Concat(environment).Append(command.WorkingFolder).Any(text => text.Contains('\0', StringComparison.Ordinal)) ? "The command holds a zero byte."
        : command.Environment.Keys.Any(name => name.Length == 0 || name.Contains('=', StringComparison.Ordinal)) ? "The environment has a variable whose name is empty or holds '='."
        : !Directory.Exists(command.WorkingFolder) ? $"There is no folder {command.WorkingFolder}."
        : null;
}
