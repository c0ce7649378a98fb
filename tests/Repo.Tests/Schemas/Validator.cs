using System.Text.Json;
using TestKit;

namespace Repo.Tests.Schemas;

/// <summary>ajv, a JSON Schema validator that nobody here wrote, and the npm package yaml, installed by tests/install-tools.sh.</summary>
internal static class Validator
{
    /// <summary>One answer for each case: null when the schema accepts it, otherwise why not.</summary>
    internal static string?[] Check(string schema, IEnumerable<ValidatorCase> cases)
    {
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(new { schema = Checkout.In(schema.Split('/')), cases }, JsonSerializerOptions.Web);
        RunResult result = Run.Program("node", [Checkout.In("tests", "Repo.Tests", "Schemas", "validate.mjs"), NpmTool.Ajv.Folder, NpmTool.Yaml.Folder], input: input);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonSerializer.Deserialize<string?[]>(result.Out)!;
    }
}

/// <summary>What is to be validated: JSON, or YAML read with one of its schemas (core, failsafe).</summary>
internal sealed record ValidatorCase(
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Json = null,
    string? Yaml = null,
    string? As = null);
