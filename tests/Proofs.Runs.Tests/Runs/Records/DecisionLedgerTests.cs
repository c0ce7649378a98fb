using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Records;

/// <summary>What a decision has to be to stand in the ledger.</summary>
public sealed class DecisionLedgerTests
{
    private static readonly HashSet<string> Existing = new(["DEC-001"], StringComparer.Ordinal);

    [Theory]
    [InlineData("DEC-002", "scope")]
    [InlineData("DEC-10", "implementation")]
    [InlineData("DEC-0011", "architecture")]
    [InlineData("DEC-000", "architecture")]
    [InlineData("DEC-123456789012345678901234567890", "release")]
    [InlineData("DEC-7", "process")]
    [InlineData("DEC-8", "quality")]
    public void A_new_decision_that_says_everything_is_good(string id, string category) => Assert.Null(Both(id, category, "Do it.", "It helps."));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("DEC-")]
    [InlineData("DEC")]
    [InlineData("dec-1")]
    [InlineData("DEC-1a")]
    [InlineData("DEC-1\n")]
    [InlineData(" DEC-1")]
    [InlineData("DEC--1")]
    [InlineData("DEC-\u0661")]
    [InlineData("D-1")]
    public void An_id_of_another_form_is_refused(string? id)
    {
        Problem problem = Both(id, "vibes", string.Empty, null)!;
        Assert.Equal(("invalid_decision_id_format", "id"), (problem.Reason.Id, problem.Field));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("\u200B\u2060")]
    [InlineData("\u00A0")]
    [InlineData("\u3164\uFE0F \u00AD")]
    public void A_decision_without_statement_or_rationale_is_refused(string? nothing)
    {
        Problem statement = Both("DEC-001", "vibes", nothing, nothing)!;
        Assert.Equal(("empty_required_field", "statement"), (statement.Reason.Id, statement.Field));
        Problem rationale = Both("DEC-002", "scope", "Do it.", nothing)!;
        Assert.Equal(("empty_required_field", "rationale"), (rationale.Reason.Id, rationale.Field));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vibes")]
    [InlineData("Scope")]
    [InlineData("scope ")]
    public void A_category_that_does_not_exist_is_refused_and_the_others_are_listed(string? category)
    {
        Problem problem = Both("DEC-001", category, "Do it.", "It helps.")!;
        Assert.Equal(("invalid_enum_value", "category", category), (problem.Reason.Id, problem.Field, problem.Actual));
        Assert.Equal(["implementation", "architecture", "scope", "process", "quality", "release"], problem.Allowed);
    }

    [Fact]
    public void A_decision_that_the_run_has_already_is_refused()
    {
        Problem problem = Both("DEC-001", "scope", "Do it.", "It helps.")!;
        Assert.Equal(("duplicate_decision_id", "DEC-001"), (problem.Reason.Id, problem.Referenced));
    }

    [Theory]
    [InlineData("DEC-1")]
    [InlineData("DEC-0000000000000000000000000001")]
    public void Zeros_in_front_make_no_other_decision_and_both_are_named(string id)
    {
        Problem problem = Both(id, "scope", "Do it.", "It helps.")!;
        Assert.Equal(("duplicate_decision_id", "DEC-001"), (problem.Reason.Id, problem.Referenced));
        Assert.Equal($"The run already has a decision {id}, as DEC-001: they are the same number.", problem.Message);
    }

    [Theory]
    [InlineData("null", "invalid_decision_id_format")]
    [InlineData("[]", "invalid_decision_id_format")]
    [InlineData("\"DEC-002\"", "invalid_decision_id_format")]
    [InlineData("""{"id":2}""", "invalid_decision_id_format")]
    [InlineData("""{"id":"\ud800"}""", "invalid_decision_id_format")]
    [InlineData("""{"id":"DEC-002","id":"DEC-003","statement":"a","rationale":"b","category":"scope"}""", "invalid_decision_id_format")]
    [InlineData("""{"id":"DEC-002","statement":{"a":1}}""", "empty_required_field")]
    [InlineData("""{"id":"DEC-002","statement":"\ud800","rationale":"b","category":"scope"}""", "empty_required_field")]
    [InlineData("""{"id":"DEC-002","statement":"a","rationale":["b"],"category":"scope"}""", "empty_required_field")]
    [InlineData("""{"id":"DEC-002","statement":"a","rationale":"b","category":3}""", "invalid_enum_value")]
    public void Json_of_any_kind_is_refused_and_nothing_breaks(string json, string code) => Assert.Equal(code, DecisionLedger.Check(JsonElement.Parse(json), Existing)?.Reason.Id);

    /// <summary>As a record and as JSON; they must agree.</summary>
    private static Problem? Both(string? id, string? category, string? statement, string? rationale)
    {
        Problem? own = DecisionLedger.Check(new LedgerDecision { Id = id!, Category = category, Statement = statement, Rationale = rationale }, Existing);
        JsonObject json = new() { ["id"] = id, ["category"] = category, ["statement"] = statement, ["rationale"] = rationale };
        Problem? read = DecisionLedger.Check(JsonElement.Parse(json.ToJsonString()), Existing);
        Assert.Equal(own?.Reason, read?.Reason);
        Assert.Equal(own?.Field, read?.Field);
        return own;
    }
}
