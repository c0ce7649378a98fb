using System.Text;
using Proofs.Evidence;
using TestKit;

namespace Proofs.Tests.Evidence;

/// <summary>No path leads out of the folder, whatever lies on the way.</summary>
public sealed class ConfinedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _outside = new();
    private readonly ConfinedFiles _files;

    public ConfinedFilesTests() => _files = new(_folder.Path);

    [Fact]
    public void A_file_is_written_read_and_taken_away()
    {
        Assert.Equal(ConfinedKind.Absent, _files.Read("a/b/ü.txt").Kind);
        _files.Write("a/b/ü.txt", "one"u8);
        ConfinedFile read = _files.Read("a/b/ü.txt");
        Assert.Equal((ConfinedKind.File, "one"), (read.Kind, Encoding.UTF8.GetString(read.Content.Span)));
        _files.Write("a/b/ü.txt", ""u8, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        read = _files.Read("a/b/ü.txt");
        Assert.Equal((0, UnixFileMode.UserRead | UnixFileMode.UserExecute), (read.Content.Length, read.Mode));
        Assert.Equal(["ü.txt"], Directory.EnumerateFileSystemEntries(_folder.In("a/b")).Select(Path.GetFileName));
        _files.Delete("a/b/ü.txt");
        _files.Delete("a/b/ü.txt");
        _files.Delete("x/y/z");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.In("a/b")));
    }

    [Fact]
    public void A_link_in_place_of_the_file_is_replaced_and_not_followed()
    {
        File.WriteAllText(_outside.In("secret"), "secret");
        File.CreateSymbolicLink(_folder.In("link"), _outside.In("secret"));
        Assert.Equal(ConfinedKind.Odd, _files.Read("link").Kind);
        _files.Write("link", "mine"u8);
        Assert.Equal(("secret", "mine"), (File.ReadAllText(_outside.In("secret")), File.ReadAllText(_folder.In("link"))));
        Assert.Null(new FileInfo(_folder.In("link")).LinkTarget);
    }

    [Fact]
    public void A_hard_link_loses_its_other_name_and_nothing_else()
    {
        File.WriteAllText(_outside.In("other"), "other");
        Assert.Equal(0, Run.Program("ln", [_outside.In("other"), _folder.In("name")]).ExitCode);
        _files.Write("name", "mine"u8);
        Assert.Equal("other", File.ReadAllText(_outside.In("other")));
    }

    [Fact]
    public void A_link_on_the_way_stops_everything()
    {
        File.WriteAllText(_outside.In("x"), "x");
        File.CreateSymbolicLink(_folder.In("way"), _outside.Path);
        Assert.Equal(ConfinedKind.Odd, _files.Read("way/x").Kind);
        Assert.Throws<IOException>(() => _files.Write("way/x", "y"u8));
        Assert.Throws<IOException>(() => _files.Write("way/new/z", "y"u8));
        Assert.Throws<IOException>(() => _files.Delete("way/x"));
        Assert.Equal(["x"], Directory.EnumerateFileSystemEntries(_outside.Path).Select(Path.GetFileName));
        Assert.Equal("x", File.ReadAllText(_outside.In("x")));
    }

    [Fact]
    public void What_is_no_file_is_told_and_not_waited_for()
    {
        Directory.CreateDirectory(_folder.In("folder"));
        File.WriteAllText(_folder.In("pipe"), string.Empty);
        Fifo.Create(_folder.In("pipe"));
        File.WriteAllText(_folder.In("file"), string.Empty);
        Assert.Equal((ConfinedKind.Odd, ConfinedKind.Odd, ConfinedKind.Odd), (_files.Read("folder").Kind, _files.Read("pipe").Kind, _files.Read("file/below").Kind));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../x")]
    [InlineData("./x")]
    [InlineData("/x")]
    [InlineData("a//x")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_refused(string path)
    {
        Assert.Throws<IOException>(() => _files.Read(path));
        Assert.Throws<IOException>(() => _files.Write(path, "x"u8));
        Assert.Throws<IOException>(() => _files.Delete(path));
        Assert.Throws<IOException>(() => _files.Sweep(path));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }
}
