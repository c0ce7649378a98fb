using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Proofs.Packs;

/// <summary>What a program answered.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number when a signal ended it.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">Its diagnostics.</param>
/// <param name="IsLate">Whether it was stopped because its time was over.</param>
public sealed record Launched(int ExitCode, string Out, string Error, bool IsLate);

/// <summary>Starts programs: arguments as they are, no variable but those that are named, an end to their time, and nothing left of them behind it.</summary>
public static class Launch
{
    private const int Terminate = 15;

    /// <summary>How long a program that is told to end has for it, and its output to come in behind its end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The <c>dotnet</c> that this program runs on: whatever is started runs on the same.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>What every program gets: where programs are, and where .NET is.</summary>
    public static IReadOnlyDictionary<string, string> Bare { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/bin:/usr/bin:/bin",
        ["DOTNET_ROOT"] = Path.GetDirectoryName(Dotnet)!,
    };

    /// <summary>The path of a program that is built with the pack, as the pack's build noted it.</summary>
    /// <param name="name">The name of the note.</param>
    /// <param name="project">The project that the program is built from.</param>
    /// <exception cref="StoryEnd">It is not there.</exception>
    public static string Built(string name, string project)
    {
        string? path = typeof(Launch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(note => note.Key == name)?.Value;
        return File.Exists(path) ? path : throw Story.Stop(new("program_not_built", $"{name} is not at {path ?? "any place that the build noted"}.", $"`dotnet build {project}` builds it."));
    }

    /// <summary>How a program is begun that is piped on all sides. A <c>.dll</c> is begun by <see cref="Dotnet"/>.</summary>
    /// <param name="program">Its path, or a name that PATH finds.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="folder">The folder that it works in.</param>
    /// <param name="environment">Its variables beside <see cref="Bare"/>.</param>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        bool isManaged = program.EndsWith(".dll", StringComparison.Ordinal);
        ProcessStartInfo start = new(isManaged ? Dotnet : program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Bare.Concat(environment ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            start.Environment[name] = value;
        }

        foreach (string argument in isManaged ? ["exec", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Runs a program to its end with an empty input.</summary>
    /// <param name="start">How it is begun: see <see cref="Start"/>.</param>
    /// <param name="limit">How long it may take; then it is told to end, and what is left of it is killed with everything that it started.</param>
    /// <param name="cancellation">Ends it before.</param>
    /// <exception cref="StoryEnd">It cannot be started.</exception>
    public static async Task<Launched> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken cancellation = default)
    {
        using CancellationTokenSource over = new(limit);
        return await RunAsync(start, over.Token, Grace, cancellation).ConfigureAwait(false);
    }

    /// <summary>The same where somebody else says when its time is over, and how long it has then.</summary>
    /// <param name="start">How it is begun: see <see cref="Start"/>.</param>
    /// <param name="over">Its time is over.</param>
    /// <param name="grace">How long it has when it is told to end, and its output to come in behind its end.</param>
    /// <param name="cancellation">Ends it before.</param>
    /// <exception cref="StoryEnd">It cannot be started.</exception>
    internal static async Task<Launched> RunAsync(ProcessStartInfo start, CancellationToken over, TimeSpan grace, CancellationToken cancellation)
    {
        using Process process = Begin(start);
        process.StandardInput.Close();
        Gathered said = new(process.StandardOutput);
        Gathered complained = new(process.StandardError);
        bool isLate = false;
        using (CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(over, cancellation))
        {
            try
            {
                await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                isLate = true;
                await StopAsync(process, grace).ConfigureAwait(false);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return new(process.ExitCode, await said.TextAsync(grace).ConfigureAwait(false), await complained.TextAsync(grace).ConfigureAwait(false), isLate);
    }

    /// <summary>Starts a program.</summary>
    /// <param name="start">How: see <see cref="Start"/>.</param>
    /// <exception cref="StoryEnd">It cannot be started.</exception>
    public static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception broken)
        {
            throw Story.Stop(new("program_not_started", $"{start.FileName}: {broken.Message}", "Look whether it is there and may be run."));
        }
    }

    /// <summary>Tells a program to end and waits; kills what is left of it and of all that it started.</summary>
    /// <param name="process">The program.</param>
    public static Task StopAsync(Process process) => StopAsync(process, Grace);

    private static async Task StopAsync(Process process, TimeSpan grace)
    {
        // What it started is looked for while it is there: later nobody can tell whose they were.
        HashSet<int> started = [process.Id];
        while (Parents().Any(pair => started.Contains(pair.Parent) && started.Add(pair.Id)))
        {
        }

        _ = kill(process.Id, Terminate);
        using CancellationTokenSource over = new(grace);
        try
        {
            await process.WaitForExitAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }

        foreach (int id in started.Where(id => id != process.Id))
        {
            Kill(id);
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process left = Process.GetProcessById(id);
            left.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Every process and who started it. Source: proc(5), stat; the name before them may have blanks and brackets in it.</summary>
    private static IEnumerable<(int Id, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                continue;
            }

            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            yield return (id, int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture));
        }
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);

    /// <summary>How much is kept of what a program prints, in characters; documents are a thousandth of it.</summary>
    internal const int MostKept = 16 << 20;

    /// <summary>What comes out of a pipe. Something that outlives its program may keep the pipe open, and then what came until now is all.</summary>
    private sealed class Gathered
    {
        private readonly StringBuilder _text = new();
        private readonly Task _all;

        internal Gathered(StreamReader from) => _all = GatherAsync(from);

        internal async Task<string> TextAsync(TimeSpan grace)
        {
            await Task.WhenAny(_all, Task.Delay(grace)).ConfigureAwait(false);
            lock (_text)
            {
                return _text.ToString();
            }
        }

        private async Task GatherAsync(StreamReader from)
        {
            char[] some = new char[4096];
            try
            {
                for (int count; (count = await from.ReadAsync(some).ConfigureAwait(false)) > 0;)
                {
                    lock (_text)
                    {
                        // Read to its end, so that nobody waits at a full pipe, but kept only as far as anybody looks.
                        _text.Append(some, 0, Math.Min(count, MostKept - _text.Length));
                    }
                }
            }
            catch (Exception closed) when (closed is IOException or ObjectDisposedException)
            {
                // The program is over and the pipe was closed from here.
            }
        }
    }
}
