using System.Text;
using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>Runs the command line as a user does.</summary>
internal static class Cli
{
    /// <summary>
    /// The folder of the built program as it is. The copy beside the tests carries coverage probes while coverage is collected, and those
    /// write files that another user may not.
    /// </summary>
    internal static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Proofs.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    /// <summary>The built program.</summary>
    internal static string Executable => Path.Combine(Folder, "Proofs.Cli");

    /// <summary>A copy of the program where every user can reach it; a checkout may lie in a folder that is closed to others.</summary>
    internal static string CopyForEverybody(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, "Proofs.Cli");
    }

    /// <summary>In this process: quick, and counted by coverage. Output counts as piped.</summary>
    internal static CliResult Run(params string[] arguments) => Run(readLine: null, arguments);

    /// <summary>The same in a terminal where somebody answers every question so.</summary>
    internal static CliResult Answer(string answer, params string[] arguments) => Run(() => answer, arguments);

    private static CliResult Run(Func<string?>? readLine, string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using MemoryStream bytes = new();
        int exit = Application.Run(arguments, new(() => output, () => error, () => bytes, isOutPiped: true, isErrorPiped: true) { ReadLine = readLine });
        return new(exit, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>As a process of its own, with a cleared environment and an empty HOME.</summary>
    internal static CliResult Spawn(string[] arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        RunResult result = TestKit.Run.Program(Executable, arguments, folder, environment: environment);
        return new(result.ExitCode, result.Out, result.Error);
    }
}

/// <summary>What the command line answered.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    internal JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>A gate's entry in the document.</summary>
    internal JsonElement Gate(string id) => Json.GetProperty("gates").EnumerateArray().Single(gate => gate.GetProperty("id").GetString() == id);

    /// <summary>A gate's reason code in the document.</summary>
    internal string? Reason(string id) => Gate(id).GetProperty("reason_code").GetString();

    public override string ToString() => $"exit {ExitCode}\n{Out}\n{Error}";
}
