using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Dispatch;

/// <summary>What a bundle holds.</summary>
public sealed class DispatchBundleTests
{
    private static readonly string[] PromptSections = ["Your Mandate", "Protocol Rules", "Write Authority", "Workflow-Kit Responsibilities", "Phase Exit Gate", "Single-Shot Execution", "Required Output"];
    private static readonly string[] ContextSections = ["Current State", "Project Goal", "Runtime Capability Contract", "Last Accepted Turn", "Decision History", "Gate Required Files", "Phase Gate Status"];

    [Fact]
    public void The_assignment_has_every_key_of_the_protocol()
    {
        JsonElement assignment = new BundleSample().Assignment();
        Assert.Equal(
            ["run_id", "turn_id", "phase", "role", "runtime_id", "write_authority", "accepted_integration_ref", "staging_result_path", "reserved_paths", "allowed_next_roles", "attempt", "deadline_at", "assigned_sequence", "budget_reservation_usd", "active_siblings"],
            assignment.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            """{"run_id":"run_1","turn_id":"turn_2","phase":"build","role":"dev","runtime_id":"main","write_authority":"authoritative","accepted_integration_ref":"git:0000","staging_result_path":".agentxchain/staging/turn_2/turn-result.json","reserved_paths":[".agentxchain/state.json",".agentxchain/history.jsonl",".agentxchain/decision-ledger.jsonl",".agentxchain/lock.json","agentxchain.json",".git",".github/proofs.yml"],"allowed_next_roles":["dev","qa"],"attempt":1,"deadline_at":"2026-04-15T12:00:00.000Z","assigned_sequence":1,"budget_reservation_usd":1.50,"active_siblings":[]}""",
            JsonSerializer.Serialize(assignment));
    }

    [Fact]
    public void The_assignment_has_what_is_special_about_the_turn()
    {
        BundleSample sample = new();
        JsonElement assignment = (sample with
        {
            Authority = WriteAuthority.ReviewOnly,
            Turn = sample.Turn with
            {
                DeadlineAt = null,
                IntakeContext = JsonElement.Parse("{\"intent\":[1,\"\\ud800\"]}"),
                ConflictContext = new() { ConflictingFiles = ["a"] },
                DelegationContext = new() { DelegationId = "del-001" },
                DelegationReview = new() { ParentRole = "pm" },
            },
            State = sample.State with
            {
                BudgetReservations = new Dictionary<string, BudgetReservation>(StringComparer.Ordinal),
                ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { ["turn_2"] = sample.Turn, ["turn_3"] = new() { TurnId = "turn_3", AssignedRole = "qa" } },
            },
            Warnings = [new("dirty", "Two files are not committed.")],
        }).Assignment();
        Assert.Equal(["intake_context", "conflict_context", "delegation_context", "delegation_review", "advisory_warnings"], assignment.EnumerateObject().Skip(15).Select(field => field.Name));
        Assert.Equal("""{"intent":[1,"\ud800"]}""", assignment.GetProperty("intake_context").GetRawText());
        Assert.Equal("a", assignment.GetProperty("conflict_context").GetProperty("conflicting_files")[0].GetString());
        Assert.Equal("del-001", assignment.GetProperty("delegation_context").GetProperty("delegation_id").GetString());
        Assert.Equal("pm", assignment.GetProperty("delegation_review").GetProperty("parent_role").GetString());
        Assert.Equal("""[{"code":"dirty","message":"Two files are not committed."}]""", JsonSerializer.Serialize(assignment.GetProperty("advisory_warnings")));
        Assert.Equal("""[{"turn_id":"turn_3","role":"qa"}]""", JsonSerializer.Serialize(assignment.GetProperty("active_siblings")));
        Assert.Equal("review_only", assignment.GetProperty("write_authority").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (assignment.GetProperty("deadline_at").ValueKind, assignment.GetProperty("budget_reservation_usd").ValueKind));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b\\c:d")]
    [InlineData("")]
    public void An_id_that_is_no_name_of_a_folder_gets_no_bundle(string id) =>
        Assert.Throws<ArgumentException>(() => (new BundleSample { Turn = new() { TurnId = id } }).Assignment());

    [Fact]
    public void The_pages_have_their_sections_in_order()
    {
        Assert.Equal(PromptSections, Sections(new BundleSample().Prompt()));
        Assert.Equal(ContextSections, Sections(new BundleSample().Context()));
        Assert.Equal(["ASSIGNMENT.json", "PROMPT.md", "CONTEXT.md"], new BundleSample().Write().Keys);
    }

    [Fact]
    public void What_is_special_about_the_turn_has_its_sections_in_order()
    {
        BundleSample sample = new();
        sample = sample with
        {
            Turn = sample.Turn with
            {
                Attempt = 2,
                LastRejection = new() { Attempt = 1, Reason = "It lacks a summary.", FailedStage = "schema", ValidationErrors = ["summary is empty"] },
                ConflictContext = new() { ConflictingFiles = ["src/shared.js"], AcceptedSince = ["turn_7"] },
                DelegationContext = new() { DelegationId = "del-001", ParentRole = "pm", Charter = "Count faster.", AcceptanceContract = ["Twice as fast."], RequiredDecisionIds = ["DEC-003"] },
                DelegationReview = new() { DelegationResults = [new() { DelegationId = "del-002", ToRole = "qa", Status = "completed", Summary = "Looked.", MissingDecisionIds = ["DEC-004"] }] },
            },
            CustomPrompt = "Write short functions.",
            Warnings = [new("dirty", "Two files are not committed.")],
        };
        Assert.Equal([.. PromptSections[..5], "Previous Attempt Failed", "File Conflict", "Role Prompt", .. PromptSections[5..]], Sections(sample.Prompt()));
        Assert.Equal([.. ContextSections, "Delegated Work", "Delegation Review", "Advisory Warnings"], Sections(sample.Context()));
        Said(sample.Prompt(), "Attempt: 2 of 2", "Attempt 1 was rejected at stage `schema`: `It lacks a summary.`", "- `summary is empty`", "(`turn_7`)", "- `src/shared.js`", "```markdown\nWrite short functions.\n```");
        Said(sample.Context(), "Count faster.", "`Twice as fast.`", "`DEC-003`", "`del-002` by role `qa`: `completed`, `Looked.`; decisions missing: 1", "`dirty`: `Two files are not committed.`");
    }

    [Fact]
    public void Role_authority_and_gate_are_told_as_they_are_configured()
    {
        Said(new BundleSample().Prompt(), "# Turn of role `dev`", "- Role: `Developer`", "```markdown\nBuild what the specification says.\n```", "Authority: `authoritative`.", "Gate `build_gate` stands between this phase and the next phase, `check`.",
            "It requires the file `src/app.js`: it has to be there.", "`.planning/IMPLEMENTATION_NOTES.md` (required): sections `## Changes` and `## Verification`, each with its own content; owned by `dev`.", "It requires a verification that passes.", "It requires the approval of a person");
        Said((new BundleSample { Authority = WriteAuthority.Proposed, Policies = [new("r", "require_reproducible_verification", "block")] }).Prompt(), "Authority: `proposed`.", "It requires a verification that passes when it is run again.", "only that counts");
        Said((new BundleSample { Authority = WriteAuthority.ReviewOnly, Runtime = "api_proxy" }).Prompt(), "Authority: `review_only`. You change no file", "raise at least one objection");
        Said((new BundleSample { Phase = "check", Gate = new() }).Prompt(), "No gate stands between this phase and the end of the run.");
        Assert.DoesNotContain("approval of a person", (new BundleSample { Gate = new() { RequiresFiles = ["a"] } }).Prompt(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_meaning_of_a_file_is_explained()
    {
        foreach (string name in FileSemantics.Names)
        {
            string prompt = (new BundleSample { Artifacts = [new("docs/x.md") { Semantics = name, RequiredSections = ["## Scope"] }] }).Prompt();
            Assert.DoesNotContain("does not exist", prompt, StringComparison.Ordinal);
            Assert.DoesNotContain("`docs/x.md` (required): it has to be there", prompt, StringComparison.Ordinal);
        }

        Said((new BundleSample { Artifacts = [new("docs/x.md") { Semantics = "vibes" }] }).Prompt(), "a meaning that does not exist, `vibes`");
    }

    [Fact]
    public void A_file_of_another_role_is_not_this_role_s_to_write() =>
        Assert.DoesNotContain("Workflow-Kit Responsibilities", Sections((new BundleSample { Artifacts = [new("a") { OwnedBy = "qa" }] }).Prompt()));

    [Fact]
    public void The_context_tells_how_the_run_stands()
    {
        BundleSample sample = new();
        string context = (sample with
        {
            Files = new Dictionary<string, string>(StringComparer.Ordinal) { [".planning/IMPLEMENTATION_NOTES.md"] = "## Changes\nNone.\n", [".planning/SYSTEM_SPEC.md"] = "## Purpose\n\tCount.\n" },
            State = sample.State with
            {
                BudgetStatus = new() { RemainingUsd = 3.25m },
                LastGateFailure = new() { Phase = "build", Reasons = ["The file a is missing."] },
                RepoDecisions = [new() { Id = "DEC-900", Statement = "Never round.", Status = "active" }, new() { Id = "DEC-901", Statement = "Gone.", Status = "overridden" }],
            },
            Decisions = [new() { Id = "DEC-001", Phase = "plan", Role = "pm", Statement = "Old.", OverriddenBy = "DEC-002" }, new() { Id = "DEC-002", Phase = "plan", Role = "pm", Statement = "a | b" }],
        }).Context();
        Said(context, "now `build`", "Turns accepted: 1.", "Budget left: 3.25 USD.", "The gate failed last time: `The file a is missing.`", "```markdown\nCount things.\n```", "Turn `turn_1` of role `pm` in phase `plan`: `completed`.", "Wrote down what is to be built.", "`OBJ-001` (`low`): `It is not fast.`",
            "- `src/app.js`: MISSING", "- `.planning/IMPLEMENTATION_NOTES.md`: EXISTS, and fails: `.planning/IMPLEMENTATION_NOTES.md must define #\\# Verification before implementation can exit.`",
            "| `DEC-002` | `plan` | `pm` | `a \\| b` |\n| `DEC-001` | `plan` | `pm` | `Old.`, overridden by `DEC-002` |\n| `DEC-900` | `an earlier run` | (nothing) | `Never round.` |\n",
            "`.planning/SYSTEM_SPEC.md` begins:\n\n```text\n#\\# Purpose\n    Count.\n```", "- `plan`: `plan_gate` `passed`", "- `build`: `build_gate` `pending`", "- `check`: no gate");
        Assert.DoesNotContain("Gone.", context, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_turn_has_none_before_it()
    {
        BundleSample sample = new() { Decisions = [] };
        Said((sample with { History = [] }).Context(), "This is the first turn of the run.", "Nothing is decided yet.");
        Said(sample.Having(last => last with { RunId = "run_0" }).Context(), "This is the first turn of the run.");
        Said(sample.Having(last => last with { Status = "reissued" }).Context(), "This is the first turn of the run.");
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("src/key.pem")]
    [InlineData(".agentxchain/state.json")]
    [InlineData(".planning/../.env")]
    [InlineData("./.planning/x.md")]
    public void No_file_is_sent_around_on_an_agent_s_word(string path)
    {
        BundleSample sample = new BundleSample { Gate = new() }.Having(last => last with { FilesChanged = [path] }) with { Files = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = "hunter2" } };
        Assert.DoesNotContain("hunter2", sample.Context(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_the_configuration_knows_nothing_of_gets_the_least()
    {
        IReadOnlyDictionary<string, byte[]> bundle = DispatchBundle.Write(new(), new(), new() { TurnId = "turn_1" }, new(new RunFacts(default)));
        Assert.Contains("\"write_authority\": \"review_only\"", Encoding.UTF8.GetString(bundle["ASSIGNMENT.json"]), StringComparison.Ordinal);
        Assert.Contains("The configuration gives the role no mandate.", Encoding.UTF8.GetString(bundle["PROMPT.md"]), StringComparison.Ordinal);
    }

    internal static string[] Sections(string page) => [.. MarkdownReader.Readings(page)[1].Select(MarkdownHeading.Of).OfType<MarkdownHeading>().Where(heading => heading.Level == 2).Select(heading => heading.Title)];

    private static void Said(string page, params string[] texts) => Assert.All(texts, text => Assert.Contains(text, page, StringComparison.Ordinal));
}
