using System.Text.Json;

namespace Repo.Tests.Schemas;

/// <summary>One of our schema files, read as far as these tests need it.</summary>
internal sealed class Schema
{
    internal const string Gates = "src/Proofs/Gates/gates.schema.json";
    internal const string Payload = "proofs/Shared/payload.schema.json";
    internal const string Policy = "src/Proofs/Gates/policy.schema.json";
    internal const string Error = "src/Proofs/Evidence/error.schema.json";

    internal const string Configuration = "src/Proofs.Runs/Runs/Configuration/agentxchain.schema.json";
    internal const string ReasonCodes = "src/Proofs.Cli/Explain/reason-codes.schema.json";

    internal const string Run = "src/Proofs.Cli/Run/run.schema.json";
    internal const string RunStatus = "src/Proofs.Cli/Status/run-status.schema.json";
    internal const string Operation = "src/Proofs.Cli/Operations/operation.schema.json";
    internal const string Proposals = "src/Proofs.Cli/Proposals/proposals.schema.json";
    internal const string Init = "src/Proofs.Cli/Init/init.schema.json";
    internal const string Templates = "src/Proofs.Cli/Init/templates.schema.json";

    internal const string Verify = "src/Proofs.Runs/Runs/Exports/verify.schema.json";
    internal const string RunReport = "src/Proofs.Runs/Runs/Reports/run-report.schema.json";

    private Schema(JsonElement root) => Root = root;

    internal JsonElement Root { get; }

    internal static Schema Load(string path) => new(JsonDocument.Parse(Checkout.Read(path)).RootElement);

    /// <summary>A definition below $defs.</summary>
    internal JsonElement Definition(string name) => Root.GetProperty("$defs").GetProperty(name);

    /// <summary>Follows references and takes the object's branch where null is the alternative.</summary>
    internal JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Resolve(Definition(reference.GetString()!["#/$defs/".Length..]));
        }

        return schema.TryGetProperty("oneOf", out JsonElement branches) ? Resolve(branches.EnumerateArray().Last()) : schema;
    }

    /// <summary>Every schema of an object in the file, with its place.</summary>
    internal IEnumerable<(string Name, JsonElement Schema)> Objects() =>
        (Root.TryGetProperty("$defs", out JsonElement definitions) ? definitions.EnumerateObject().ToArray() : []).Where(definition => definition.Value.TryGetProperty("properties", out _)).Select(definition => (definition.Name, definition.Value)).Prepend(("the document", Root));

    internal static string[] Names(JsonElement objectSchema) => [.. objectSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    internal static string[] Words(JsonElement schema) => [.. schema.GetProperty("enum").EnumerateArray().Select(value => value.ToString())];
}
