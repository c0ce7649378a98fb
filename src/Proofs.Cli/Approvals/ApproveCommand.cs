using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Texts;

namespace Proofs.Cli.Approvals;

/// <summary><c>proofs approve</c>: a person lets a run pass the gate that it waits at.</summary>
internal static class ApproveCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<bool> dryRun = new("--dry-run") { Description = "Tell what approving would come to, and do nothing." };
        Option<bool> yes = new("--yes") { Description = "Approve without being asked; a credentialed gate is asked about all the same." };
        Option<bool> actions = new("--actions-run") { Description = "The gate's gate_actions were run, and all of them succeeded." };
        Command command = new("approve", "Approve the gate that the run waits at: a change of phase, or the run's end.") { dryRun, yes, actions };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "approval", command.Name).Run(parsed, runner =>
        {
            RunnerResult loaded = runner.LoadState();
            if (loaded.State is not { } state || !loaded.Ok)
            {
                return new(loaded, string.Empty);
            }

            Waiting waiting = Waiting.Of(state, runner.Configuration);
            bool isRun = parsed.GetValue(actions);
            return parsed.GetValue(dryRun) ? Preview(runner, waiting)
                : (waiting.IsNone ? null : NotRun(waiting, isRun) ?? Word(terminal, waiting, parsed.GetValue(yes))) is { } unsaid ? OperationReport.Refused(unsaid, state)
                : Approve(runner, waiting, isRun);
        }));
        return command;
    }

    private static OperationReport Approve(RunnerInterface runner, Waiting waiting, bool isRun) =>
        new(LockRetry.Do(() => waiting.IsCompletion ? runner.ApproveCompletionGate(actionsRun: isRun) : runner.ApprovePhaseGate(actionsRun: isRun)), $"Gate approved: {waiting.Name} ({waiting.Leads})") { Gate = waiting.Gate };

    private static OperationReport Preview(RunnerInterface runner, Waiting waiting) =>
        new(LockRetry.Do(() => waiting.IsCompletion ? runner.PreviewCompletionGate() : runner.PreviewPhaseGate()), $"Gate {waiting.Name} could be approved ({waiting.Leads}){(waiting.Actions.Count > 0 ? " once this was run: " + waiting.Commands : string.Empty)}; nothing was done (--dry-run)") { Gate = waiting.Gate };

    /// <summary>What has to be run before, or null.</summary>
    private static Problem? NotRun(Waiting waiting, bool isRun) => waiting.Actions.Count == 0 || isRun ? null
        : new(RunCodes.GateActionsNotRun, $"Gate \"{waiting.Name}\" wants this run on approval: {waiting.Commands}.") { Referenced = waiting.Gate };

    /// <summary>Why nobody has said that the gate is approved, or null when a person has.</summary>
    private static Problem? Word(Terminal terminal, Waiting waiting, bool said)
    {
        if (said && !waiting.IsCredentialed)
        {
            return null;
        }

        if (terminal.ReadLine is not { } read)
        {
            return waiting.IsCredentialed
                ? new(RunCodes.CredentialedGate, $"Gate \"{waiting.Name}\" is credentialed: a person approves it in a terminal, and --yes is not enough.") { Next = "Run `proofs approve` in a terminal and answer." }
                : new(RunCodes.ApprovalUnsaid, $"Gate \"{waiting.Name}\" is approved by a person, and no person is here.") { Referenced = waiting.Gate };
        }

        terminal.Error.Write($"Approve {SafeText.Neutralise(waiting.Name)} ({SafeText.Neutralise(waiting.Leads)})? [y/N] ");
        return read()?.Trim() is "y" or "Y" or "yes" ? null : new(RunCodes.ApprovalUnsaid, $"Gate \"{waiting.Name}\" was not approved; nothing was done.") { Referenced = waiting.Gate };
    }

    /// <summary>What the run waits for.</summary>
    /// <param name="Gate">The gate, or null.</param>
    /// <param name="Leads">Where it leads, in words.</param>
    /// <param name="IsCompletion">Whether that is the run's end.</param>
    /// <param name="IsNone">Whether it waits for nothing.</param>
    private sealed record Waiting(string? Gate, string Leads, bool IsCompletion, bool IsNone = false)
    {
        internal string Name => Gate ?? "without a name";

        internal bool IsCredentialed { get; private init; }

        internal IReadOnlyList<GateAction> Actions { get; private init; } = [];

        internal string Commands => string.Join("; ", Actions.Select(action => action.Run));

        internal static Waiting Of(RunState state, RunConfiguration configuration)
        {
            Waiting waiting = state switch
            {
                { PendingPhaseTransition: { } phase } => new(phase.Gate, $"phase {phase.From} → {phase.To}", IsCompletion: false),
                { PendingRunCompletion: { } end } => new(end.Gate, "the run's end", IsCompletion: true),
                _ => new(null, "nothing", IsCompletion: false, IsNone: true),
            };
            PhaseGate? gate = waiting.Gate is { } id ? configuration.Gates.GetValueOrDefault(id) : null;
            return waiting with { IsCredentialed = gate?.Credentialed is true, Actions = gate?.Actions ?? [] };
        }
    }
}
