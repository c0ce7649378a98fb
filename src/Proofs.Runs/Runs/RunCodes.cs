using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

/// <summary>The registry of reason codes of governed runs. Where the protocol's corpus names one, it is the corpus's name.</summary>
public static partial class RunCodes
{
    // In a constructor, which runs after the properties of every file of this class have their values.
    static RunCodes() => All = [.. Commands(), .. Configurations(), .. Results(), .. Gates(), .. Records(), .. Durability(), .. Hooks(), .. WorkTree(), .. Loops(), .. Proposals(), .. Checkpoints(), .. Operators(), .. Evidence()];

    /// <summary>Every code.</summary>
    public static IReadOnlyList<ReasonCode> All { get; }

    /// <summary>Finds a code by its identifier, or null.</summary>
    /// <param name="id">The identifier, compared ordinally.</param>
    public static ReasonCode? Find(string id) => All.FirstOrDefault(code => code.Id == id);
}
