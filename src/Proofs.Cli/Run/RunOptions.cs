using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Workers.Api;

namespace Proofs.Cli.Run;

/// <summary>The options of commands that have turns done.</summary>
internal sealed class RunOptions
{
    private readonly Option<DirectoryInfo?> _folder = new("--project") { Description = "A folder of the project (default: the current one).", HelpName = "DIR" };
    private readonly Option<string?> _role = new("--role") { Description = "Who has the first turn.", HelpName = "ROLE" };
    private readonly Option<int?> _maxTurns = new("--max-turns") { Description = "Stop after so many accepted turns.", HelpName = "N" };
    private readonly Option<bool> _autoApprove = new("--auto-approve") { Description = "Approve gates without asking; a credentialed gate is never approved so." };
    private readonly Option<bool> _applyProposals = new("--apply-proposals") { Description = "Apply proposed changes as soon as they are accepted." };
    private readonly Option<bool> _checkpoint = new("--auto-checkpoint") { Description = "Commit what accepted turns changed (default)." };
    private readonly Option<bool> _noCheckpoint = new("--no-auto-checkpoint") { Description = "Commit nothing." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Tell what would be done and do nothing." };
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write no report and no export." };
    private readonly Option<string?> _continueFrom = new("--continue-from") { Description = "Begin a new run that carries on this completed one.", HelpName = "RUN" };
    private readonly Option<string?> _recoverFrom = new("--recover-from") { Description = "Begin a new run in the place of this blocked one.", HelpName = "RUN" };
    private readonly Option<FileInfo?> _script = new("--script") { Description = "Play this scenario instead of asking anybody; its evidence grade is stub.", HelpName = "FILE" };
    private readonly Option<FileInfo?> _result = new("--result") { Description = "The result that a person wrote for the turn.", HelpName = "FILE" };
    private readonly Option<string[]> _allow = new("--allow-endpoint") { Description = "Let a variable's key go to this host too (repeatable).", HelpName = "VAR=HOST" };

    internal OutputOptions Output { get; } = new();

    /// <summary>Adds the options of a command that runs until somebody has to act.</summary>
    internal void AddRun(Command command, bool begins)
    {
        foreach (Option option in new Option[] { _folder, _role, _maxTurns, _autoApprove, _applyProposals, _checkpoint, _noCheckpoint, _dryRun, _noReport, _script, _allow })
        {
            command.Add(option);
        }

        if (begins)
        {
            command.Add(_continueFrom);
            command.Add(_recoverFrom);
        }

        Output.AddTo(command);
    }

    /// <summary>Adds the options of a command that has one turn done.</summary>
    internal void AddStep(Command command)
    {
        _role.Description = "Whose turn it is.";
        foreach (Option option in new Option[] { _folder, _role, _result, _autoApprove, _applyProposals, _checkpoint, _noCheckpoint, _script, _allow })
        {
            command.Add(option);
        }

        Output.AddTo(command);
    }

    internal RunRequest Read(ParseResult parsed) => new()
    {
        Folder = parsed.GetValue(_folder)?.FullName ?? Directory.GetCurrentDirectory(),
        Role = Has(parsed, _role) ? parsed.GetValue(_role) : null,
        MaxTurns = Has(parsed, _maxTurns) ? parsed.GetValue(_maxTurns) : null,
        AutoApprove = parsed.GetValue(_autoApprove),
        ApplyProposals = parsed.GetValue(_applyProposals),
        AutoCheckpoint = !parsed.GetValue(_noCheckpoint),
        Verbose = parsed.GetValue<bool>("--verbose"),
        DryRun = Has(parsed, _dryRun) && parsed.GetValue(_dryRun),
        Report = !(Has(parsed, _noReport) && parsed.GetValue(_noReport)),
        ContinueFrom = Has(parsed, _continueFrom) ? parsed.GetValue(_continueFrom) : null,
        RecoverFrom = Has(parsed, _recoverFrom) ? parsed.GetValue(_recoverFrom) : null,
        Script = parsed.GetValue(_script)?.FullName,
        ResultFile = Has(parsed, _result) ? parsed.GetValue(_result)?.FullName : null,
        AllowedEndpoints = [.. (parsed.GetValue(_allow) ?? []).Select(text => AllowedEndpoint.TryParse(text, out AllowedEndpoint? allowed) ? allowed : null).OfType<AllowedEndpoint>()],
    };

    /// <summary>What of the options cannot go together, or null.</summary>
    internal string? Contradiction(ParseResult parsed) =>
        parsed.GetValue(_checkpoint) && parsed.GetValue(_noCheckpoint) ? "--auto-checkpoint and --no-auto-checkpoint exclude each other."
        : Has(parsed, _continueFrom) && parsed.GetValue(_continueFrom) is not null && parsed.GetValue(_recoverFrom) is not null ? "--continue-from and --recover-from exclude each other."
        : (parsed.GetValue(_allow) ?? []).FirstOrDefault(text => !AllowedEndpoint.TryParse(text, out _)) is { } unreadable ? $"--allow-endpoint {unreadable} is not VAR=HOST."
        : Has(parsed, _maxTurns) && parsed.GetValue(_maxTurns) is < 1 ? "--max-turns is at least 1."
        : null;

    /// <summary>Whether the command has the option at all.</summary>
    private static bool Has(ParseResult parsed, Option option) => parsed.CommandResult.Command.Options.Contains(option);
}
