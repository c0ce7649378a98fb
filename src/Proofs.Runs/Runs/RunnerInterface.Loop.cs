using System.Text;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    private const string LoopLock = ".agentxchain/locks/run-loop.lock";

    /// <summary>Beside the lock, because nobody else can read a file that is locked.</summary>
    private const string LoopOwner = ".agentxchain/locks/run-loop.owner.json";

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _time;

    /// <summary>
    /// Puts a turn's result where acceptance looks for it, in place of whatever lies there: what a worker left, a link, a folder. For runners that
    /// get the result handed by the worker.
    /// </summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="result">The result: one JSON object in UTF-8.</param>
    public RunnerResult StageTurnResult(string? turnId, ReadOnlyMemory<byte> result) => Locked(run =>
    {
        if (Refuse.Target(run.State, turnId, out Turn turn) is { } missing)
        {
            return new() { Refusal = missing, State = run.State };
        }

        SecureStaging(turn.TurnId);
        _folder.Write(RunPaths.StagedResult(turn.TurnId), result.Span);
        return new() { State = run.State, Turn = turn };
    });

    /// <summary>
    /// Lets one loop at a time drive the project, of all processes; whoever disposes of it gives it back. Runners with a loop of their own take it too,
    /// and so does whoever settles by hand what a loop may be at work on.
    /// </summary>
    /// <param name="problem">Why it cannot be had, or null; loop_already_running names the process that has it.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public IDisposable? EnterLoop(out Problem? problem)
    {
        problem = null;
        string path = _folder.Full(LoopLock);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream taken;
        try
        {
            // The system gives it back when the process ends, however it ends.
            taken = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failed) when (RunLock.IsHeld(failed))
        {
            problem = new(RunCodes.LoopAlreadyRunning, $"Another loop drives this run: {_folder.ReadText(LoopOwner) ?? "it has not said which process it is"}.") { Path = LoopLock };
            return null;
        }

        try
        {
            _folder.Write(LoopOwner, Encoding.UTF8.GetBytes($$"""{"owner_pid":{{Environment.ProcessId}},"acquired_at":"{{ProtocolTime.Format(_time.GetUtcNow())}}"}"""));
            return taken;
        }
        catch
        {
            // Whoever cannot say who he is does not keep others out.
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The loop that drives the project, of whatever process; null when there is none. It may end as soon as this is told.</summary>
    public LoopHolder? FindLoop()
    {
        LoopHolder said = LoopHolder.Read(_folder.ReadText(LoopOwner));
        if (!File.Exists(_folder.Full(LoopLock)) || said.IsGone)
        {
            return null;
        }

        try
        {
            // A lock for readers, which goes with those of other readers and not with that of a loop.
            using FileStream free = new(_folder.Full(LoopLock), FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException failed) when (RunLock.IsHeld(failed))
        {
            return said;
        }
    }

    /// <summary>Makes sure that what lies where a turn's result is looked for can be read, or that nothing does; a worker may have put anything there.</summary>
    internal void SecureStaging(string turnId)
    {
        string staged = RunPaths.StagedResult(turnId);
        Unlink(_folder.Full(RunPaths.Folder) + "/staging", isFolder: true);
        Unlink(Path.Combine(Root, RunPaths.Staging(turnId)), isFolder: true);
        Unlink(Path.Combine(Root, staged), isFolder: false);
        try
        {
            _folder.Read(staged);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A pipe, or more than anybody reads.
            File.Delete(_folder.Full(staged));
        }
    }

    /// <summary>A turn's result where workers leave it; null and why when there is none that can be read.</summary>
    private byte[]? Staged(string turnId, out Problem? problem)
    {
        string path = RunPaths.StagedResult(turnId);
        try
        {
            byte[]? staged = _folder.Read(path);
            problem = staged is null ? new(RunCodes.StagedResultMissing, $"There is no {path}.") { Path = path } : null;
            return staged;
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException)
        {
            problem = new(RunCodes.SpecialFileRefused, $"The staged result cannot be read: {odd.Message}") { Path = path };
            return null;
        }
    }

    /// <summary>Removes a link itself, never what it leads to, and a file in a folder's place or a folder in a file's.</summary>
    private static void Unlink(string path, bool isFolder)
    {
        FileInfo file = new(path);
        if (file.LinkTarget is not null || (isFolder && file.Exists))
        {
            file.Delete();
        }
        else if (!isFolder && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
