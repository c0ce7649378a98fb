using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>An acceptance on its way: what is known, and what it comes to so far. Lives inside one decision.</summary>
internal sealed class Acceptance(RunState state, RunConfiguration configuration, Turn turn, TurnResult result, RunFacts facts)
{
    internal RunState State { get; set; } = state;

    internal RunConfiguration Configuration { get; } = configuration;

    internal Turn Turn { get; } = turn;

    /// <summary>What kind of runtime did the work; empty when the configuration does not know it.</summary>
    internal string RuntimeType { get; } = configuration.Runtimes.GetValueOrDefault(turn.RuntimeId)?.Type ?? string.Empty;

    internal TurnResult Result { get; } = result;

    /// <summary>The facts; once the turn is accepted its history has it too.</summary>
    internal RunFacts Facts { get; set; } = facts;

    /// <summary>What the request to leave the phase or end the run came to, or null when none was judged.</summary>
    internal GateEvaluation? Gate { get; set; }

    internal List<RunEvent> Events { get; } = [];

    internal List<LedgerRecord> Governance { get; } = [];

    internal List<string> Warnings { get; } = [];

    /// <summary>Blocks the run, unless it is blocked or over already; the first obstacle is the one that is told.</summary>
    internal void Block(string on, string category, Recovery recovery)
    {
        if (State.Status is RunStatus.Blocked or RunStatus.Completed)
        {
            return;
        }

        (State, RunEvent happened) = Blocking.Block(State, on, category, recovery, Turn, Facts.Now);
        Events.Add(happened);
    }
}
