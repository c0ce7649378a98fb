using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>Text.</summary>
/// <param name="Wanted">What it has to be, in words.</param>
/// <param name="Fits">Whether a text is that.</param>
internal sealed record TextShape(string Wanted, Func<string, bool> Fits) : Shape
{
    internal static TextShape Any { get; } = new("text", _ => true);

    internal static TextShape NotEmpty { get; } = new("text that is not empty", text => !string.IsNullOrWhiteSpace(text));

    /// <summary>What somebody has to be able to read.</summary>
    internal static TextShape Readable { get; } = new("text that somebody can see", text => !DecisionLedger.IsEmpty(text));

    internal static TextShape RoleId { get; } = new("a role id: lower-case letters, digits, '_' and '-'", Text.IsRoleId);

    internal static TextShape DecisionId { get; } = new("DEC- and a number", text => Text.IsNumbered(text, "DEC-"));

    internal static TextShape ObjectionId { get; } = new("OBJ- and a number", text => Text.IsNumbered(text, "OBJ-"));

    internal static TextShape DelegationId { get; } = new("del- and three digits", text => text.Length == 7 && Text.IsNumbered(text, "del-"));

    internal override IEnumerable<Problem> Check(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            yield return WrongKind(at, "text", value);
        }
        else if (!Fits(value.GetString()!))
        {
            yield return WrongValue(at, $"must be {Wanted}.", value);
        }
    }
}

/// <summary>One of a few words.</summary>
internal sealed record WordShape(params string[] Words) : Shape
{
    internal override IEnumerable<Problem> Check(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            yield return WrongKind(at, "text", value);
        }
        else if (!Words.Contains(value.GetString(), StringComparer.Ordinal))
        {
            yield return WrongValue(at, $"must be one of {string.Join(", ", Words)}.", value) with { Allowed = Words };
        }
    }
}
