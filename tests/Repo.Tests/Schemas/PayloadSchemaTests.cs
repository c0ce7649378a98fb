using System.Text.Json;
using System.Xml.Linq;
using Proofs.Evidence.Payloads;
using Proofs.Gates.Payloads;
using Proofs.Workers.Api;
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

    /// <summary>The gate cannot refer to the workers, so it has a list of its own.</summary>
    [Fact]
    public void Hosts_that_count_as_live_are_those_that_the_workers_take_for_the_providers_own() =>
        Assert.Equal(Provider.All.Select(provider => provider.Host).OfType<string>().Order(StringComparer.Ordinal), GradeOfEvidence.ProviderHosts.Order(StringComparer.Ordinal));

    /// <summary>A project that got the package from another one and sets one of them did ask for the gate.</summary>
    [Fact]
    public void Whatever_asks_a_build_for_proofs_also_keeps_its_gates_on()
    {
        string task = Checkout.Read("src/Proofs.MSBuild/AllGates.cs");
        string asking = task[task.IndexOf("ProofsRequest? Proofs() =>", StringComparison.Ordinal)..];
        string[] parameters = [.. asking[..asking.IndexOf("is null ? null", StringComparison.Ordinal)].Split("Maybe(").Skip(1).Select(part => part.Split(')')[0])];
        Assert.Equal(["RequiredProofs", "ProofsPath", "ProofsMaxAge", "ProofsAttestations"], parameters);
        XDocument targets = XDocument.Parse(Checkout.Read("src/Proofs.MSBuild/build/Proofs.MSBuild.targets"));
        string off = targets.Descendants("_ProofsIsOff").Select(element => (string)element.Attribute("Condition")!).Single(condition => condition.Contains("_ProofsReference", StringComparison.Ordinal));
        XElement call = targets.Descendants("Proofs.MSBuild.AllGates").Single();
        Assert.All(parameters, parameter => Assert.Contains((string)call.Attribute(parameter)!, off, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_of_these_tests_has_every_key() => Assert.Equal(Schema.Names(File.Root), Sample.Document.Select(property => property.Key));

    [SkippableFact]
    public void What_proofs_write_is_valid_and_in_order()
    {
        (string Name, string Document)[] approved = [.. Approved];
        Assert.Equal(["fail", "pass", "skip"], approved.Select(each => JsonDocument.Parse(each.Document).RootElement.GetProperty("result").GetString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        string?[] answers = Validator.Check(Schema.Payload, approved.Select(each => new ValidatorCase(each.Document)));
        Violations.None(approved.Zip(answers).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name}: {pair.Second}"));
        Assert.All(approved, each => Assert.Equal(Schema.Names(File.Root), JsonDocument.Parse(each.Document).RootElement.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal));
    }

    [SkippableFact]
    public void A_doctored_payload_is_invalid()
    {
        HashSet<string> closed = new(["schema", "grade", "result", "evidence_grade"], StringComparer.Ordinal);
        (string What, string Document)[] doctored = [.. Approved.SelectMany(each => Doctored.Of(each.Document, closed).Where(item => !Open.Any(name => item.What.Contains(name, StringComparison.Ordinal))).Select(item => ($"{each.Name}: {item.What}", item.Document)))];
        Assert.NotEmpty(doctored);
        string?[] answers = Validator.Check(Schema.Payload, doctored.Select(item => new ValidatorCase(item.Document)));
        Violations.None(doctored.Zip(answers).Where(pair => pair.Second is null).Select(pair => pair.First.What));
    }

    /// <summary>What may hold anything: what claims compare, gates by name, and the records of dispatches, which another schema describes.</summary>
    private static readonly string[] Open = [".expected", ".actual", ".phase_gate_status", ".dispatches"];

    /// <summary>The approved payloads of the packs' own tests, which hold what is really written to them.</summary>
    private static IEnumerable<(string Name, string Document)> Approved => Checkout.Files
        .Where(path => path.Contains("Pack.Tests/Payload", StringComparison.Ordinal) && path.EndsWith(".verified.txt", StringComparison.Ordinal))
        .Select(path => (Path.GetFileName(path), Checkout.Read(path)));

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
