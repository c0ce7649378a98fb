namespace Proofs.Runs.Runs;

/// <summary>What stands for a map that a file does not have.</summary>
internal static class Empty
{
    internal static IReadOnlyDictionary<string, T> Of<T>() => Dictionaries<T>.Empty;

    private static class Dictionaries<T>
    {
        internal static readonly IReadOnlyDictionary<string, T> Empty = System.Collections.ObjectModel.ReadOnlyDictionary<string, T>.Empty;
    }
}
