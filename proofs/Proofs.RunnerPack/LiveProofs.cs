namespace Proofs.RunnerPack;

/// <summary>What proofs of real dispatch share.</summary>
internal static class LiveProofs
{
    /// <summary>Why a live proof is skipped.</summary>
    internal const string Missing = $"{Provider.Variable} is not set; with the key of an Anthropic account there the proof asks the provider itself.";

    /// <summary>What the stand-in's answers cost together, in US dollars: 300 tokens in at 1.00 and 20 out at 5.00 a million. Null where only the provider knows the tokens.</summary>
    internal static decimal? CostOf(Provider provider, int turns) => provider.Grade == "loopback" ? turns * ((300 * 1.00m) + (20 * 5.00m)) / 1_000_000 : null;
}
