namespace Proofs.Runs.Runs;

/// <summary>New maps from old ones; the order of their entries stays.</summary>
internal static class Maps
{
    /// <summary>With an entry at the end, or with another value where the key already stands.</summary>
    internal static IReadOnlyDictionary<string, T> With<T>(this IReadOnlyDictionary<string, T> map, string key, T value)
    {
        Dictionary<string, T> changed = new(map.Count + 1, StringComparer.Ordinal);
        foreach ((string each, T old) in map)
        {
            changed.Add(each, old);
        }

        changed[key] = value;
        return changed;
    }

    /// <summary>Without an entry.</summary>
    internal static IReadOnlyDictionary<string, T> Without<T>(this IReadOnlyDictionary<string, T> map, string key) =>
        map.Where(entry => entry.Key != key).ToDictionary(StringComparer.Ordinal);
}
