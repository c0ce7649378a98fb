using System.Collections.Frozen;

namespace Proofs.Verdicts;

/// <summary>
/// The registry of reason codes. Their order is fixed, worst first: a gate with several findings carries the code that comes first here.
/// The codes that dx-runner's gates publish keep their names.
/// </summary>
public static partial class ReasonCodes
{
    private static readonly FrozenDictionary<string, int> Ranks;

    static ReasonCodes()
    {
        All = [.. Refusals(), .. Failures(), .. Undetermineds(), .. Passes(), .. Notes()];
        Ranks = All.Select((code, index) => (code.Id, index)).ToFrozenDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>Every code, worst first.</summary>
    public static IReadOnlyList<ReasonCode> All { get; }

    /// <summary>Finds a code by its identifier, or null.</summary>
    /// <param name="id">The identifier, compared ordinally.</param>
    public static ReasonCode? Find(string id) => Ranks.TryGetValue(id, out int index) ? All[index] : null;

    internal static int Rank(ReasonCode code) => Ranks[code.Id];
}
