using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Every key of a result, and every kind of value that does not belong there.</summary>
public sealed class SchemaStageTests
{
    private static readonly string[] Codes = ["result_field_missing", "result_field_type", "result_field_value", "unfilled_placeholder", "cost_invalid"];

    [Fact]
    public void What_is_right_has_no_problem() => Assert.All(SchemaSamples.Good(), sample => Assert.True(SchemaSamples.Check(sample.Json).Count == 0, sample.What));

    [Fact]
    public void What_is_wrong_in_one_place_is_refused_and_names_the_place()
    {
        Assert.True(SchemaSamples.Bad().Count() > 400);
        Assert.All(SchemaSamples.Bad(), sample =>
        {
            IReadOnlyList<Problem> problems = SchemaSamples.Check(sample.Json);
            Assert.True(problems.Count > 0, sample.What);
            Assert.All(problems, problem => Assert.Contains(problem.Reason.Id, Codes));
            Assert.All(problems, problem => Assert.False(string.IsNullOrEmpty(problem.Field), sample.What));
        });
    }

    [Theory]
    [InlineData("summary", null, "result_field_missing", "summary")]
    [InlineData("summary", "null", "result_field_type", "summary")]
    [InlineData("summary", "3", "result_field_type", "summary")]
    [InlineData("summary", "\"\"", "result_field_value", "summary")]
    [InlineData("summary", "\"<what you did>\"", "unfilled_placeholder", "summary")]
    [InlineData("decisions.0.statement", "\" <x> \"", "unfilled_placeholder", "decisions[0].statement")]
    [InlineData("decisions.0.statement", "\"\u200B\"", "result_field_value", "decisions[0].statement")]
    [InlineData("decisions.0.rationale", "\"\u2060 \u3164\"", "result_field_value", "decisions[0].rationale")]
    [InlineData("objections.0.statement", "\"\u00AD\uFE0F\"", "result_field_value", "objections[0].statement")]
    [InlineData("decisions.0.durability", "\"forever\"", "result_field_value", "decisions[0].durability")]
    [InlineData("decisions.0.overrides", "\"DEC-x\"", "result_field_value", "decisions[0].overrides")]
    [InlineData("decisions.0.overrides", "\"DEC-001\"", "result_field_value", "decisions[0].overrides")]
    [InlineData("objections.0.severity", null, "result_field_missing", "objections[0].severity")]
    [InlineData("schema_version", null, "result_field_missing", "schema_version")]
    [InlineData("schema_version", "\"2.0\"", "result_field_value", "schema_version")]
    [InlineData("turn_id", null, "result_field_missing", "turn_id")]
    [InlineData("role", null, "result_field_missing", "role")]
    [InlineData("status", null, "result_field_missing", "status")]
    [InlineData("files_changed", null, "result_field_missing", "files_changed")]
    [InlineData("verification", null, "result_field_missing", "verification")]
    [InlineData("verification", "\"pass\"", "result_field_type", "verification")]
    [InlineData("artifact.type", null, "result_field_missing", "artifact.type")]
    [InlineData("cost.usd", "\"0.5\"", "cost_invalid", "cost.usd")]
    public void No_repair_hides_it(string place, string? json, string code, string field)
    {
        Problem problem = Scene.Author.CheckWith(place, json).Fails("schema", code);
        Assert.Equal(field, problem.Field);
        Assert.StartsWith(field, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_the_stage_are_told_and_none_of_later_ones()
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change["summary"] = 1;
            change["status"] = "odd";
            change["turn_id"] = "turn_2";
            change["files_changed"]!.AsArray().Add("../x");
        });
        result.Fails("schema", "result_field_type");
        Assert.Equal(["status", "summary"], result.Problems.Select(problem => problem.Field));
        Assert.Equal(["completed", "blocked", "needs_human", "failed"], result.Problems[0].Allowed);
    }

    [Theory]
    [InlineData("a <b> c")]
    [InlineData("<b>bold</b>")]
    [InlineData("<>")]
    [InlineData("<open")]
    public void Text_that_only_holds_brackets_is_no_placeholder(string summary) => Scene.Author.Check(result => result["summary"] = summary).Passes();

    [Fact]
    public void Unknown_keys_are_told_and_ignored()
    {
        ValidationResult result = Scene.Author.Check(change => change["notes"] = "<x>");
        result.Passes();
        Assert.Contains("\"notes\"", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_unknown_inside_an_object_is_ignored()
    {
        Scene.Author.Check(change => change["artifact"]!["files_modified"] = new System.Text.Json.Nodes.JsonArray("../../x")).Passes();
        Scene.Author.Check(change => change["files_changed"] = null).Fails("schema", "result_field_type");
    }
}
