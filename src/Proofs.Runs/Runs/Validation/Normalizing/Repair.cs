using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>A result while it is put right, and what was done to it. Never the object that was read, but a copy of it.</summary>
internal sealed class Repair(JsonObject read)
{
    private readonly List<Normalization> _done = [];

    /// <summary>The copy.</summary>
    internal JsonObject Result { get; } = (JsonObject)read.DeepClone();

    /// <summary>What was done, in order.</summary>
    internal IReadOnlyList<Normalization> Done => _done;

    /// <summary>Sets a key of the result itself.</summary>
    internal void Set(string rule, string key, JsonNode? value) => Set(rule, Result, key, key, value);

    /// <summary>Sets a key of some object in the result.</summary>
    internal void Set(string rule, JsonObject owner, string key, string field, JsonNode? value)
    {
        _done.Add(new(rule, field, owner[key]?.DeepClone(), value?.DeepClone()));
        owner[key] = value;
    }

    /// <summary>Whether a key of the result is not there, or null.</summary>
    internal bool Lacks(string key) => Result[key] is null;

    /// <summary>The text of a key of the result, or null when it is none.</summary>
    internal string? Text(string key) => TextIn(Result, key);

    /// <summary>The objects in an array of the result, with their places; whatever else is in it is left alone.</summary>
    internal IEnumerable<(JsonObject Item, string Place)> Items(string key) => ItemsIn(Result, key, key);

    /// <summary>The same for an array in some object.</summary>
    internal static IEnumerable<(JsonObject Item, string Place)> ItemsIn(JsonObject? owner, string key, string place) =>
        owner?[key] is JsonArray items ? [.. items.Select((item, index) => (Item: item as JsonObject, Place: $"{place}[{index}]")).Where(each => each.Item is not null).Select(each => (each.Item!, each.Place))] : [];

    /// <summary>The text of a key, or null when it is none.</summary>
    internal static string? TextIn(JsonObject? owner, string key) => TextOf(owner?[key]);

    /// <summary>A text, or null when it is none.</summary>
    internal static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
