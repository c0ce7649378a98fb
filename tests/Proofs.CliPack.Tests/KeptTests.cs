using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>What is copied of a project.</summary>
public sealed class KeptTests
{
    [Fact]
    public void Files_are_copied_and_what_leads_elsewhere_is_not()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.In("project", ".git", "empty"));
        Directory.CreateDirectory(folder.In("outside"));
        File.WriteAllText(folder.In("outside", "secret"), "secret");
        File.WriteAllText(folder.In("project", ".git", "HEAD"), "ref");
        File.WriteAllText(folder.In("project", ".hidden"), "hidden");
        Fifo.Create(folder.In("project", "pipe"));
        File.CreateSymbolicLink(folder.In("project", "link"), folder.In("outside", "secret"));
        Directory.CreateSymbolicLink(folder.In("project", "elsewhere"), folder.In("outside"));
        Kept.Copy(folder.In("project"), folder.In("copy"));
        Assert.Equal([".git/HEAD", ".hidden"], Directory.EnumerateFileSystemEntries(folder.In("copy"), "*", SearchOption.AllDirectories).Where(File.Exists).Select(path => Path.GetRelativePath(folder.In("copy"), path)).Order(StringComparer.Ordinal));
        Assert.Equal("ref", File.ReadAllText(folder.In("copy", ".git", "HEAD")));
    }
}
