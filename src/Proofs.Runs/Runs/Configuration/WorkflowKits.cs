namespace Proofs.Runs.Runs.Configuration;

/// <summary>The files that phases are known to produce. Source: AgentXchain protocol v7, built-in file semantics; AgentXchain documentation, workflow kit.</summary>
internal static class WorkflowKits
{
    /// <summary>How files can be read: six built-in meanings, and one whose sections the project names.</summary>
    internal static IReadOnlyList<string> Semantics { get; } =
        ["pm_signoff", "system_spec", "implementation_notes", "acceptance_matrix", "ship_verdict", "release_notes", SectionCheck];

    /// <summary>Meaning of a file whose sections the project names.</summary>
    internal const string SectionCheck = "section_check";

    private static readonly IReadOnlyList<PhaseArtifact> Planning = [Known("PM_SIGNOFF.md", "pm_signoff"), Known("SYSTEM_SPEC.md", "system_spec")];

    private static readonly IReadOnlyList<PhaseArtifact> Implementation = [Known("IMPLEMENTATION_NOTES.md", "implementation_notes")];

    private static readonly IReadOnlyList<PhaseArtifact> Qa =
        [Known("acceptance-matrix.md", "acceptance_matrix"), Known("ship-verdict.md", "ship_verdict"), Known("RELEASE_NOTES.md", "release_notes")];

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<PhaseArtifact>> ByTemplate = new Dictionary<string, IReadOnlyList<PhaseArtifact>>(StringComparer.Ordinal)
    {
        ["planning-default"] = [.. Planning, Known("ROADMAP.md", null)],
        ["implementation-default"] = Implementation,
        ["qa-default"] = Qa,
        ["architecture-review"] = [Known("ARCHITECTURE.md", SectionCheck) with { RequiredSections = ["## Context", "## Proposed Design", "## Trade-offs", "## Risks"] }],
        ["security-review"] = [Known("SECURITY_REVIEW.md", SectionCheck) with { RequiredSections = ["## Threat Model", "## Findings", "## Verdict"] }],
    };

    /// <summary>The names of the templates.</summary>
    internal static IReadOnlyList<string> Templates { get; } = [.. ByTemplate.Keys];

    /// <summary>
    /// What the files of a phase mean when the configuration says nothing of a workflow kit. Only the phase's gate can require one of them:
    /// a project that never heard of them must be able to end its phases.
    /// </summary>
    internal static IReadOnlyList<PhaseArtifact> BuiltIn(string phase) => phase switch
    {
        "planning" => Optional(Planning),
        "implementation" => Optional(Implementation),
        "qa" => Optional(Qa),
        _ => [],
    };

    /// <summary>The files of a template, all of them required; empty for an unknown one.</summary>
    internal static IReadOnlyList<PhaseArtifact> Template(string name) => ByTemplate.GetValueOrDefault(name, []);

    private static PhaseArtifact Known(string file, string? semantics) => new(".planning/" + file) { Semantics = semantics };

    private static IReadOnlyList<PhaseArtifact> Optional(IReadOnlyList<PhaseArtifact> artifacts) => [.. artifacts.Select(artifact => artifact with { Required = false })];
}
