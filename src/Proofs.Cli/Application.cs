using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Proofs.Cli.Actions;
using Proofs.Cli.Approvals;
using Proofs.Cli.Conformance;
using Proofs.Cli.Demo;
using Proofs.Cli.Escalations;
using Proofs.Cli.Explain;
using Proofs.Cli.Export;
using Proofs.Cli.Gate;
using Proofs.Cli.Hosts;
using Proofs.Cli.Init;
using Proofs.Cli.Proposals;
using Proofs.Cli.Report;
using Proofs.Cli.Run;
using Proofs.Cli.Status;
using Proofs.Cli.Turns;
using Proofs.Cli.Verify;
using Proofs.Verdicts;

namespace Proofs.Cli;

/// <summary>The composition root: builds the commands, and is the one place where a failure of any kind becomes one clear line and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    internal static int Run(string[] args, Terminal terminal)
    {
        Option<bool> verbose = new("--verbose") { Description = "Show what agents write, and the stack of an internal error.", Recursive = true };
        Command root = Root(terminal, verbose);
        ParseResult? parsed = null;
        bool json = WantsJson(args);
        try
        {
            // An argument that begins with @ is a value like any other, not a file to read arguments from.
            parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
            {
                string message = string.Join(" ", parsed.Errors.Select(error => error.Message.Replace("\n\t", " ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal));
                return Refusals.Report(terminal, json, new(ReasonCodes.UsageError, message, $"See `{CommandOf(parsed)} --help`."), Output(parsed));
            }

            // The default handler would print a stack and exit 1, which here means a failed verdict.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            if (parsed.Action is not (HelpAction or VersionAction))
            {
                return parsed.Invoke(configuration);
            }

            configuration.Output = terminal.Out;
            parsed.Invoke(configuration);
            // A page is shown whatever else was asked, but then what was asked has not been done, and nobody may take it for a pass.
            return parsed.Tokens.Count(token => token.Type is not TokenType.Command) > 1 ? ExitCodes.Usage : ExitCodes.Pass;
        }
        catch (OperationCanceledException)
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.Interrupted, "Stopped before a verdict was reached.", ReasonCodes.Interrupted.Fix), Output(parsed));
        }
        catch (Exception) when (!Directory.Exists("."))
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.WorktreeMissing, "The current folder does not exist any more.", "Go to a folder that exists."));
        }
        catch (Exception failed)
        {
            // Whatever comes here is a defect of this program; it must not look like a verdict.
            string? details = parsed?.GetValue(verbose) == true ? failed.ToString() : null;
            return ReportDefect(terminal, json, new(ReasonCodes.InternalError, $"{failed.GetType().Name}: {failed.Message}", ReasonCodes.InternalError.Fix, details), Output(parsed));
        }
    }

    // Not RootCommand: it brings directives and /h beside what we promise, and reading its own texts takes 5 ms of every run.
    private static Command Root(Terminal terminal, Option<bool> verbose) => new("proofs", "Proofs: no claim about agent-written code is accepted without evidence a stranger can check.")
    {
        GateCommand.Create(terminal),
        ActionCommand.Create(terminal),
        DemoCommand.Create(terminal),
        InitCommand.Create(terminal),
        RunCommand.CreateRun(terminal),
        RunCommand.CreateResume(terminal),
        RunCommand.CreateStep(terminal),
        AcceptTurnCommand.Create(terminal),
        RejectTurnCommand.Create(terminal),
        ReissueTurnCommand.Create(terminal),
        CheckpointTurnCommand.Create(terminal),
        ApproveCommand.Create(terminal),
        EscalateCommand.Create(terminal),
        UnblockCommand.Create(terminal),
        StatusCommand.Create(terminal),
        ProposalCommand.Create(terminal),
        ReportCommand.Create(terminal),
        ExportCommand.Create(terminal),
        VerifyCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        ConformanceCommand.Create(terminal),
        verbose,
        new Option<bool>("--help", "-h", "-?") { Description = "Show help and usage information.", Recursive = true, Action = new HelpAction() },
        new Option<bool>("--version") { Description = "Show the version.", Action = new VersionAction() },
    };

    private static int ReportDefect(Terminal terminal, bool json, Refusal defect, FileInfo? output)
    {
        try
        {
            return Refusals.Report(terminal, json, defect, output);
        }
        catch (Exception)
        {
            // The output may be what is broken (a full disk, a closed pipe); the exit code still has to tell.
            return ExitCodes.Of(defect);
        }
    }

    /// <summary>The command as far as it could be read, whose help page tells what is right.</summary>
    private static string CommandOf(ParseResult parsed)
    {
        string path = string.Empty;
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            path = path.Length == 0 ? command.Command.Name : $"{command.Command.Name} {path}";
        }

        return path;
    }

    /// <summary>Whether a JSON document is wanted; asked of the raw arguments, because it also counts when they cannot be parsed.</summary>
    private static bool WantsJson(string[] args) =>
        args.Contains("--json", StringComparer.Ordinal)
        || args.Contains("--format=json", StringComparer.Ordinal)
        || args.Contains("--format:json", StringComparer.Ordinal)
        || args.Zip(args.Skip(1)).Any(pair => pair is { First: "--format", Second: "json" });

    /// <summary>
    /// The result file that was asked for, as far as the arguments could be read: it must not go on telling what an earlier run found. A file
    /// that is also to be read is never written.
    /// </summary>
    private static FileInfo? Output(ParseResult? parsed)
    {
        string? output = Last(parsed, "--output");
        bool isRead = !string.IsNullOrEmpty(output) && new[] { "--message-file", "--attestations" }.Select(option => Last(parsed, option)).Any(read => !string.IsNullOrEmpty(read) && OutputFile.IsSame(new(output), new(read)));
        return string.IsNullOrEmpty(output) || isRead ? null : new(output);
    }

    private static string? Last(ParseResult? parsed, string option) =>
        parsed?.CommandResult.Children.OfType<OptionResult>().LastOrDefault(result => result.Option.Name == option)?.Tokens.LastOrDefault()?.Value;
}
