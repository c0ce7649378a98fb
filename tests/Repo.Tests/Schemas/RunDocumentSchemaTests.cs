using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Repo.Tests.Schemas;

/// <summary>The schemas of documents about governed runs against what the program really writes.</summary>
public sealed class RunDocumentSchemaTests(RunSituations situations) : IClassFixture<RunSituations>
{
    private static readonly HashSet<string> ClosedWords = new(["schema", "command", "stop_reason", "run_id", "turn_id", "status", "code", "digest", "commit", "anchor", "action", "before", "after", "since", "created_at", "template", "name", "subject", "verdict", "result", "evidence_grade", "gate_status"], StringComparer.Ordinal);

    public static TheoryData<string> Schemas => [Schema.Run, Schema.RunStatus, Schema.Operation, Schema.Proposals, Schema.Init, Schema.Templates, Schema.Verify, Schema.RunReport];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Properties_stand_in_the_order_in_which_they_are_written(string path)
    {
        Schema schema = Schema.Load(path);
        HashSet<string> met = [];
        foreach (Situation situation in situations.Of(path))
        {
            DocumentWalk.Compare(schema, schema.Root, JsonDocument.Parse(situation.Document).RootElement, met);
        }

        // Only a loop at work is told of, and none is while these documents are written; a scenario asks no model and starts no program.
        string[] unseen = path == Schema.RunStatus ? ["loop"] : path == Schema.RunReport ? ["try", "program"] : [];
        Assert.Equal(schema.Objects().Where(item => !unseen.Contains(item.Name, StringComparer.Ordinal)).Select(item => string.Join(',', Schema.Names(item.Schema))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Objects_are_closed_and_all_of_them_is_required(string path) => Assert.All(Schema.Load(path).Objects(), item =>
    {
        Assert.False(item.Schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(Schema.Names(item.Schema), item.Schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!), StringComparer.Ordinal);
    });

    [Fact]
    public void Closed_words_are_those_of_the_code()
    {
        string[] runs = Words<RunStatus>();
        JsonElement run = Schema.Load(Schema.Run).Root.GetProperty("properties");
        Schema status = Schema.Load(Schema.RunStatus);
        Schema operation = Schema.Load(Schema.Operation);
        Assert.Equal(Words<StopReason>(), Schema.Words(run.GetProperty("stop_reason")).Order(StringComparer.Ordinal));
        Assert.Equal(runs, Schema.Words(run.GetProperty("status")).Where(word => word.Length > 0).Order(StringComparer.Ordinal));
        Assert.Equal(runs, Schema.Words(status.Root.GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(runs, Schema.Words(operation.Root.GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(Words<TurnStatus>(), Schema.Words(status.Definition("turn").GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(Words<TurnStatus>().Append("accepted").Order(StringComparer.Ordinal), Schema.Words(operation.Definition("turn").GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(["fail", "pass", "undetermined"], Schema.Words(Schema.Load(Schema.Verify).Root.GetProperty("properties").GetProperty("verdict")).Order(StringComparer.Ordinal));
        Schema report = Schema.Load(Schema.RunReport);
        Assert.Equal(runs, Schema.Words(report.Root.GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(Words<EvidenceGrade>(), Schema.Words(report.Definition("dispatch").GetProperty("properties").GetProperty("evidence_grade")).Order(StringComparer.Ordinal));
        Assert.Equal(Words<ResultStatus>(), Schema.Words(report.Definition("turn").GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
        Assert.Equal(Words<ProposalStatus>(), Schema.Words(Schema.Load(Schema.Proposals).Definition("proposal").GetProperty("properties").GetProperty("status")).Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Schemas))]
    public void Every_document_is_valid(string path)
    {
        Situation[] all = [.. situations.Of(path)];
        Assert.NotEmpty(all);
        string?[] answers = Validator.Check(path, all.Select(situation => new ValidatorCase(situation.Document)));
        Violations.None(all.Zip(answers).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}"));
    }

    [SkippableTheory]
    [MemberData(nameof(Schemas))]
    public void A_doctored_document_is_invalid(string path)
    {
        (string What, string Document)[] doctored = [.. situations.Of(path).SelectMany(situation => Doctored.Of(situation.Document, ClosedWords).Select(item => ($"{situation.Name}: {item.What}", item.Document)))];
        Assert.NotEmpty(doctored);
        string?[] answers = Validator.Check(path, doctored.Select(item => new ValidatorCase(item.Document)));
        Violations.None(doctored.Zip(answers).Where(pair => pair.Second is null).Select(pair => pair.First.What));
    }

    [SkippableFact]
    public void Every_error_about_runs_is_valid()
    {
        Situation[] errors = [.. situations.Of(Schema.Error)];
        Assert.NotEmpty(errors);
        Violations.None(errors.Zip(Validator.Check(Schema.Error, errors.Select(situation => new ValidatorCase(situation.Document)))).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}"));
    }

    private static string[] Words<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Order(StringComparer.Ordinal)];
}
