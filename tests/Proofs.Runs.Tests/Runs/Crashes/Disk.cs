using TestKit;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>A small disk of its own; only root can have one.</summary>
internal sealed class Disk : IDisposable
{
    private const string Filling = "filling.bin";

    private readonly TempFolder _folder = new();

    internal Disk(string size)
    {
        Directory.CreateDirectory(Path);
        if (TestKit.Run.Program("mount", ["-t", "tmpfs", "-o", "size=" + size, "tmpfs", Path]).ExitCode != 0)
        {
            _folder.Dispose();
            Skip.If(true, "only root can mount a small disk");
        }
    }

    internal string Path => _folder.In("disk");

    private string Full => System.IO.Path.Combine(Path, Filling);

    /// <summary>Fills the disk until so many bytes are left.</summary>
    internal void Fill(long left)
    {
        byte[] page = new byte[4096];
        using FileStream stream = new(Full, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // That is what full means.
            stream.SetLength(Math.Max(0, stream.Length - left));
        }
    }

    internal void MakeRoom() => File.Delete(Full);

    internal void Remount(string how) => Assert.Equal(0, TestKit.Run.Program("mount", ["-o", "remount," + how, Path]).ExitCode);

    public void Dispose()
    {
        Assert.Equal(0, TestKit.Run.Program("umount", [Path]).ExitCode);
        _folder.Dispose();
    }
}
