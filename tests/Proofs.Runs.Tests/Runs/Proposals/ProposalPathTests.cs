using Proofs.Runs.Runs.Proposals;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>The files of a proposal lie beside each other and beside what describes it.</summary>
public sealed class ProposalPathTests
{
    [Theory]
    [InlineData("src/a.txt", true)]
    [InlineData("src/b.txt/c", false)]
    [InlineData("src/b.txt2/c", true)]
    [InlineData("PROPOSAL.md", false)]
    [InlineData("proposal.MD/x", false)]
    [InlineData("docs/PROPOSAL.md", true)]
    [InlineData("SOURCE_SNAPSHOT.json", false)]
    [InlineData("APPLIED.json", false)]
    [InlineData("REJECTED.json", false)]
    public void A_path_has_a_place_of_its_own(string path, bool isGood) =>
        Assert.Equal(isGood, ProposalPaths.Fault(path, new HashSet<string>(["src/b.txt", path], StringComparer.Ordinal)) is null);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_part_is_no_longer_than_file_systems_take(int length, bool isGood) =>
        Assert.Equal(isGood, ProposalPaths.Fault($"src/{new string('x', length)}/y", new HashSet<string>(StringComparer.Ordinal)) is null);
}
