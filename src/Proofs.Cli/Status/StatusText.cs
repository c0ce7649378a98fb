using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Texts;

namespace Proofs.Cli.Status;

/// <summary>How a run stands, for people.</summary>
internal static class StatusText
{
    internal static ReadOnlyMemory<byte> Write(StatusFacts facts)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in Lines(facts))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-10} {SafeText.Neutralise(value)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<(string Name, string Value)> Lines(StatusFacts facts)
    {
        RunState state = facts.State;
        yield return ("run", state.RunId is { } run ? $"{run} ({Words.Of(state.Status)})" : "none has begun");
        if (facts.Problem is { } problem)
        {
            yield return ("problem", $"{problem} Nothing vouches for what is told here.");
        }

        yield return ("phase", state.Phase ?? "none");
        foreach (GateLine gate in facts.Gates)
        {
            yield return ("gate", $"{gate.Id}: {gate.Status}{(gate.IsCredentialed ? " (credentialed)" : gate.NeedsPerson ? " (a person approves)" : string.Empty)}");
        }

        if (state.LastGateFailure is { } failure)
        {
            yield return ("", $"{failure.GateId} failed: {string.Join(" ", failure.Reasons)}");
        }

        foreach (Turn turn in state.ActiveTurns.Values)
        {
            yield return ("turn", string.Create(CultureInfo.InvariantCulture, $"{turn.TurnId}: {turn.AssignedRole}, {Words.Of(turn.Status)}, attempt {turn.Attempt}, since {Time(turn.StartedAt ?? turn.AssignedAt)}"));
        }

        if (state.BlockedOn is { } blocked)
        {
            yield return ("waits for", state.BlockedReason?.Recovery?.Detail is { } detail ? $"{blocked}: {detail}" : blocked);
        }

        foreach (string turn in facts.Proposals ?? [])
        {
            yield return ("proposal", $"{turn} waits");
        }

        yield return ("cost", Cost(state.BudgetStatus));
        yield return ("journal", facts.Head is { } head ? string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} entries, head {head.Digest}") : state.RunId is null ? "none" : "not looked at");
        yield return ("anchor", facts.Anchor);
        yield return ("loop", facts.Loop is { } loop ? string.Create(CultureInfo.InvariantCulture, $"process {loop.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, since {Time(loop.Since)}") : "none");
        foreach ((string name, string line) in facts.Warnings.Select(line => ("warning", line)).Concat(facts.Next.Select(line => ("next", line))))
        {
            yield return (name, line);
        }
    }

    private static string Cost(BudgetStatus? budget) => budget is null
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"${budget.SpentUsd:0.####} known{(budget.UnknownCostAttempts > 0 ? $", and {budget.UnknownCostAttempts} attempts of unknown cost" : string.Empty)}{(budget.RemainingUsd is { } left ? left < 0 ? $"; ${-left:0.####} over the limit" : $"; ${left:0.####} left" : string.Empty)}");

    private static string Time(DateTimeOffset? at) => at is { } known ? Words.Of(known) : "unknown";
}
