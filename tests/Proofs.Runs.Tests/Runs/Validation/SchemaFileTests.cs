using System.Text.Json;
using Proofs.Runs.Runs.Validation.Shapes;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>turn-result.schema.json against what the stages make of the same results.</summary>
public sealed class SchemaFileTests
{
    private static readonly string Root = FindRoot();
    private static readonly string SchemaFile = Path.Combine(Root, "src", "Proofs.Runs", "Runs", "Validation", "turn-result.schema.json");
    private static readonly JsonElement Schema = JsonElement.Parse(File.ReadAllBytes(SchemaFile));

    public static TheoryData<string> Objects => new("", "decision", "objection", "verification", "evidence", "artifact", "proposed_change", "delegation");

    [Theory]
    [MemberData(nameof(Objects))]
    public void Keys_are_those_of_the_stages_in_their_order(string name)
    {
        ObjectShape shape = name switch
        {
            "decision" => TurnResultShape.Decision,
            "objection" => TurnResultShape.Objection,
            "verification" => TurnResultShape.Verification,
            "evidence" => TurnResultShape.Evidence,
            "artifact" => TurnResultShape.Artifact,
            "proposed_change" => TurnResultShape.ProposedChange,
            "delegation" => TurnResultShape.Delegation,
            _ => TurnResultShape.Root,
        };
        JsonElement described = name.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(name);
        Assert.Equal(shape.Fields.Select(field => field.Name), described.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(shape.Fields.Where(field => field.IsRequired).Select(field => field.Name), described.GetProperty("required").EnumerateArray().Select(key => key.GetString()));
    }

    [Fact]
    public void Costs_have_the_keys_of_the_stage() =>
        Assert.Equal(CostShape.Keys, Schema.GetProperty("$defs").GetProperty("cost").GetProperty("properties").EnumerateObject().Select(property => property.Name));

    [SkippableFact]
    public void What_the_stages_accept_the_schema_accepts()
    {
        (string What, string Json)[] good = [.. SchemaSamples.Good(), ("an author", Scene.Author.Result.ToJsonString()), ("a proposal", Scene.Proposer.Result.ToJsonString()), ("a review", Scene.Reviewer.Result.ToJsonString())];
        Assert.All(good.Zip(Validate(good)), each => Assert.True(each.Second is null, $"{each.First.What}: {each.Second}"));
    }

    [SkippableFact]
    public void What_the_stages_refuse_the_schema_refuses()
    {
        // A number beyond a double's range is no number to a JavaScript program; the stage alone can speak of it.
        (string What, string Json)[] bad = [.. SchemaSamples.Bad().Where(sample => !sample.What.EndsWith("1e400", StringComparison.Ordinal))];
        Assert.All(bad.Zip(Validate(bad)), each => Assert.True(each.Second is not null, each.First.What));
    }

    [SkippableFact]
    public void What_no_schema_can_say_the_stages_refuse_alone()
    {
        (string What, string Json)[] beyond =
        [
            ("a decision that overrides itself", SchemaSamples.Changed("decisions.0.overrides", "\"DEC-002\"")),
            ("an amount too small to be kept", SchemaSamples.Changed("cost.usd", "1e-29")),
            ("a statement that nobody sees", SchemaSamples.Changed("decisions.0.statement", "\"\u200B\"")),
            ("a whole number written as a fraction", SchemaSamples.Changed("verification.machine_evidence.0.exit_code", "0.0")),
        ];
        Assert.All(beyond, sample => Assert.NotEmpty(SchemaSamples.Check(sample.Json)));
        Assert.All(Validate(beyond), Assert.Null);
    }

    /// <summary>What ajv, a validator that nobody here wrote, says of each: null when it is valid.</summary>
    private static string?[] Validate(IEnumerable<(string What, string Json)> samples)
    {
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(new { schema = SchemaFile, cases = samples.Select(sample => new { json = sample.Json }) });
        RunResult result = Run.Program("node", [Path.Combine(Root, "tests", "Repo.Tests", "Schemas", "validate.mjs"), NpmTool.Ajv.Folder, NpmTool.Yaml.Folder], input: input);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonSerializer.Deserialize<string?[]>(result.Out)!;
    }

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Proofs.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Proofs.sln.");
    }
}
