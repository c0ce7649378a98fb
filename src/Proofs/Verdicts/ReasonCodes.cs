namespace Proofs.Verdicts;

/// <summary>
/// The registry of reason codes. Their order is fixed, worst first: a gate with several findings carries the code that comes first here.
/// The codes that dx-runner's gates publish keep their names.
/// </summary>
public static partial class ReasonCodes
{
    private static readonly Dictionary<string, int> Ranks;

    static ReasonCodes()
    {
        All = [.. Refusals(), .. Failures(), .. Undetermineds(), .. Passes(), .. Notes()];
        Ranks = new(StringComparer.Ordinal);
        foreach (ReasonCode code in All)
        {
            Ranks.Add(code.Id, Ranks.Count);
        }
    }

    /// <summary>Every code, worst first.</summary>
    public static IReadOnlyList<ReasonCode> All { get; }

    /// <summary>Finds a code by its identifier, or null.</summary>
    /// <param name="id">The identifier, compared ordinally.</param>
    public static ReasonCode? Find(string id) => Ranks.TryGetValue(id, out int index) ? All[index] : null;

    internal static int Rank(ReasonCode code) => Ranks[code.Id];
}
