using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>Which files a phase is to produce.</summary>
public sealed class WorkflowKitTests
{
    private const string Phases = """{ "planning": {}, "implementation": {}, "qa": {}, "release": {} }""";

    [Fact]
    public void Without_a_kit_known_files_have_a_meaning_and_none_is_required()
    {
        IReadOnlyDictionary<string, IReadOnlyList<PhaseArtifact>> kit = Kit(null);
        Assert.Equal(["planning", "implementation", "qa"], kit.Keys);
        Assert.Equal([(".planning/PM_SIGNOFF.md", "pm_signoff"), (".planning/SYSTEM_SPEC.md", "system_spec")], Meanings(kit["planning"]));
        Assert.Equal([(".planning/IMPLEMENTATION_NOTES.md", "implementation_notes")], Meanings(kit["implementation"]));
        Assert.Equal([(".planning/acceptance-matrix.md", "acceptance_matrix"), (".planning/ship-verdict.md", "ship_verdict"), (".planning/RELEASE_NOTES.md", "release_notes")], Meanings(kit["qa"]));
        Assert.All(kit.Values.SelectMany(artifacts => artifacts), artifact => Assert.False(artifact.Required));
    }

    [Fact]
    public void Only_phases_of_the_routing_have_built_in_files() => Assert.Empty(Sample.Good(Sample.Least).WorkflowKit);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"phases\":{}}")]
    public void An_empty_kit_wants_no_file(string kit) => Assert.Empty(Kit(kit));

    [Fact]
    public void Files_of_the_kit_are_required_unless_it_says_otherwise()
    {
        IReadOnlyList<PhaseArtifact> artifacts = Kit("""{ "phases": { "release": { "artifacts": [{ "path": "a", "semantics": "section_check", "semantics_config": { "required_sections": ["## A"] }, "owned_by": "dev" }, { "path": "b", "required": false }] } } }""")["release"];
        Assert.Equal(["a", "b"], artifacts.Select(artifact => artifact.Path));
        Assert.True(artifacts[0] is { Required: true, Semantics: "section_check", OwnedBy: "dev", RequiredSections: ["## A"] });
        Assert.True(artifacts[1] is { Required: false, Semantics: null, OwnedBy: null });
    }

    [Theory]
    [InlineData("planning-default", "PM_SIGNOFF.md SYSTEM_SPEC.md ROADMAP.md")]
    [InlineData("implementation-default", "IMPLEMENTATION_NOTES.md")]
    [InlineData("qa-default", "acceptance-matrix.md ship-verdict.md RELEASE_NOTES.md")]
    [InlineData("architecture-review", "ARCHITECTURE.md")]
    [InlineData("security-review", "SECURITY_REVIEW.md")]
    public void A_template_requires_its_files(string template, string files)
    {
        IReadOnlyList<PhaseArtifact> artifacts = Kit($$"""{ "phases": { "release": { "template": "{{template}}" } } }""")["release"];
        Assert.Equal(files.Split(' ').Select(file => ".planning/" + file), artifacts.Select(artifact => artifact.Path));
        Assert.All(artifacts, artifact => Assert.True(artifact.Required));
        Assert.All(artifacts.Where(artifact => artifact.Semantics == "section_check"), artifact => Assert.NotEmpty(artifact.RequiredSections));
    }

    [Fact]
    public void A_file_of_the_project_takes_the_place_of_the_template_s()
    {
        IReadOnlyList<PhaseArtifact> artifacts = Kit("""{ "phases": { "planning": { "template": "planning-default", "artifacts": [{ "path": ".planning/SYSTEM_SPEC.md", "required": false }] } } }""")["planning"];
        Assert.Equal([".planning/SYSTEM_SPEC.md", ".planning/PM_SIGNOFF.md", ".planning/ROADMAP.md"], artifacts.Select(artifact => artifact.Path));
        Assert.False(artifacts[0].Required);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<PhaseArtifact>> Kit(string? kit) => Sample.Good(Sample.With(Sample.Least, ("routing", Phases), ("workflow_kit", kit))).WorkflowKit;

    private static IEnumerable<(string, string?)> Meanings(IEnumerable<PhaseArtifact> artifacts) => artifacts.Select(artifact => (artifact.Path, artifact.Semantics));
}
