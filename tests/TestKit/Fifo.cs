namespace TestKit;

/// <summary>A named pipe in a file's place: whoever opens it waits for somebody at the other end.</summary>
public static class Fifo
{
    /// <summary>Puts a pipe there, in place of what was there.</summary>
    public static void Create(string path)
    {
        File.Delete(path);
        RunResult result = Run.Program("mkfifo", [path]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    /// <summary>Opens the writing end, which returns once somebody has opened the reading end, and so tells that they have.</summary>
    public static FileStream WaitForReader(string path)
    {
        Task<FileStream> opening = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write));
        return opening.Wait(Run.Limit) ? opening.Result : throw new TimeoutException($"Nobody read {path} within {Run.Limit}.");
    }
}
