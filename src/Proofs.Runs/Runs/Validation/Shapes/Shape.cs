using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>What a value has to look like.</summary>
internal abstract record Shape
{
    /// <summary>What is wrong with a value.</summary>
    /// <param name="value">The value; never null, which stands for an absent key.</param>
    /// <param name="at">Its place: <c>decisions[0].id</c>.</param>
    internal abstract IEnumerable<Problem> Check(JsonElement value, string at);

    protected static Problem WrongKind(string at, string wanted, JsonElement value) =>
        new(RunCodes.ResultFieldType, $"{at} must be {wanted}.") { Field = at, Actual = KindOf(value) };

    protected static Problem WrongValue(string at, string message, JsonElement value) =>
        new(RunCodes.ResultFieldValue, $"{at} {message}") { Field = at, Actual = Text.Short(value.ValueKind == JsonValueKind.String ? value.GetString() : KindOf(value)) };

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}

/// <summary>Anything.</summary>
internal sealed record AnyShape : Shape
{
    internal override IEnumerable<Problem> Check(JsonElement value, string at) => [];
}

/// <summary>true or false.</summary>
internal sealed record FlagShape : Shape
{
    internal override IEnumerable<Problem> Check(JsonElement value, string at) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [WrongKind(at, "true or false", value)];
}

/// <summary>A whole number of 32 bits.</summary>
internal sealed record IntegerShape : Shape
{
    internal override IEnumerable<Problem> Check(JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _) ? [] : [WrongKind(at, "a whole number from -2147483648 to 2147483647", value)];
}
