using System.Text.Json;
using System.Text.RegularExpressions;
using Proofs.Gates;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Repo.Tests.Schemas;

/// <summary>The schemas of documents against what the program really writes.</summary>
public sealed class DocumentSchemaTests(Situations situations) : IClassFixture<Situations>
{
    private static readonly HashSet<string> ClosedWords = new(["schema", "name", "source", "verdict", "id", "reason_code", "level", "code", "commit", "digest", "base", "head", "proof", "required_grade", "grade", "evidence_grade", "result", "sha256", "finished_at"], StringComparer.Ordinal);

    [Fact]
    public void Exit_codes_below_three_go_with_a_result_and_the_others_with_an_error()
    {
        Assert.All(situations.Reports, situation => Assert.Equal(GatesDocument.Schema, Word(situation, "schema")));
        Assert.All(situations.Errors, situation => Assert.Equal("proofs.error/v1", Word(situation, "schema")));
        Assert.All(situations.Reports, situation => Assert.Equal(situation.ExitCode, Array.IndexOf(["pass", "fail", "undetermined"], Word(situation, "verdict"))));
    }

    [Fact]
    public void The_situations_show_every_word()
    {
        JsonElement[] gates = [.. situations.Reports.SelectMany(situation => Parse(situation).GetProperty("gates").EnumerateArray())];
        Schema schema = Schema.Load(Schema.Gates);
        AllSeen(Schema.Words(schema.Definition("gate").GetProperty("properties").GetProperty("verdict")), Seen(gates, "verdict"));
        AllSeen(Schema.Words(schema.Definition("finding").GetProperty("properties").GetProperty("level")), Seen(gates.SelectMany(gate => gate.GetProperty("findings").EnumerateArray()), "level"));
        AllSeen(Schema.Words(schema.Definition("policy").GetProperty("properties").GetProperty("source")), Seen(situations.Reports.Select(situation => Parse(situation).GetProperty("policy")), "source"));
    }

    [Theory]
    [InlineData(Schema.Gates)]
    [InlineData(Schema.Error)]
    [InlineData(Schema.ReasonCodes)]
    public void Properties_stand_in_the_order_in_which_they_are_written(string path)
    {
        Schema schema = Schema.Load(path);
        HashSet<string> met = [];
        foreach (Situation situation in Of(path))
        {
            DocumentWalk.Compare(schema, schema.Root, Parse(situation), met);
        }

        Assert.Equal(schema.Objects().Select(item => string.Join(',', Schema.Names(item.Schema))).Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Schema.Gates)]
    [InlineData(Schema.Error)]
    [InlineData(Schema.ReasonCodes)]
    public void Objects_are_closed_and_all_of_them_is_required(string path) => Assert.All(Schema.Load(path).Objects(), item =>
    {
        Assert.False(item.Schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(Schema.Names(item.Schema), item.Schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!), StringComparer.Ordinal);
    });

    [Fact]
    public void Closed_words_are_those_of_the_code()
    {
        Schema gates = Schema.Load(Schema.Gates);
        JsonElement gate = gates.Definition("gate").GetProperty("properties");
        string[] verdicts = [GatesDocument.Word(Outcome.Pass), GatesDocument.Word(Outcome.Fail), GatesDocument.Word(Outcome.Undetermined)];
        Assert.Equal(verdicts, Schema.Words(gates.Root.GetProperty("properties").GetProperty("verdict")));
        Assert.Equal([.. verdicts, ReasonCodes.NotRequested.Id], Schema.Words(gate.GetProperty("verdict")));
        Assert.Equal(GateIds.All, Schema.Words(gate.GetProperty("id")));
        Assert.Equal(["error", "warning", "note"], Schema.Words(gates.Definition("finding").GetProperty("properties").GetProperty("level")));
        Assert.Equal(GatesDocument.Schema, gates.Root.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
    }

    [Fact]
    public void Reason_codes_are_those_of_the_registry_in_its_order()
    {
        IEnumerable<string> judging = ReasonCodes.All.Where(code => !IsRefusal(code)).Select(code => code.Id);
        Assert.Equal(judging, Schema.Words(Schema.Load(Schema.Gates).Definition("reason_code")), StringComparer.Ordinal);

        // What is refused may be refused by gates or by runs, whose registry grows; so its codes have a form and no list.
        Regex form = new(Schema.Load(Schema.Error).Definition("error").GetProperty("properties").GetProperty("code").GetProperty("pattern").GetString()!, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.All(ReasonCodes.All.Where(IsRefusal).Concat(RunCodes.All), code => Assert.Matches(form, code.Id));
    }

    [SkippableFact]
    public void Every_result_is_valid() => AllValid(Schema.Gates, situations.Reports);

    [SkippableFact]
    public void Every_error_is_valid() => AllValid(Schema.Error, situations.Errors);

    [SkippableFact]
    public void A_result_is_no_error_and_an_error_no_result()
    {
        Assert.All(Validator.Check(Schema.Error, situations.Reports.Select(Case)), Assert.NotNull);
        Assert.All(Validator.Check(Schema.Gates, situations.Errors.Select(Case)), Assert.NotNull);
    }

    [SkippableTheory]
    [InlineData(Schema.Gates)]
    [InlineData(Schema.Error)]
    [InlineData(Schema.ReasonCodes)]
    public void A_doctored_document_is_invalid(string path)
    {
        (string What, string Document)[] doctored = [.. Of(path)
            .SelectMany(situation => Doctored.Of(situation.Document, ClosedWords).Select(item => ($"{situation.Name}: {item.What}", item.Document)))];
        Assert.NotEmpty(doctored);
        string?[] answers = Validator.Check(path, doctored.Select(item => new ValidatorCase(item.Document)));
        Violations.None(doctored.Zip(answers).Where(pair => pair.Second is null).Select(pair => pair.First.What));
    }

    [SkippableFact]
    public void Every_explanation_is_valid() => AllValid(Schema.ReasonCodes, situations.Explanations);

    private IEnumerable<Situation> Of(string schema) => schema switch
    {
        Schema.Gates => situations.Reports,
        Schema.Error => situations.Errors,
        _ => situations.Explanations,
    };

    private static void AllValid(string schema, IEnumerable<Situation> some)
    {
        Situation[] all = [.. some];
        Assert.NotEmpty(all);
        string?[] answers = Validator.Check(schema, all.Select(Case));
        Violations.None(all.Zip(answers).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}"));
    }

    private static bool IsRefusal(ReasonCode code) => code.Lane is not (Lane.Pass or Lane.Note or Lane.Undetermined or Lane.Fail);

    private static ValidatorCase Case(Situation situation) => new(situation.Document);

    private static JsonElement Parse(Situation situation) => JsonDocument.Parse(situation.Document).RootElement;

    private static string? Word(Situation situation, string property) => Parse(situation).GetProperty(property).GetString();

    private static void AllSeen(string[] words, IEnumerable<string> seen) => Violations.None(words.Except(seen, StringComparer.Ordinal));

    private static HashSet<string> Seen(IEnumerable<JsonElement> elements, string property) => [.. elements.Select(element => element.GetProperty(property).GetString()!)];
}
