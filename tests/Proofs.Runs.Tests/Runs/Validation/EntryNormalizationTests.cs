using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>What is put right about decisions and objections.</summary>
public sealed class EntryNormalizationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("\"D1\"")]
    [InlineData("\"DEC-one\"")]
    [InlineData("\"DEC-<n>\"")]
    [InlineData("\"dec-001\"")]
    [InlineData("{}")]
    public void An_id_that_is_none_becomes_the_first_free_one(string? json)
    {
        ValidationResult result = Scene.Author.CheckWith("decisions.0.id", json);
        Assert.Equal("DEC-001", Assert.Single(result.Passes().Decisions).Id);
        Assert.Equal("decisions[0].id", result.Repaired("decision_id_renumbered").Field);
    }

    [Fact]
    public void Free_is_what_neither_the_result_nor_the_run_nor_the_repository_has()
    {
        Scene scene = Scene.Author.Decided("DEC-001", "DEC-2", "DEC-99999999999999999999999") with { Arrange = state => state with { RepoDecisions = [new RepoDecision { Id = "DEC-006" }] } };
        ValidationResult result = scene.Check(change => change["decisions"] = Decisions("first", "DEC-003", "second", "DEC-0004", "third"));
        Assert.Equal(["DEC-005", "DEC-003", "DEC-007", "DEC-0004", "DEC-008"], result.Passes().Decisions.Select(decision => decision.Id));
    }

    [Fact]
    public void A_new_number_is_not_that_of_the_decision_it_overrides()
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change["decisions"] = Decisions("first");
            change["decisions"]![0]!["overrides"] = "DEC-001";
        });
        Decision decision = Assert.Single(result.Passes().Decisions);
        Assert.Equal(("DEC-002", "DEC-001"), (decision.Id, decision.Overrides));
    }

    [Fact]
    public void An_id_that_is_one_stays_even_when_it_is_taken()
    {
        ValidationResult result = Scene.Author.Decided("DEC-001").Check();
        result.Fails("protocol", "duplicate_decision_id");
        result.NotRepaired();
    }

    [Fact]
    public void Objections_are_numbered_in_their_result()
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change["objections"]!.AsArray().Insert(0, JsonNode.Parse("""{"id":"1","severity":"high","statement":"No"}"""));
            change["objections"]!.AsArray().Add(JsonNode.Parse("""{"severity":"high","statement":"Never"}"""));
        });
        Assert.Equal(["OBJ-002", "OBJ-001", "OBJ-003"], result.Passes().Objections.Select(objection => objection.Id));
        Assert.Equal(2, result.Normalizations.Count(each => each.Rule == "objection_id_renumbered"));
    }

    [Theory]
    [InlineData("decisions", "statement", "decision")]
    [InlineData("decisions", "statement", "title")]
    [InlineData("decisions", "statement", "description")]
    [InlineData("decisions", "statement", "text")]
    [InlineData("decisions", "statement", "summary")]
    [InlineData("decisions", "rationale", "reason")]
    [InlineData("decisions", "rationale", "reasoning")]
    [InlineData("decisions", "rationale", "why")]
    [InlineData("decisions", "rationale", "justification")]
    [InlineData("objections", "statement", "objection")]
    [InlineData("objections", "statement", "title")]
    [InlineData("objections", "statement", "description")]
    [InlineData("objections", "statement", "text")]
    [InlineData("objections", "statement", "summary")]
    [InlineData("objections", "statement", "concern")]
    [InlineData("objections", "statement", "detail")]
    public void Text_under_another_name_is_that_text(string list, string key, string synonym)
    {
        foreach (string? empty in new[] { null, "null", "\"\"", "\" \"", "\"\u200B\"" })
        {
            ValidationResult result = Scene.Author.Check(change =>
            {
                Scene.Put(change, $"{list}.0.{key}", empty);
                change[list]![0]![synonym] = "What it says";
            });
            TurnResult passed = result.Passes();
            Assert.Equal("What it says", list == "objections" ? passed.Objections[0].Statement : key == "statement" ? passed.Decisions[0].Statement : passed.Decisions[0].Rationale);
            Assert.Equal($"{list}[0].{key}", result.Repaired($"{key}_from_synonym").Field);
        }

        Scene.Author.Check(change => change[list]![0]![synonym] = "What it says").NotRepaired();
        foreach (string worthless in new[] { "\" \"", "\"\u200B\"", "3", "null", "[\"x\"]" })
        {
            Assert.Equal("schema", Scene.Author.Check(change =>
            {
                change[list]![0]!.AsObject().Remove(key);
                change[list]![0]![synonym] = JsonNode.Parse(worthless);
            }).FailedStage);
        }
    }

    [Fact]
    public void Text_of_another_kind_is_not_replaced() => Scene.Author.Check(change => (change["decisions"]![0]!["statement"], change["decisions"]![0]!["title"]) = (3, "x")).Fails("schema", "result_field_type");

    [Theory]
    [InlineData(null)]
    [InlineData("\"bugfix\"")]
    [InlineData("3")]
    public void A_category_that_does_not_exist_is_implementation(string? json)
    {
        ValidationResult result = Scene.Author.CheckWith("decisions.0.category", json);
        Assert.Equal("implementation", result.Passes().Decisions[0].Category);
        Assert.Equal("decisions[0].category", result.Repaired("category_defaulted").Field);
    }

    [Theory]
    [InlineData("decisions.0.durability", "\"forever\"")]
    [InlineData("decisions.0.durability", "true")]
    [InlineData("decisions.0.overrides", "\"the other one\"")]
    [InlineData("decisions.0.overrides", "\"DEC-001\"")]
    [InlineData("objections.0.severity", "\"critical\"")]
    [InlineData("objections.0.status", "\"open\"")]
    [InlineData("decisions.0", "\"DEC-001\"")]
    [InlineData("objections.0", "null")]
    public void What_has_weight_is_not_put_right(string place, string json)
    {
        ValidationResult result = Scene.Author.CheckWith(place, json);
        Assert.Equal("schema", result.FailedStage);
        result.NotRepaired();
    }

    private static JsonArray Decisions(params string[] ids) =>
        new([.. ids.Select(id => new JsonObject { ["id"] = id, ["category"] = "scope", ["statement"] = "It", ["rationale"] = "So" })]);
}
