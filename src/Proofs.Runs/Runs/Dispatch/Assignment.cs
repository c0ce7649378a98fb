using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>A turn with everything that its bundle tells of it. What the configuration does not have counts as the least.</summary>
internal sealed record Assignment(RunState State, RunConfiguration Configuration, Turn Turn, DispatchFacts Facts)
{
    internal Role Role { get; } = Configuration.Roles.GetValueOrDefault(Turn.AssignedRole) ?? new Role { WriteAuthority = WriteAuthority.ReviewOnly };

    internal Phase Phase { get; } = Configuration.FindPhase(State.Phase) ?? new Phase(State.Phase ?? string.Empty);

    internal Phase? NextPhase { get; } = Configuration.NextPhase(State.Phase);

    internal PhaseGate? Gate => Phase.ExitGate is { } id ? Configuration.Gates.GetValueOrDefault(id) : null;

    internal IReadOnlyList<GateFile> GateFiles => Gate is { } gate ? PhaseGates.GateFiles.Of(Configuration, Phase, gate) : [];

    internal IReadOnlyList<PhaseArtifact> Artifacts => Configuration.WorkflowKit.GetValueOrDefault(Phase.Name) ?? [];

    internal string RuntimeType => Configuration.Runtimes.GetValueOrDefault(Turn.RuntimeId)?.Type ?? "unknown";

    /// <summary>Whether the worker sends its result back instead of writing files.</summary>
    internal bool IsRemote => RuntimeType is "api_proxy" or "remote_agent";

    internal bool MustObject => Role.WriteAuthority is WriteAuthority.ReviewOnly && Configuration.Rules.ChallengeRequired;

    internal string AuthorityWord => Word.Of(Role.WriteAuthority);

    internal IReadOnlyList<string> NextRoles => [.. Phase.AllowedNextRoles.Append(Word.Human).Distinct(StringComparer.Ordinal)];

    internal IEnumerable<Turn> Siblings => State.ActiveTurns.Values.Where(other => other.TurnId != Turn.TurnId);

    /// <summary>Where the result goes.</summary>
    internal string StagingResultPath => RunPaths.StagedResult(Turn.TurnId);

    internal HistoryEntry? LastAccepted => Facts.Run.History.LastOrDefault(entry => entry.RunId == State.RunId && entry.Status != HistoryEntry.Reissued);

    /// <summary>A decision's id that nothing in the run has.</summary>
    internal string FreeDecisionId
    {
        get
        {
            IEnumerable<string> ids = Facts.Run.DecisionIds.Concat(Facts.Decisions.Select(decision => decision.Id)).Concat(State.RepoDecisions.Select(decision => decision.Id));
            long last = ids.Where(id => DecisionLedger.IsId(id) && id.Length <= 13).Select(id => long.Parse(id.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
            return $"DEC-{last + 1:D3}";
        }
    }
}
