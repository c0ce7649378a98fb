using Proofs.Git;

namespace Proofs.Tests.Git;

public sealed class Libgit2Tests
{
    [Theory]
    [InlineData(1, 5, true)]
    [InlineData(1, 6, true)]
    [InlineData(1, 7, true)]
    [InlineData(1, 4, false)]
    [InlineData(1, 8, false)]
    [InlineData(1, 9, false)]
    [InlineData(0, 28, false)]
    [InlineData(2, 5, false)]
    public void Only_versions_whose_layouts_are_known_are_accepted(int major, int minor, bool accepted) => Assert.Equal(accepted, Libgit2.Accepts(major, minor));
}
