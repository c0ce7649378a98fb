using System.Text;
using System.Text.Json.Nodes;
using Proofs.Cli.Conformance;

namespace Proofs.Cli.Tests.Conformance;

/// <summary>Each operation of the adapter, on fixtures made up here; the corpus need not be at hand.</summary>
public sealed class AdapterTests
{
    private const string Roles = """ "roles":{"a":{},"b":{"write_authority":"review_only"}},"routing":{"one":{"allowed_next_roles":["a","b","human"],"exit_gate":"g"},"two":{"allowed_next_roles":["a","b","human"]}},"gates":{"g":{"requires_files":["x.txt"]}},"hooks":{"before_gate":[{"name":"h","type":"process","mode":"advisory","command":["/bin/sh","-c","echo x > .agentxchain/state.json; echo '{\"verdict\":\"allow\"}'"]}]} """;
    private const string Active = """ "status":"active","phase":"one","run_id":"run_9","active_turns":{"turn_9":{"role":"a"}} """;
    private const string Result = """ {"schema_version":"1.0","run_id":"run_9","turn_id":"turn_9","role":"a","runtime_id":"manual","status":"completed","summary":"s","decisions":[],"objections":[],"files_changed":["src/f"],"verification":{"status":"pass"},"artifact":{"type":"workspace"},"proposed_next_role":"b"} """;

    [Theory]
    [InlineData("initialize_run", "{}", """ "status":"idle" """, """{"result":"ok","state_assertions":{"status":"active","phase":"one","run_id":{"assert":"id_prefix","value":"run_"}}}""")]
    [InlineData("initialize_run", "{}", Active, """{"result":"error","error_type":"invalid_state_transition","state_unchanged":true}""")]
    [InlineData("assign_turn", """{"role_id":"b"}""", """ "status":"active","phase":"one","run_id":"run_9" """, """{"result":"ok","state_assertions":{"status":"active"}}""")]
    [InlineData("assign_turn", """{"role_id":"b"}""", Active, """{"result":"error","error_type":"invalid_state_transition","reason_code":"turn_already_assigned","state_unchanged":true}""")]
    [InlineData("approve_transition", "{}", """ "status":"paused","phase":"one","run_id":"run_9","pending_phase_transition":{"from":"one","to":"two","gate":"g"} """, """{"result":"ok","state_assertions":{"status":"active","phase":"two"}}""")]
    [InlineData("approve_transition", "{}", Active, """{"result":"error","error_type":"invalid_state_transition"}""")]
    [InlineData("approve_completion", "{}", """ "status":"paused","phase":"two","run_id":"run_9","pending_run_completion":{"gate":"g"} """, """{"result":"ok","state_assertions":{"status":"completed"}}""")]
    [InlineData("resolve_blocked", """{"action":"resume"}""", """ "status":"blocked","phase":"one","run_id":"run_9","blocked_on":"human:x" """, """{"result":"ok","state_assertions":{"status":"active","blocked_on":null}}""")]
    [InlineData("transition_state", """{"trigger":"escalation","reason":"too_slow","role_id":"b"}""", Active, """{"result":"ok","state_assertions":{"status":"blocked","blocked_on":"escalation:too-slow:b"}}""")]
    [InlineData("transition_state", """{"target_status":"paused"}""", Active, """{"result":"error","error_type":"invalid_state_transition","state_unchanged":true}""")]
    [InlineData("transition_state", """{"run_id":"run_8"}""", Active, """{"result":"error","error_type":"immutable_field","state_unchanged":true}""")]
    [InlineData("validate_turn_result", """{"turn_result":RESULT}""", Active, """{"result":"success","errors":[]}""")]
    [InlineData("validate_turn_result", """{"turn_result":{}}""", Active, """{"result":"error","failed_stage":"schema"}""")]
    [InlineData("accept_turn", """{"turn_id":"turn_9","turn_result":RESULT}""", Active, """{"result":"success","state":{"accepted_sequence":1,"active_turns":{}},"history_length":1}""")]
    [InlineData("accept_turn", """{"turn_id":"turn_8"}""", Active, """{"result":"error","error_type":"turn_not_active","history_length":0,"state_unchanged":true}""")]
    [InlineData("evaluate_phase_exit", """{"current_phase":"one","requested_phase":"two"}""", """ "status":"active","phase":"one","run_id":"run_9" """, """{"result":"success","action":"gate_failed","reason":"requires_files predicate failed","phase_unchanged":true}""")]
    [InlineData("evaluate_phase_exit", """{"current_phase":"one","requested_phase":"none"}""", Active, """{"result":"error","action":"gate_error","error_type":"unknown_phase"}""")]
    [InlineData("evaluate_run_completion", """{"turn_result":{"run_completion_request":true}}""", """ "status":"active","phase":"two","run_id":"run_9" """, """{"result":"success","action":"complete","new_status":"completed"}""")]
    [InlineData("evaluate_run_completion", """{"turn_result":{"run_completion_request":true}}""", Active, """{"result":"success","action":"not_final_phase","reason":"Run completion requested but current phase \"one\" is not the final phase \"two\""}""")]
    [InlineData("append_decision", """{"entry":{"id":"DEC-9","statement":"s","rationale":"r","category":"scope"}}""", Active, """{"result":"success","ledger_length":1,"ledger_last_entry":{"id":"DEC-9"}}""")]
    [InlineData("append_decision", """{"entry":{"id":"D-9","statement":"s","rationale":"r","category":"scope"}}""", Active, """{"result":"error","error_type":"invalid_decision_id_format","ledger_length":0}""")]
    [InlineData("validate_event", """{"event":{"event_id":"evt_1","event_type":"run_started","timestamp":"2026-01-01T00:00:00Z","run_id":"run_9"}}""", Active, """{"result":"success","errors":[]}""")]
    [InlineData("validate_event", """{"event":null}""", Active, """{"result":"error","error_type":"invalid_event"}""")]
    [InlineData("validate_event_ordering", """{"events":[{"event_id":"evt_1","event_type":"turn_accepted","timestamp":"2026-01-01T00:00:00Z","run_id":"run_9","turn":{"turn_id":"turn_9"}}]}""", Active, """{"result":"error","error_type":"ordering_violation"}""")]
    [InlineData("validate_config", """{"config":{"roles":{"a":{"runtime":"r"}}}}""", Active, """{"result":"error","error_type":"undeclared_runtime_reference","error_field":"roles.a.runtime","referenced_runtime":"r"}""")]
    [InlineData("verify_dispatch_manifest", """{"turn_id":"turn_9"}""", Active, """{"result":"success","manifest_valid":true,"verification_errors":[]}""")]
    [InlineData("inspect_dispatch_manifest", """{"turn_id":"turn_9"}""", Active, """{"result":"success","manifest_contains_self":false,"file_paths":["P.md"]}""")]
    public void The_product_answers_in_the_words_of_the_corpus(string operation, string args, string state, string expected)
    {
        string fixture = $$"""{"setup":{"config":{ {{Roles}} },"state":{ {{state}} },"dispatch_bundle":{"turn_9":{"P.md":"p"} } },"input":{"operation":"{{operation}}","args":{{args.Replace("RESULT", Result, StringComparison.Ordinal)}} },"expected":{{expected}} }""";
        Answer answer = Adapter.Run(Encoding.UTF8.GetBytes(fixture));
        Assert.True(answer.Status is AnswerStatus.Pass, $"{answer.Message}\n{answer.Actual}");
        JsonNode blind = JsonNode.Parse(fixture)!;
        blind.AsObject().Remove("expected");
        Assert.True(JsonNode.DeepEquals(answer.Actual, Adapter.Run(Encoding.UTF8.GetBytes(blind.ToJsonString())).Actual));
    }

    [Theory]
    [InlineData("""{"phase":"before_gate","payload":{"run_id":"run_9","turn_id":"turn_9"}}""", """{"result":"success","hook_ok":false,"blocked":true,"audit_entries":[{"hook_name":"h","transport":"process","run_id":"run_9","turn_id":"turn_9","verdict":"allow","orchestrator_action":"aborted_tamper"}]}""")]
    [InlineData("""{"phase":"after_dispatch"}""", """{"result":"success","hook_ok":true,"blocked":false,"audit_entries":[]}""")]
    public void Hooks_really_run(string args, string expected)
    {
        string fixture = $$"""{"setup":{"config":{ {{Roles}} },"state":{ {{Active}} } },"input":{"operation":"run_hooks","args":{{args}} },"expected":{{expected}} }""";
        Answer answer = Adapter.Run(Encoding.UTF8.GetBytes(fixture));
        Assert.True(answer.Status is AnswerStatus.Pass, $"{answer.Message}\n{answer.Actual}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"input":7}""")]
    [InlineData("""{"input":{"operation":7}}""")]
    [InlineData("""{"input":{"operation":"assign_turn"},"input":{}}""")]
    [InlineData("""{"input":{"operation":"assign_turn"},"setup":{"state":{"status":"walking"}}}""")]
    [InlineData("""{"input":{"operation":"assign_turn","args":{"role_id":[]}},"setup":{"state":{"status":"active"}}}""")]
    [InlineData("""{"input":{"operation":"verify_dispatch_manifest","args":{}},"setup":{}}""")]
    [InlineData("""{"input":{"operation":"transition_state","args":{"trigger":"magic"}},"setup":{}}""")]
    public void What_is_no_fixture_is_an_error_and_nothing_else(string fixture)
    {
        Answer answer = Adapter.Run(Encoding.UTF8.GetBytes(fixture));
        Assert.Equal((AnswerStatus.Error, null), (answer.Status, answer.Actual));
        Assert.False(string.IsNullOrEmpty(answer.Message));
    }

    [Theory]
    [InlineData("""{"assert":"magic"}""", "1")]
    [InlineData("""{"a":1}""", """{"b":1}""")]
    [InlineData("""{"a":1}""", "[]")]
    [InlineData("[1]", "[1,2]")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("1", "\"1\"")]
    [InlineData("null", "0")]
    [InlineData("""{"assert":"present"}""", "null")]
    [InlineData("""{"assert":"nonempty_string"}""", "\"\"")]
    [InlineData("""{"assert":"id_prefix","value":"run_"}""", "\"turn_1\"")]
    [InlineData("""{"assert":"unordered_array","items":[1,2]}""", "[1,1]")]
    public void The_comparison_sees_a_difference(string expected, string actual) => Assert.NotNull(Matcher.Difference(JsonNode.Parse(expected), JsonNode.Parse(actual)));

    [Theory]
    [InlineData("{}", """{"b":1}""")]
    [InlineData("""{"warnings_allowed":true}""", "{}")]
    [InlineData("""{"assert":"unordered_array","items":[{"a":1},{}]}""", """[{"b":2},{"a":1}]""")]
    [InlineData("1.0", "1")]
    public void The_comparison_lets_more_pass_than_is_expected(string expected, string actual) => Assert.Null(Matcher.Difference(JsonNode.Parse(expected), JsonNode.Parse(actual)));
}
