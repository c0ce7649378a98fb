using Proofs.Packs;

namespace Proofs.RunnerPack;

/// <summary>Every proof of this pack, at every grade that it is told at.</summary>
public static class RunnerPackProofs
{
    /// <summary>The proofs of Proofs.Runs itself; somebody else's runner is told of by the same functions.</summary>
    public static IReadOnlyList<PackProof> All { get; } =
    [
        new(OneTurnProof.Name, "stub", () => OneTurnProof.TellAsync(new Runner())),
        new(ToCompletionProof.Name, "stub", () => ToCompletionProof.TellAsync(new Runner())),
        new(RunLoopProof.Name, "stub", () => RunLoopProof.TellAsync(new Runner())),
        new(ApiDispatchProof.Name, "loopback", () => ApiDispatchProof.LoopbackAsync(new Runner())),
        new(ApiDispatchProof.Name, "live", () => ApiDispatchProof.LiveAsync(new Runner(), Environment.GetEnvironmentVariable(Provider.Variable))),
        new(MultiPhaseWriteProof.Name, "loopback", () => MultiPhaseWriteProof.LoopbackAsync(new Runner())),
        new(MultiPhaseWriteProof.Name, "live", () => MultiPhaseWriteProof.LiveAsync(new Runner(), Environment.GetEnvironmentVariable(Provider.Variable))),
    ];

    /// <summary>Has one of them told, as a test.</summary>
    internal static Task ProveAsync(string proof, string grade) => Prove.ThatAsync(proof, grade, All.Single(each => each.Proof == proof && each.Grade == grade).Tell);
}
