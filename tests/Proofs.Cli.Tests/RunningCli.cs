using System.Collections.Concurrent;
using System.Diagnostics;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>The command line as a process that is still at work; its input is no terminal.</summary>
internal sealed class RunningCli : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly List<string> _seen = [];
    private readonly Task _reading;
    private readonly Task<string> _error;

    internal RunningCli(params string[] arguments)
    {
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        ProcessStartInfo start = new("env", ["--default-signal=INT,TERM", Cli.Executable, .. arguments]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = EmptyHome.Path;
        start.Environment["XDG_STATE_HOME"] = AnchorsAside.StateHome;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _error = _process.StandardError.ReadToEndAsync();
        _reading = Task.Run(Read);
    }

    internal int Id => _process.Id;

    /// <summary>Waits until a line is printed that begins so.</summary>
    internal string WaitFor(string beginning)
    {
        while (_lines.TryTake(out string? line, TestKit.Run.Limit))
        {
            _seen.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new TimeoutException($"No line begins with \"{beginning}\": {string.Join('\n', _seen)}\n{(_process.HasExited ? _error.Result : "It is still running.")}");
    }

    internal void Signal(string name) => Assert.Equal(0, TestKit.Run.Program("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]).ExitCode);

    /// <summary>Waits for the end.</summary>
    internal CliResult End()
    {
        Assert.True(_process.WaitForExit(TestKit.Run.Limit), "The process did not end.");
        Assert.True(_reading.Wait(TestKit.Run.Limit));
        _seen.AddRange(_lines);
        return new(_process.ExitCode, string.Join('\n', _seen) + "\n", _error.Result);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            _lines.Add(line);
        }

        _lines.CompleteAdding();
    }
}
