using System.Text.Json;
using Proofs.Runs.Runs.Validation.Shapes;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The first stage: every key and every kind of value but those in <c>verification</c>, which has its own stage.</summary>
internal static class SchemaStage
{
    private const int MostUnknown = 20;

    /// <summary>Texts that may well be in angle brackets: the content of a file, an argument of a command, what nobody here looks into.</summary>
    private static readonly HashSet<string> FreeText = new(["content", "argv", "idle_expansion_result"], StringComparer.Ordinal);

    private static readonly HashSet<string> Known = TurnResultShape.Root.Fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

    internal static IEnumerable<Problem> Check(JsonElement result)
    {
        IEnumerable<Problem> unfilled = result.EnumerateObject().Where(each => Known.Contains(each.Name) && !FreeText.Contains(each.Name)).SelectMany(each => Unfilled(each.Value, each.Name));
        return unfilled.Concat(TurnResultShape.Root.Check(result, string.Empty)).Concat(Overrides(result));
    }

    internal static IEnumerable<string> Warnings(JsonElement result) =>
        result.EnumerateObject().Where(each => !Known.Contains(each.Name)).Take(MostUnknown).Select(each => $"\"{Text.Short(each.Name)}\" is no key of a turn result and is ignored.");

    private static IEnumerable<Problem> Unfilled(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.String when Text.IsPlaceholder(value.GetString()!) =>
            [new Problem(RunCodes.UnfilledPlaceholder, $"{at} is an unfilled template placeholder: {Text.Short(value.GetString())}") { Field = at, Actual = Text.Short(value.GetString()) }],
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Unfilled(item, $"{at}[{index}]")),
        JsonValueKind.Object => value.EnumerateObject().Where(each => !FreeText.Contains(each.Name)).SelectMany(each => Unfilled(each.Value, $"{at}.{Text.Short(each.Name)}")),
        _ => [],
    };

    private static IEnumerable<Problem> Overrides(JsonElement result) =>
        result.TryGetProperty("decisions", out JsonElement decisions) && decisions.ValueKind == JsonValueKind.Array
            ? decisions.EnumerateArray().SelectMany(OverridesItself)
            : [];

    private static IEnumerable<Problem> OverridesItself(JsonElement decision, int index)
    {
        if (Word(decision, "id") is { } id && Word(decision, "overrides") == id)
        {
            yield return new(RunCodes.ResultFieldValue, $"decisions[{index}].overrides must name another decision than its own.") { Field = $"decisions[{index}].overrides", Actual = Text.Short(id) };
        }
    }

    private static string? Word(JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
