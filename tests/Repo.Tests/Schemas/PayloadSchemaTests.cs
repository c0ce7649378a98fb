using System.Text.Json;
using Proofs.Evidence.Payloads;
using TestKit.Payloads;

namespace Repo.Tests.Schemas;

/// <summary>payload.schema.json, which the proofs write by, against what reads them.</summary>
public sealed class PayloadSchemaTests
{
    private static readonly Schema File = Schema.Load(Schema.Payload);
    private static readonly PayloadSample Sample = PayloadSample.Passing("api-dispatch", "live", new('a', 40), new('b', 40), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Keys_and_their_kinds_are_those_of_the_reader_in_its_order()
    {
        Assert.Equal(PayloadReader.Keys.Select(key => $"{key.Key}: {key.Value}"), File.Root.GetProperty("properties").EnumerateObject().Select(property => $"{property.Name}: {Kinds(property.Value)}"));
        Assert.Equal(Schema.Names(File.Root), File.Root.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(PayloadReader.Schema, File.Root.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
    }

    [Fact]
    public void Grades_are_those_of_the_reader_lowest_first()
    {
        Assert.Equal(PayloadGrades.Words, Schema.Words(File.Root.GetProperty("properties").GetProperty("grade")));
        Assert.Equal(PayloadGrades.Words, Schema.Words(Schema.Load(Schema.Gates).Definition("grade")));
    }

    [SkippableFact]
    public void The_sample_of_these_tests_is_valid()
    {
        Assert.Null(Assert.Single(Validator.Check(Schema.Payload, [new ValidatorCase(Sample.Document.ToJsonString())])));
        Assert.Equal("api-dispatch", PayloadReader.Read(Sample.ToBytes()).Proof);
    }

    private static string Kinds(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out _))
        {
            return "O";
        }

        if (schema.TryGetProperty("oneOf", out _))
        {
            return "O0";
        }

        if (schema.TryGetProperty("const", out _))
        {
            return "T";
        }

        return schema.TryGetProperty("enum", out JsonElement words)
            ? "T" + (words.EnumerateArray().Any(word => word.ValueKind == JsonValueKind.Null) ? "0" : string.Empty)
            : string.Concat(schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().Select(Letter) : [Letter(schema.GetProperty("type"))]);
    }

    private static string Letter(JsonElement type) => type.GetString() switch { "string" => "T", "integer" => "N", "array" => "L", "object" => "O", _ => "0" };
}
