namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Maps that keep the order of the file, which is the order of phases.</summary>
internal static class Ordered
{
    internal static OrderedDictionary<string, T> ToOrdered<TItem, T>(this IEnumerable<TItem> items, Func<TItem, string> key, Func<TItem, T> value)
    {
        OrderedDictionary<string, T> ordered = new(StringComparer.Ordinal);
        foreach (TItem item in items)
        {
            ordered.Add(key(item), value(item));
        }

        return ordered;
    }
}
