using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Turns;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Verdicts;
using Proofs.Workers.Scripted;

namespace Proofs.Cli.Run;

/// <summary>Runs one of the commands that have turns done: parse, one call, print.</summary>
internal sealed class RunVerb(Terminal terminal, string name)
{
    internal int Run(RunOptions options, ParseResult parsed, Func<RunRequest, RunRequest> asked)
    {
        bool json = options.Output.WantsJson(parsed);
        FileInfo? output = parsed.GetValue(options.Output.File);
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        if (options.Contradiction(parsed) is { } contradiction)
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.UsageError, contradiction, $"See `proofs {name} --help`."), output);
        }

        return Run(asked(options.Read(parsed)), json, output);
    }

    /// <summary>Has done what is wanted, and tells of it.</summary>
    internal int Run(RunRequest request, bool json, FileInfo? output)
    {
        Scenario? scenario = null;
        if (request.Script is { } script && (scenario = Read(script, out Problem? unusable)) is null)
        {
            return Problems.Report(terminal, json, unusable!, output);
        }

        if (request.ResultFile is { } handed && HandedResult.Fault(handed) is { } fault)
        {
            return Problems.Report(terminal, json, fault, output);
        }

        using OpenedProject? project = OpenedProject.Open(request.Folder, out Refusal? refusal, request.Anchors);
        if (project is null)
        {
            return Refusals.Report(terminal, json, refusal!, output);
        }

        RunnerResult loaded = project.Runner.LoadState();
        if (!loaded.Ok || Preconditions.Refusal(request, loaded.State!) is not null)
        {
            return Problems.Report(terminal, json, loaded.Refusal ?? Preconditions.Refusal(request, loaded.State!)!, output);
        }

        using LiveLine live = new(terminal, TimeProvider.System);
        RunLines lines = new(json ? terminal.Error : terminal.Out, live);
        RunSession session = new(request, project, terminal, lines, live, scenario);
        if (session.Unattended(loaded.State!) is { } unattended)
        {
            return Problems.Report(terminal, json, unattended, output);
        }

        session.Introduce(name, loaded.State!);
        RunEnding ending = request.DryRun ? session.DryRun(loaded.State!) : session.RunAsync().GetAwaiter().GetResult();
        if (!request.DryRun)
        {
            session.Summarise(ending);
        }

        if (!json && output is null)
        {
            return ending.ExitCode;
        }

        ReadOnlyMemory<byte> document = RunDocument.Write(ending);
        if (json)
        {
            terminal.Bytes.Write(document.Span);
        }

        return output is not null && OutputFile.Write(output, document.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ending.ExitCode;
    }

    private static Scenario? Read(string path, out Problem? problem)
    {
        // A pipe there must not make us wait, and something without an end must not be read.
        string? wrong = null;
        Scenario? scenario = EvidenceFile.Read(new(path), out Refusal? unreadable) is { } content ? Scenario.Read(content, out wrong) : null;
        problem = scenario is not null ? null : new(RunCodes.ScenarioUnusable, unreadable?.Message ?? $"{path}: {wrong}") { Path = path };
        return scenario;
    }
}
