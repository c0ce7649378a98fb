using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>A comparison that sees no difference proves nothing unless it sees every kind.</summary>
public sealed class FileTreeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FileTreeTests()
    {
        Directory.CreateDirectory(_folder.In("a b"));
        File.WriteAllText(_folder.In("a b", "file"), "content");
        File.CreateSymbolicLink(_folder.In("link"), "nowhere");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("true")]
    [InlineData("echo more > 'a b/new\nline'", "added /a b/new\nline", "changed /a b")]
    [InlineData("rm 'a b/file'", "changed /a b", "removed /a b/file")]
    [InlineData("echo > 'a b/gone'; rm 'a b/gone'", "changed /a b")]
    [InlineData("chmod 0640 'a b/file'", "changed /a b/file")]
    [InlineData("touch -d 2001-01-01 'a b/file'", "changed /a b/file")]
    [InlineData("cp -p 'a b/file' keep; printf CONTENT > 'a b/file'; touch -r keep 'a b/file'; rm keep", "changed /", "changed /a b/file")]
    [InlineData("cp -P -p link keep; ln -sfn elsewhere link; touch -h -r keep link; rm keep", "changed /", "changed /link")]
    [InlineData("rm 'a b/file'; mkfifo 'a b/file'", "changed /a b", "changed /a b/file")]
    public void Every_kind_of_change_is_seen(string script, params string[] changes)
    {
        FileTree before = FileTree.Read(_folder.Path);
        Assert.Equal(0, TestKit.Run.Program("sh", ["-ec", script], _folder.Path).ExitCode);
        Assert.Equal(changes, before.ChangesTo(FileTree.Read(_folder.Path)).Order(StringComparer.Ordinal));
    }
}
