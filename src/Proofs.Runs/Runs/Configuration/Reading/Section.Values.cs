using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Single values and lists of them.</summary>
internal sealed partial class Section
{
    /// <summary>A text that says something, or null.</summary>
    internal string? Text(string key) => Find(key, isNullable: true) is { } found ? TextOf(found, At.Key(key)) : null;

    /// <summary>A text that says something and has to be there; empty when it is not.</summary>
    internal string RequiredText(string key) => (Demand(key) is { } found ? TextOf(found, At.Key(key)) : null) ?? string.Empty;

    /// <summary>A text that may be empty, or null.</summary>
    internal string? Prose(string key) => Find(key, isNullable: true) is { } found && Is(found, At.Key(key), JsonValueKind.String, "a text") ? found.GetString() : null;

    /// <summary>One of some words, or null.</summary>
    internal string? Word(string key, IReadOnlyList<string> allowed) => Among(Text(key), key, allowed);

    /// <summary>One of some words, which has to be there; empty when it is not.</summary>
    internal string RequiredWord(string key, IReadOnlyList<string> allowed) => RequiredText(key) is { Length: > 0 } word ? Among(word, key, allowed) ?? string.Empty : string.Empty;

    /// <summary>A path inside the project, or null.</summary>
    internal string? Path(string key) => Find(key, isNullable: true) is { } found ? PathOf(found, At.Key(key)) : null;

    /// <summary>A path inside the project, which has to be there; empty when it is not.</summary>
    internal string RequiredPath(string key) => (Demand(key) is { } found ? PathOf(found, At.Key(key)) : null) ?? string.Empty;

    /// <summary>A truth value.</summary>
    internal bool Flag(string key, bool otherwise = false) => OptionalFlag(key) ?? otherwise;

    /// <summary>A truth value, or null when nothing is said.</summary>
    internal bool? OptionalFlag(string key)
    {
        if (Find(key, isNullable: false) is not { } found)
        {
            return null;
        }

        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return found.GetBoolean();
        }

        Wrong(At.Key(key), found, "true or false");
        return null;
    }

    /// <summary>A text or a truth value, whose meaning somebody else knows.</summary>
    internal void TextOrFlag(string key)
    {
        if (Find(key, isNullable: true) is { ValueKind: not (JsonValueKind.String or JsonValueKind.True or JsonValueKind.False) } found)
        {
            Wrong(At.Key(key), found, "a text, true or false");
        }
    }

    /// <summary>A number, or null.</summary>
    internal decimal? Number(string key) => Find(key, isNullable: true) is { } found ? NumberOf(found, At.Key(key)) : null;

    /// <summary>A number that has to be there; 0 when it is not.</summary>
    internal decimal RequiredNumber(string key) => (Demand(key) is { } found ? NumberOf(found, At.Key(key)) : null) ?? 0;

    /// <summary>A whole number, by value: 4.0 is one. Or null.</summary>
    internal int? Integer(string key, int least = -JsonNumber.Largest, int most = JsonNumber.Largest)
    {
        if (Find(key, isNullable: true) is not { } found)
        {
            return null;
        }

        if (found.ValueKind == JsonValueKind.Number && JsonNumber.Read(found) is { } number && number == decimal.Truncate(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        string range = most == JsonNumber.Largest ? least == 1 ? "a whole number from 1 to a billion" : "a whole number of at most a billion" : $"a whole number from {least} to {most}";
        log.Add(ConfigurationProblem.Invalid(At.Key(key), $"must be {range}, not {(found.ValueKind == JsonValueKind.Number ? ConfigurationProblem.Shown(found) : ConfigurationProblem.Kind(found))}") with { Actual = ConfigurationProblem.Shown(found) });
        return null;
    }

    /// <summary>Texts that each say something.</summary>
    internal IReadOnlyList<string> Texts(string key) => Items(key, ReadText);

    /// <summary>Commands, each a list of arguments.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Commands(string key) => Items(key, (found, at) => (true, ArgumentsOf(found, at, isCommand: true)));

    /// <summary>A list of arguments.</summary>
    internal IReadOnlyList<string> Arguments(string key, bool isCommand) => Find(key, isNullable: false) is { } found ? ArgumentsOf(found, At.Key(key), isCommand) : [];

    /// <summary>Paths inside the project.</summary>
    internal IReadOnlyList<string> Paths(string key) => Items(key, (found, at) => PathOf(found, at) is { } path ? (true, path) : (false, default!));

    /// <summary>By ids that the file chooses: paths inside the project.</summary>
    internal IReadOnlyDictionary<string, string> PathMap(string key) =>
        Entries(key, isRequired: false, hasIds: true, (found, at) => PathOf(found, at) is { } path ? (true, path) : (false, default!));

    /// <summary>By names that the file chooses: objects whose names are no ids.</summary>
    internal IReadOnlyDictionary<string, T> Table<T>(string key, Func<Section, T> read) =>
        Entries(key, isRequired: false, hasIds: false, (found, at) => Is(found, at, JsonValueKind.Object, "an object") ? (true, Read(found, at, log, read)) : (false, default!));

    /// <summary>By names that the file chooses: texts that may be empty.</summary>
    internal IReadOnlyDictionary<string, string> ProseMap(string key) =>
        Entries(key, isRequired: false, hasIds: false, (found, at) => Is(found, at, JsonValueKind.String, "a text") ? (true, found.GetString()!) : (false, default!));

    /// <summary>A command: a text, or a list of arguments.</summary>
    internal void Command(string key)
    {
        if (Find(key, isNullable: true) is { } found)
        {
            _ = found.ValueKind == JsonValueKind.Array ? ArgumentsOf(found, At.Key(key), isCommand: true) : TextOf(found, At.Key(key), "a text or a list of texts") is { } text ? [text] : [];
        }
    }

    // An argument may be empty; what is started may not.
    private IReadOnlyList<string> ArgumentsOf(JsonElement found, KeyPath at, bool isCommand)
    {
        IReadOnlyList<string> arguments = ItemsOf(found, at, (item, place) => (true, Is(item, place, JsonValueKind.String, "a text") ? item.GetString()! : string.Empty));
        if (isCommand && found.ValueKind == JsonValueKind.Array && found.GetArrayLength() > 0 && found[0].ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(found[0].GetString()))
        {
            log.Refuse(at.At(0), "must name a program");
        }

        return arguments;
    }

    // A bad one keeps its place, so that what is said of the others names the right one.
    private (bool IsGood, string Text) ReadText(JsonElement found, KeyPath at) => (true, TextOf(found, at) ?? string.Empty);

    private string? TextOf(JsonElement found, KeyPath at, string what = "a text")
    {
        if (!Is(found, at, JsonValueKind.String, what))
        {
            return null;
        }

        if (!string.IsNullOrWhiteSpace(found.GetString()))
        {
            return found.GetString();
        }

        log.Refuse(at, "must not be blank");
        return null;
    }

    private string? PathOf(JsonElement found, KeyPath at)
    {
        if (!Is(found, at, JsonValueKind.String, "a path"))
        {
            return null;
        }

        if (ConfigurationPath.Fault(found.GetString()!) is not { } fault)
        {
            return found.GetString();
        }

        log.Add(ConfigurationProblem.Invalid(at, fault) with { Actual = ConfigurationProblem.Shown(found) });
        return null;
    }

    private decimal? NumberOf(JsonElement found, KeyPath at)
    {
        if (!Is(found, at, JsonValueKind.Number, "a number"))
        {
            return null;
        }

        if (JsonNumber.Read(found) is { } number)
        {
            return number;
        }

        log.Add(ConfigurationProblem.Invalid(at, "must be a number of at most a billion, with at most 28 characters") with { Actual = ConfigurationProblem.Shown(found) });
        return null;
    }

    private string? Among(string? word, string key, IReadOnlyList<string> allowed)
    {
        if (word is null || allowed.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        log.Add(ConfigurationProblem.NotAmong(At.Key(key), word, allowed));
        return null;
    }
}
