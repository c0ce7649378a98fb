namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads the workflow kit: absent, the built-in meanings count; <c>{}</c> wants nothing; otherwise it is what stands there.</summary>
internal static class KitReader
{
    internal static IReadOnlyDictionary<string, IReadOnlyList<PhaseArtifact>> Read(Section top, IReadOnlyList<Phase> phases) =>
        top.Optional("workflow_kit", kit => kit.Map("phases", ReadPhase), isNullable: false) ?? BuiltIn(phases);

    private static OrderedDictionary<string, IReadOnlyList<PhaseArtifact>> BuiltIn(IReadOnlyList<Phase> phases) => phases
        .Select(phase => (phase.Name, Artifacts: WorkflowKits.BuiltIn(phase.Name)))
        .Where(phase => phase.Artifacts.Count > 0)
        .ToOrdered(phase => phase.Name, phase => phase.Artifacts);

    private static IReadOnlyList<PhaseArtifact> ReadPhase(Section phase)
    {
        string? template = phase.Word("template", WorkflowKits.Templates);
        IReadOnlyList<PhaseArtifact> own = phase.List("artifacts", ReadArtifact);
        IEnumerable<PhaseArtifact> others = template is null ? [] : WorkflowKits.Template(template).ExceptBy(own.Select(artifact => artifact.Path), artifact => artifact.Path, StringComparer.Ordinal);
        // Its own first: then the place in the list is the place in the file.
        return [.. own, .. others];
    }

    private static PhaseArtifact ReadArtifact(Section artifact) => new(artifact.RequiredPath("path"))
    {
        Semantics = artifact.Text("semantics"),
        RequiredSections = artifact.Optional("semantics_config", settings => settings.Texts("required_sections")) ?? [],
        OwnedBy = artifact.Text("owned_by"),
        Required = artifact.Flag("required", otherwise: true),
    };
}
