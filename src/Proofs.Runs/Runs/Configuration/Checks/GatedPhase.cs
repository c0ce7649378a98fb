using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>A phase with a gate at its end: what it wants, and who could deliver it.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="GateId">Its gate.</param>
/// <param name="Gate">What the gate wants.</param>
/// <param name="Artifacts">The files that the workflow kit requires of the phase.</param>
/// <param name="Files">Every required file that no gate before has required already.</param>
/// <param name="Configuration">Where all of it stands.</param>
internal sealed record GatedPhase(Phase Phase, string GateId, PhaseGate Gate, IReadOnlyList<PhaseArtifact> Artifacts, IReadOnlyList<string> Files, RunConfiguration Configuration)
{
    internal KeyPath At => KeyPath.Root.Key("routing").Entry(Phase.Name);

    /// <summary>Who can have a turn in it.</summary>
    internal IReadOnlyList<string> Members => [.. Phase.AllowedNextRoles.Prepend(Phase.EntryRole).OfType<string>().Where(Configuration.Roles.ContainsKey).Distinct(StringComparer.Ordinal)];

    internal static IEnumerable<GatedPhase> Of(RunConfiguration configuration)
    {
        HashSet<string> assured = new(StringComparer.Ordinal);
        foreach (Phase phase in configuration.Routing)
        {
            if (phase.ExitGate is { } id && configuration.Gates.GetValueOrDefault(id) is { } gate)
            {
                PhaseArtifact[] artifacts = [.. configuration.WorkflowKit.GetValueOrDefault(phase.Name, []).Where(artifact => artifact.Required)];
                string[] files = [.. gate.RequiresFiles.Concat(artifacts.Select(artifact => artifact.Path)).Distinct(StringComparer.Ordinal)];
                yield return new(phase, id, gate, artifacts, [.. files.Where(file => !assured.Contains(file))], configuration);
                assured.UnionWith(files);
            }
        }
    }

    /// <summary>Whether a turn of the role can bring the file about. Source: AgentXchain protocol v7, write authority and runtimes.</summary>
    internal bool CanWrite(string role, string file)
    {
        Role who = Configuration.Roles[role];
        Runtime? runtime = Configuration.Runtimes.GetValueOrDefault(who.RuntimeId);
        bool isReview = file.StartsWith(".agentxchain/reviews/", StringComparison.Ordinal);
        return runtime is not null && who.WriteAuthority switch
        {
            WriteAuthority.Authoritative => !Denies(runtime, "can_write_files"),
            WriteAuthority.Proposed => !Denies(runtime, "proposal_support"),
            _ when runtime.Type is ConfigurationWords.ApiProxy or ConfigurationWords.RemoteAgent => isReview,
            _ => (isReview || file.StartsWith(".planning/", StringComparison.Ordinal)) && !Denies(runtime, "can_write_files"),
        };
    }

    /// <summary>Whether the role's runtime says of itself that it cannot answer for files.</summary>
    internal bool OwnsNothing(string role) => Configuration.Runtimes.GetValueOrDefault(Configuration.Roles[role].RuntimeId) is { } runtime && Denies(runtime, "workflow_artifact_ownership");

    private static bool Denies(Runtime runtime, string capability) =>
        Expect.Find(Expect.Find(runtime.Settings, "capabilities") ?? default, capability) is { ValueKind: JsonValueKind.False };
}
