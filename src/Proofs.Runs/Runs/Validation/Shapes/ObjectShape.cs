using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>A key of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">What its value has to look like.</param>
/// <param name="IsRequired">Whether it has to be there; otherwise null counts as absent.</param>
internal sealed record Field(string Name, Shape Shape, bool IsRequired);

/// <summary>An object. Keys that are not known are left alone.</summary>
internal sealed record ObjectShape(params Field[] Fields) : Shape
{
    internal static Field Required(string name, Shape shape) => new(name, shape, IsRequired: true);

    internal static Field Optional(string name, Shape shape) => new(name, shape, IsRequired: false);

    internal override IEnumerable<Problem> Check(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            yield return WrongKind(at.Length == 0 ? "The turn result" : at, "an object", value);
            yield break;
        }

        foreach (Field field in Fields)
        {
            string here = at.Length == 0 ? field.Name : $"{at}.{field.Name}";
            foreach (Problem problem in CheckField(field, value, here))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> CheckField(Field field, JsonElement owner, string here)
    {
        if (!owner.TryGetProperty(field.Name, out JsonElement value))
        {
            return field.IsRequired ? [new Problem(RunCodes.ResultFieldMissing, $"{here} is missing.") { Field = here }] : [];
        }

        return value.ValueKind == JsonValueKind.Null ? field.IsRequired ? [WrongKind(here, "there and not null", value)] : [] : field.Shape.Check(value, here);
    }
}
