using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>The README of the packs says of every claim what the code says, and which commands break it.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void It_has_every_claim_and_the_commands_that_break_it()
    {
        ILookup<string, string> breaks = TheyCanFail.All.ToLookup(row => row.Claim, row => row.Breakage.Replace('-', ' '), StringComparer.Ordinal);
        string table = $"### {CliAutoApproveProof.Name}\n\n| claim | what it says | what breaks it |\n|---|---|---|\n"
            + string.Concat(CliAutoApproveProof.Says.Select(claim => $"| `{claim.Id}` | {claim.Statement} | {string.Join("; ", breaks[claim.Id])} |\n"));
        Assert.True(File.ReadAllText(Path.Combine(Surroundings.Checkout!, "proofs", "README.md")).Contains(table, StringComparison.Ordinal), $"proofs/README.md lacks:\n{table}");
    }
}
