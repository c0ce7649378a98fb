using System.Text;
using Proofs.Packs;

namespace Proofs.RunnerPack.Tests;

/// <summary>The README of the packs says of every claim what the code says, and what breaks it.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void It_has_every_claim_and_the_runner_that_breaks_it()
    {
        string readme = File.ReadAllText(Path.Combine(Surroundings.Checkout!, "proofs", "README.md"));
        StringBuilder missing = new();
        foreach ((string proof, IReadOnlyList<ClaimText> says) in Proofs)
        {
            string table = $"### {proof}\n\n| claim | what it says | what breaks it |\n|---|---|---|\n" + string.Concat(says.Select(claim => $"| `{claim.Id}` | {claim.Statement} | {Does(proof, claim.Id)} |\n"));
            if (!readme.Contains(table, StringComparison.Ordinal))
            {
                missing.Append(table).Append('\n');
            }
        }

        Assert.True(missing.Length == 0, $"proofs/README.md lacks:\n{missing}");
    }

    internal static (string Proof, IReadOnlyList<ClaimText> Says)[] Proofs =>
    [
        (OneTurnProof.Name, OneTurnProof.Says),
        (ToCompletionProof.Name, ToCompletionProof.Says),
        (RunLoopProof.Name, RunLoopProof.Says),
        (ApiDispatchProof.Name, ApiDispatchProof.Says),
        (MultiPhaseWriteProof.Name, MultiPhaseWriteProof.Says),
    ];

    private static string Does(string proof, string claim) => string.Join("; ", BrokenRunnerTable.All.Where(broken => broken.Proof == proof && broken.Claim == claim).Select(broken => broken.Does));
}
