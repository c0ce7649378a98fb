using System.Text;
using System.Text.Json;
using Proofs.Gates;
using Proofs.Gates.Policies;

namespace Repo.Tests.Schemas;

/// <summary>policy.schema.json against the reader of policies.</summary>
public sealed class PolicySchemaTests
{
    private static readonly Schema File = Schema.Load(Schema.Policy);

    [Fact]
    public void Keys_are_those_of_the_reader_in_its_order()
    {
        Assert.Equal(PolicyReader.TopKeys, Schema.Names(File.Root));
        Assert.Equal(PolicyReader.FeatureKeyKeys, Schema.Names(File.Definition("feature_key")));
        Assert.Equal(PolicyReader.ExemptKeys, Schema.Names(File.Definition("exempt")));
        Assert.All(File.Objects(), item => Assert.False(item.Schema.GetProperty("additionalProperties").GetBoolean()));
    }

    [Fact]
    public void Words_and_defaults_are_those_of_the_code()
    {
        JsonElement gates = File.Root.GetProperty("properties").GetProperty("gates");
        Assert.Equal(GateIds.All, Schema.Words(gates.GetProperty("items")));
        JsonElement key = File.Definition("feature_key").GetProperty("properties");
        Policy silent = PolicyReader.Read("version: 1\nfeature_key: {}\n"u8.ToArray());
        Assert.Equal(silent.Trailer, key.GetProperty("trailer").GetProperty("default").GetString());
        Assert.Equal(silent.Merges.ToString(), key.GetProperty("merges").GetProperty("default").GetString(), ignoreCase: true);
        Assert.Equal(Enum.GetNames<MergeHandling>(), Schema.Words(key.GetProperty("merges")), StringComparer.OrdinalIgnoreCase);
        Assert.Empty(silent.Gates);
        Assert.Empty(silent.Exempt);
        Assert.Contains($"({PolicyReader.LargestFile} bytes)", File.Root.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_described()
    {
        IEnumerable<JsonProperty> properties = File.Objects().SelectMany(item => item.Schema.GetProperty("properties").EnumerateObject());
        Assert.DoesNotContain(properties, property => !File.Resolve(property.Value).TryGetProperty("description", out _));
    }

    [SkippableTheory]
    [InlineData("core")]
    [InlineData("failsafe")]
    public void The_schema_accepts_what_the_reader_accepts(string yamlSchema)
    {
        Assert.Contains(PolicySamples.Plain, Accepts);
        Violations.None(Disagreements(PolicySamples.Plain, yamlSchema).Select(item => $"{item.Sample}{item.What}"));
    }

    [SkippableFact]
    public void Plain_numbers_and_truth_values_are_text_for_the_reader()
    {
        Violations.None(Disagreements(PolicySamples.ReadAsText, "failsafe").Select(item => $"{item.Sample}{item.What}"));
        // So that the list stays honest: read the way most tools do, each of them is judged differently.
        Assert.Equal(PolicySamples.ReadAsText, Disagreements(PolicySamples.ReadAsText, "core").Select(item => item.Sample), StringComparer.Ordinal);
    }

    [SkippableFact]
    public void What_no_schema_can_say_the_reader_rejects_alone()
    {
        Assert.DoesNotContain(PolicySamples.BeyondSchema, Accepts);
        Assert.All(Validator.Check(Schema.Policy, Cases(PolicySamples.BeyondSchema, "core")), Assert.Null);
    }

    [SkippableFact]
    public void The_policy_of_this_repository_is_valid() =>
        Assert.Null(Assert.Single(Validator.Check(Schema.Policy, Cases([Checkout.Read(Policy.DefaultPath)], "core"))));

    private static (string Sample, string What)[] Disagreements(IReadOnlyList<string> samples, string yamlSchema)
    {
        string?[] answers = Validator.Check(Schema.Policy, Cases(samples, yamlSchema));
        return [.. samples.Zip(answers).Where(pair => Accepts(pair.First) != pair.Second is null).Select(pair => (pair.First, $"the reader says {Accepts(pair.First)}, the schema: {pair.Second ?? "valid"}"))];
    }

    private static bool Accepts(string sample)
    {
        try
        {
            _ = PolicyReader.Read(Encoding.UTF8.GetBytes(sample));
            return true;
        }
        catch (PolicyException)
        {
            // The reader's way to say no; anything else fails the test.
            return false;
        }
    }

    private static IEnumerable<ValidatorCase> Cases(IEnumerable<string> samples, string yamlSchema) => samples.Select(sample => new ValidatorCase(Yaml: sample, As: yamlSchema));
}
