using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>
/// An object of the file. Its keys are known by being asked for; the rest is reported. null counts as absent, except where leaving something
/// out by mistake could let something pass: lists, maps and truth values.
/// </summary>
internal sealed partial class Section
{
    /// <summary>No list and no map of a configuration needs more; a hostile one must not make comparing each with each last.</summary>
    internal const int MostEntries = 1000;

    private readonly JsonElement value;
    private readonly ReadingLog log;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private Section(JsonElement value, KeyPath at, ReadingLog log) => (this.value, At, this.log) = (value, at, log);

    /// <summary>Where it stands.</summary>
    internal KeyPath At { get; }

    /// <summary>Reads an object, and reports the keys that nobody asked for.</summary>
    internal static T Read<T>(JsonElement value, KeyPath at, ReadingLog log, Func<Section, T> read)
    {
        Section section = new(value, at, log);
        T result = read(section);
        foreach (JsonProperty property in value.EnumerateObject().Where(property => !section.asked.Contains(property.Name)))
        {
            log.Report(at.Entry(property.Name));
        }

        return result;
    }

    /// <summary>Whether something stands at a key; does not count as asking for it.</summary>
    internal bool Has(string key) => value.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Null;

    /// <summary>The object at a key, read; null when there is none.</summary>
    internal T? Optional<T>(string key, Func<Section, T> read, bool isNullable = true)
        where T : class => Find(key, isNullable) is { } found && Is(found, At.Key(key), JsonValueKind.Object, "an object") ? Read(found, At.Key(key), log, read) : null;

    /// <summary>The object at a key, which has to be there.</summary>
    internal T? Required<T>(string key, Func<Section, T> read)
        where T : class => Demand(key) is { } found && Is(found, At.Key(key), JsonValueKind.Object, "an object") ? Read(found, At.Key(key), log, read) : null;

    /// <summary>Objects by names that the file chooses, in its order.</summary>
    internal IReadOnlyDictionary<string, T> Map<T>(string key, Func<Section, T> read, bool isRequired = false) =>
        Entries(key, isRequired, hasIds: true, (found, at) => Is(found, at, JsonValueKind.Object, "an object") ? (true, Read(found, at, log, read)) : (false, default!));

    /// <summary>Objects in a list.</summary>
    internal IReadOnlyList<T> List<T>(string key, Func<Section, T> read) =>
        Items(key, (found, at) => Is(found, at, JsonValueKind.Object, "an object") ? (true, Read(found, at, log, read)) : (false, default!));

    /// <summary>By names that the file chooses: objects in a list.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<T>> Lists<T>(string key, Func<Section, T> read) => Entries<IReadOnlyList<T>>(key, isRequired: false, hasIds: true,
        (found, at) => (true, ItemsOf(found, at, (item, place) => Is(item, place, JsonValueKind.Object, "an object") ? (true, Read(item, place, log, read)) : (false, default!))));

    /// <summary>A known key whose content is somebody else's.</summary>
    internal void Foreign(string key)
    {
        if (Find(key, isNullable: true) is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) } found)
        {
            Wrong(At.Key(key), found, "an object or a list");
        }
    }

    /// <summary>What stands at a key, of whatever kind, for whoever has looked at it before; undefined when nothing does.</summary>
    internal JsonElement Seen(string key) => Find(key, isNullable: false) ?? default;

    /// <summary>The object as the file has it, for a reader that comes later.</summary>
    internal JsonElement Whole() => value.Clone();

    /// <summary>Refuses every key that nobody asked for, where an ignored one would be an ignored condition.</summary>
    internal void RefuseOthers()
    {
        foreach (JsonProperty property in value.EnumerateObject().Where(property => asked.Add(property.Name)))
        {
            log.Refuse(At.Entry(property.Name), "is no condition that is known here, and leaving a condition out could approve what must not be approved");
        }
    }

    /// <summary>Refuses a key for a reason that its kind does not show.</summary>
    internal void Refuse(string key, string what) => log.Refuse(At.Key(key), what);

    private IReadOnlyDictionary<string, T> Entries<T>(string key, bool isRequired, bool hasIds, Func<JsonElement, KeyPath, (bool IsGood, T Value)> read)
    {
        OrderedDictionary<string, T> entries = new(StringComparer.Ordinal);
        KeyPath at = At.Key(key);
        if ((isRequired ? Demand(key) : Find(key, isNullable: false)) is { } found && Is(found, at, JsonValueKind.Object, "an object") && HasRoom(found.GetPropertyCount(), at))
        {
            foreach (JsonProperty property in found.EnumerateObject())
            {
                KeyPath place = at.Entry(property.Name);
                if (hasIds && ConfigurationName.Fault(property.Name) is { } fault)
                {
                    log.Refuse(place, "is a name that " + fault);
                }

                if (read(property.Value, place) is (true, { } good))
                {
                    entries.Add(property.Name, good);
                }
            }
        }

        return entries;
    }

    private IReadOnlyList<T> Items<T>(string key, Func<JsonElement, KeyPath, (bool IsGood, T Value)> read) =>
        Find(key, isNullable: false) is { } found ? ItemsOf(found, At.Key(key), read) : [];

    private IReadOnlyList<T> ItemsOf<T>(JsonElement found, KeyPath at, Func<JsonElement, KeyPath, (bool IsGood, T Value)> read) => Is(found, at, JsonValueKind.Array, "a list") && HasRoom(found.GetArrayLength(), at)
        ? [.. found.EnumerateArray().Select((item, index) => read(item, at.At(index))).Where(item => item.IsGood).Select(item => item.Value)]
        : [];

    private JsonElement? Find(string key, bool isNullable)
    {
        asked.Add(key);
        log.LookFor(At.Key(key));
        return value.TryGetProperty(key, out JsonElement found) && !(isNullable && found.ValueKind == JsonValueKind.Null) ? found : null;
    }

    private JsonElement? Demand(string key)
    {
        JsonElement? found = Find(key, isNullable: false);
        if (found is null)
        {
            log.Refuse(At.Key(key), "is missing");
        }

        return found;
    }

    private bool Is(JsonElement found, KeyPath at, JsonValueKind kind, string what)
    {
        if (found.ValueKind != kind)
        {
            Wrong(at, found, what);
        }

        return found.ValueKind == kind;
    }

    private bool HasRoom(int count, KeyPath at)
    {
        if (count > MostEntries)
        {
            log.Refuse(at, $"must not hold more than {MostEntries} entries");
        }

        return count <= MostEntries;
    }

    private void Wrong(KeyPath at, JsonElement found, string what) =>
        log.Add(ConfigurationProblem.Invalid(at, $"must be {what}, not {ConfigurationProblem.Kind(found)}") with { Actual = ConfigurationProblem.Shown(found) });
}
