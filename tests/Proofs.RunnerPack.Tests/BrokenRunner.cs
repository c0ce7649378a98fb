using Proofs.Packs;
using Proofs.RunnerPack;

namespace Proofs.RunnerPack.Tests;

/// <summary>A runner that is wrong in one way, and the claim that has to find it.</summary>
/// <param name="Proof">The proof that is told of it.</param>
/// <param name="Claim">The claim that turns red.</param>
/// <param name="Does">What it does.</param>
/// <param name="Create">Makes it.</param>
public sealed record BrokenRunner(string Proof, string Claim, string Does, Func<Runner> Create)
{
    /// <summary>Has its proof told about it.</summary>
    public Task<Payload> TellAsync() => Proof switch
    {
        OneTurnProof.Name => OneTurnProof.TellAsync(Create()),
        ToCompletionProof.Name => ToCompletionProof.TellAsync(Create()),
        RunLoopProof.Name => RunLoopProof.TellAsync(Create()),
        ApiDispatchProof.Name => ApiDispatchProof.LoopbackAsync(Create()),
        MultiPhaseWriteProof.Name => MultiPhaseWriteProof.LoopbackAsync(Create()),
        _ => throw new InvalidOperationException($"{Proof} is no proof of this pack."),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Proof}: {Claim}";
}
