using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>An array.</summary>
/// <param name="Item">What each item has to look like.</param>
internal sealed record ListShape(Shape Item) : Shape
{
    /// <summary>How many items it has at least.</summary>
    internal int Least { get; init; }

    /// <summary>Whether no text may stand in it twice.</summary>
    internal bool IsSet { get; init; }

    internal override IEnumerable<Problem> Check(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            yield return WrongKind(at, "an array", value);
            yield break;
        }

        if (value.GetArrayLength() < Least)
        {
            yield return WrongValue(at, $"must have at least {Least} item.", value);
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string here = $"{at}[{index++}]";
            foreach (Problem problem in item.ValueKind == JsonValueKind.Null ? [WrongKind(here, "a value", item)] : Item.Check(item, here))
            {
                yield return problem;
            }

            if (IsSet && item.ValueKind == JsonValueKind.String && !seen.Add(item.GetString()!))
            {
                yield return WrongValue(here, "stands in the list already.", item);
            }
        }
    }
}
