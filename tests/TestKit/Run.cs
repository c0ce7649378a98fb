using System.Diagnostics;
using System.Text;

namespace TestKit;

/// <summary>Starts a real program with a cleared environment, an empty HOME and a hard time limit.</summary>
public static class Run
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs to the end; a program that outlives the limit is killed and fails the test. Only what downloads and builds has a longer one.</summary>
    public static RunResult Program(
        string file,
        IEnumerable<string> arguments,
        string? folder = null,
        byte[]? input = null,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder ?? Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = EmptyHome.Path;
        start.Environment["LC_ALL"] = "C";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<byte[]> output = ReadAsync(process.StandardOutput.BaseStream);
        Task<byte[]> error = ReadAsync(process.StandardError.BaseStream);
        // A program that does not read its input closes the pipe; what it then says is what the test is about.
        Task feeding = Task.Run(() =>
        {
            try
            {
                process.StandardInput.BaseStream.Write(input ?? []);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The program has gone.
            }
        });
        if (!process.WaitForExit(limit ?? Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} was still running after {limit ?? Limit}.");
        }

        feeding.Wait(Limit);
        return new(process.ExitCode, output.Result, error.Result);
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using MemoryStream memory = new();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }
}

/// <summary>What a program answered.</summary>
public sealed record RunResult(int ExitCode, byte[] OutBytes, byte[] ErrorBytes)
{
    public string Out => Encoding.UTF8.GetString(OutBytes);

    public string Error => Encoding.UTF8.GetString(ErrorBytes);

    /// <summary>Everything that was printed, for a failing test's message.</summary>
    public override string ToString() => $"exit {ExitCode}\n{Out}\n{Error}";
}
