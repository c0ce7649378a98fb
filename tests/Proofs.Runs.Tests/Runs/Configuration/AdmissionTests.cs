using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>Whether a run can come to its end at all.</summary>
public sealed class AdmissionTests
{
    private const string TwoPhases = """
        {
          "schema_version": 4,
          "project": { "id": "p", "name": "P" },
          "roles": {
            "dev": { "title": "Dev", "mandate": "Builds.", "write_authority": "authoritative", "runtime": "hand" },
            "qa": { "title": "QA", "mandate": "Checks.", "write_authority": "review_only", "runtime": "hand" }
          },
          "runtimes": { "hand": { "type": "manual" }, "api": { "type": "api_proxy", "provider": "ollama", "model": "m" }, "tools": { "type": "mcp", "command": "x" }, "cli": { "type": "local_cli", "command": "x" } },
          "routing": { "build": { "entry_role": "dev", "exit_gate": "built" }, "check": { "entry_role": "qa", "exit_gate": "checked" } },
          "gates": { "built": {}, "checked": {} },
          "workflow_kit": {}
        }
        """;

    [Fact]
    public void The_example_is_admitted()
    {
        AdmissionResult result = Admission.Check(Sample.Good(Sample.Full));
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("authoritative", "hand", "src/a", true)]
    [InlineData("authoritative", "cli", "src/a", true)]
    [InlineData("proposed", "api", "src/a", true)]
    [InlineData("review_only", "hand", "src/a", false)]
    [InlineData("review_only", "hand", ".planning/a.md", true)]
    [InlineData("review_only", "hand", ".agentxchain/reviews/a.md", true)]
    [InlineData("review_only", "hand", ".planningx/a.md", false)]
    [InlineData("review_only", "tools", ".planning/a.md", true)]
    [InlineData("review_only", "tools", "src/a", false)]
    [InlineData("review_only", "api", ".planning/a.md", false)]
    [InlineData("review_only", "api", ".agentxchain/reviews/a.md", true)]
    public void A_gate_s_files_need_somebody_who_can_write_them(string authority, string runtime, string file, bool isAdmitted)
    {
        AdmissionResult result = Check(("roles.qa.write_authority", $"\"{authority}\""), ("roles.qa.runtime", $"\"{runtime}\""), ("gates.checked.requires_files", $"[\"{file}\"]"));
        Assert.Equal(isAdmitted ? [] : ["admission_no_producer"], result.Errors.Select(error => error.Reason.Id));
        Assert.All(result.Errors, error => Assert.Equal(("routing.check", file, "ADM-001", "checked"), (error.Field, error.Path, error.Detail, error.Referenced)));
    }

    [Fact]
    public void Anybody_who_can_have_a_turn_in_the_phase_counts()
    {
        Assert.Empty(Check(("gates.checked.requires_files", "[\"src/a\"]"), ("routing.check.allowed_next_roles", "[\"qa\",\"dev\"]")).Errors);
        Assert.Single(Check(("gates.checked.requires_files", "[\"src/a\"]"), ("routing.check.allowed_next_roles", "[\"qa\",\"human\"]")).Errors);
    }

    [Fact]
    public void A_file_that_an_earlier_gate_wanted_is_there_already()
    {
        Assert.Empty(Check(("gates.built.requires_files", "[\"src/a\"]"), ("gates.checked.requires_files", "[\"src/a\"]")).Errors);
        Assert.Single(Check(("gates.built.requires_files", "[\"src/a\"]"), ("gates.checked.requires_files", "[\"src/a\",\"src/b\"]")).Errors);
    }

    [Fact]
    public void A_phase_without_a_gate_wants_nothing() =>
        Assert.Empty(Check(("routing.check.exit_gate", null), ("gates.checked.requires_files", "[\"src/a\"]"), ("workflow_kit", """{ "phases": { "check": { "artifacts": [{ "path": "src/b", "owned_by": "dev" }] } } }""")).Errors);

    [Theory]
    [InlineData("""{ "path": "src/a" }""", "admission_no_producer")]
    [InlineData("""{ "path": "src/a", "required": false }""", null)]
    [InlineData("""{ "path": ".planning/a", "owned_by": "qa" }""", null)]
    [InlineData("""{ "path": ".planning/a", "owned_by": "dev" }""", "admission_owner_unreachable")]
    [InlineData("""{ "path": ".planning/a", "owned_by": "dev", "required": false }""", null)]
    [InlineData("""{ "path": "src/a", "owned_by": "qa" }""", "admission_no_producer admission_owner_cannot_write")]
    public void A_file_of_the_kit_needs_an_owner_who_has_turns_and_can_write(string artifact, string? codes) =>
        Assert.Equal(codes?.Split(' ') ?? [], Check(("workflow_kit", $$"""{ "phases": { "check": { "artifacts": [{{artifact}}] } } }""")).Errors.Select(error => error.Reason.Id));

    [Fact]
    public void What_owners_lack_is_told_with_file_role_and_rule()
    {
        IReadOnlyList<Problem> errors = Check(
            ("routing.check.allowed_next_roles", "[\"dev\"]"),
            ("routing.build.allowed_next_roles", "[\"dev\"]"),
            ("workflow_kit", """{ "phases": { "build": { "artifacts": [{ "path": "src/a", "owned_by": "qa" }] }, "check": { "artifacts": [{ "path": "src/b", "owned_by": "qa" }] } } }""")).Errors;
        Assert.Equal([("routing.build", "src/a", "ADM-002", "qa"), ("routing.check", "src/b", "ADM-004", "qa")], errors.Select(error => (error.Field!, error.Path!, error.Detail!, error.Referenced!)));
    }

    [Theory]
    [InlineData("authoritative", "{ \"can_write_files\": false }", 2)]
    [InlineData("authoritative", "{ \"can_write_files\": true }", 0)]
    [InlineData("authoritative", "{ \"proposal_support\": false }", 0)]
    [InlineData("proposed", "{ \"can_write_files\": false }", 0)]
    [InlineData("proposed", "{ \"proposal_support\": false }", 2)]
    [InlineData("review_only", "{ \"can_write_files\": false }", 2)]
    [InlineData("authoritative", "{ \"workflow_artifact_ownership\": false }", 1)]
    [InlineData("authoritative", "{ \"workflow_artifact_ownership\": \"no\" }", 0)]
    public void A_runtime_that_denies_a_capability_is_believed(string authority, string capabilities, int errors) => Assert.Equal(errors, Check(
        ("runtimes.tools.capabilities", capabilities),
        ("roles.qa.runtime", "\"tools\""),
        ("roles.qa.write_authority", $"\"{authority}\""),
        ("workflow_kit", """{ "phases": { "check": { "artifacts": [{ "path": ".planning/a", "owned_by": "qa" }] } } }""")).Errors.Count);

    [Theory]
    [InlineData(true, "manual", 0)]
    [InlineData(true, "local_cli", 1)]
    [InlineData(false, "local_cli", 0)]
    public void Approval_without_a_person_at_work_is_worth_a_warning(bool isAsked, string type, int warnings)
    {
        AdmissionResult result = Check(("roles.qa.write_authority", "\"proposed\""), ("runtimes.hand", $$"""{ "type": "{{type}}", "command": "x" }"""), ("gates.checked.requires_human_approval", isAsked ? "true" : "false"));
        Assert.Empty(result.Errors);
        Assert.Equal(warnings, result.Warnings.Count);
        Assert.All(result.Warnings, warning => Assert.Equal(("admission_approval_without_manual_runtime", "gates.checked.requires_human_approval", "ADM-003"), (warning.Reason.Id, warning.Field, warning.Detail)));
    }

    private static AdmissionResult Check(params (string Place, string? Value)[] changes) => Admission.Check(Sample.Good(Sample.With(TwoPhases, changes)));
}
