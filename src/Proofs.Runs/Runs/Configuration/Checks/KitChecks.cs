namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether the files of a workflow kit can be read and belong to phases and roles that there are.</summary>
internal static class KitChecks
{
    internal static IEnumerable<Problem> Check(RunConfiguration configuration) => configuration.WorkflowKit
        .SelectMany(phase => CheckPhase(phase.Key, phase.Value, configuration))
        .OfType<Problem>();

    private static IEnumerable<Problem?> CheckPhase(string phase, IReadOnlyList<PhaseArtifact> artifacts, RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("workflow_kit").Key("phases").Entry(phase);
        yield return configuration.FindPhase(phase) is null ? ConfigurationProblem.UndeclaredPhase(at, phase) : null;
        foreach ((int index, PhaseArtifact artifact) in artifacts.Index())
        {
            KeyPath place = at.Key("artifacts").At(index);
            yield return Expect.Among(place.Key("semantics"), artifact.Semantics, WorkflowKits.Semantics);
            yield return artifact.Semantics == WorkflowKits.SectionCheck && artifact.RequiredSections.Count == 0
                ? ConfigurationProblem.Invalid(place.Key("semantics_config").Key("required_sections"), "must name at least one section for section_check")
                : null;
            yield return artifact.OwnedBy is { } owner && !configuration.Roles.ContainsKey(owner) ? ConfigurationProblem.UndeclaredRole(place.Key("owned_by"), owner) : null;
        }
    }
}
