using System.CommandLine;
using Proofs.Cli.Gate;
using Proofs.Cli.Hosts;
using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary><c>proofs verify payload DIR</c>: whether the required proofs are there, and whether they hold.</summary>
internal sealed class VerifyPayload
{
    private readonly Argument<string> _folder = new("DIR") { Description = "Folder of the payloads." };
    private readonly Option<string[]> _require = new("--require") { Description = "Proofs that must be there, separated by commas; =GRADE asks for a grade of evidence.", HelpName = "NAME[=GRADE],…", Required = true };
    private readonly Option<string?> _commit = new("--commit") { Description = "Full id of the commit that they must be about (default: HEAD's).", HelpName = "ID" };
    private readonly Option<string?> _maxAge = new("--max-age") { Description = "How old a payload may be: 7d (default), 12h, 30m.", HelpName = "AGE" };
    private readonly Option<string?> _run = new("--run") { Description = "Id of the CI run that they must come from.", HelpName = "ID" };
    private readonly Option<string?> _attempt = new("--run-attempt") { Description = "Attempt at that run.", HelpName = "N" };
    private readonly Option<FileInfo?> _attestations = new("--attestations") { Description = "What gh attestation verify --format json printed, all lists in one (jq -s add); outside of the work tree.", HelpName = "FILE" };
    private readonly Option<string> _repo = new("--repo", "--worktree") { Description = "Work tree or git folder of the commit.", HelpName = "DIR", DefaultValueFactory = _ => "." };
    private readonly OutputOptions _output = new();

    internal static Command Create(Terminal terminal)
    {
        VerifyPayload verb = new();
        Command command = new("payload", "Check the payloads of required proofs: there, whole, of this commit, and of the grade that is required.")
        {
            verb._folder, verb._require, verb._commit, verb._maxAge, verb._run, verb._attempt, verb._attestations, verb._repo,
        };
        verb._output.AddTo(command);
        command.SetAction(parsed => verb.Run(parsed, terminal));
        return command;
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        bool json = _output.WantsJson(parsed);
        FileInfo? output = parsed.GetValue(_output.File);
        FileInfo? attestations = parsed.GetValue(_attestations);
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        // Evidence is never written to, not even where what was asked is wrong.
        bool isEvidence = output is not null && ((attestations is not null && OutputFile.IsSame(output, attestations)) || OutputFile.IsSame(new(output.DirectoryName!), new(Path.GetFullPath(parsed.GetValue(_folder)!))));
        return isEvidence
            ? Refusals.Report(terminal, json, new(ReasonCodes.UsageError, "--output would write to the evidence that is looked at.", "Name a file elsewhere."))
            : new GatesAnswer(terminal, json, output).Give((runner, cancellation) => runner.Run(Read(parsed, attestations), cancellation));
    }

    private GatesRequest Read(ParseResult parsed, FileInfo? attestations) => new()
    {
        RepositoryPath = parsed.GetValue(_repo)!,
        OnlyGate = GateIds.Proofs,
        Proofs = new()
        {
            Required = [.. parsed.GetValue(_require)!.SelectMany(text => text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))],
            Path = parsed.GetValue(_folder),
            Commit = parsed.GetValue(_commit),
            MaxAge = parsed.GetValue(_maxAge),
            RunId = parsed.GetValue(_run),
            RunAttempt = parsed.GetValue(_attempt),
            Attestations = attestations?.FullName,
        },
    };
}
