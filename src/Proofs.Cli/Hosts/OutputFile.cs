using System.Text;
using Proofs.Evidence;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Writes a result file so that a reader sees the old one or the whole new one, and a crash leaves no half.</summary>
internal static class OutputFile
{
    /// <summary>In bytes, on every file system that Linux has.</summary>
    private const int LongestName = 255;

    /// <summary>Refuses what certainly cannot be written, before any work is done.</summary>
    internal static Refusal? Check(FileInfo file) =>
        Directory.Exists(file.FullName) ? Refuse(file, "it is a folder")
        : file.Directory is not { Exists: true } ? Refuse(file, "its folder does not exist")
        : Encoding.UTF8.GetByteCount(file.Name) > LongestName ? Refuse(file, "its name is too long")
        : IsEvidence(file) ? Refuse(file, "it belongs to a run's records or is their configuration")
        : null;

    /// <summary>Whether two names stand for one file, links followed.</summary>
    internal static bool IsSame(FileInfo one, FileInfo other) => string.Equals(RealPath(one), RealPath(other), StringComparison.Ordinal);

    /// <summary>Writes, or says why not.</summary>
    internal static Refusal? Write(FileInfo file, ReadOnlySpan<byte> content)
    {
        try
        {
            if (!IsDevice(file.FullName))
            {
                return Replace(file, content);
            }

            // Written to, because replacing it would take it from everybody.
            using FileStream device = file.FullName.StartsWith("/dev/", StringComparison.Ordinal) || file.FullName.StartsWith("/proc/", StringComparison.Ordinal)
                ? new(file.FullName, FileMode.Open, FileAccess.Write)
                : Open(file.FullName);
            device.Write(content);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The place is the caller's choice; that it cannot be written to is an answer to the caller.
            return Refuse(file, failed.Message);
        }
    }

    /// <summary>Puts a file there, in place of whatever has that name, or says why not.</summary>
    internal static Refusal? Replace(FileInfo file, ReadOnlySpan<byte> content) => AtomicFile.Write(file.FullName, content) is { } why ? Refuse(file, why) : null;

    /// <summary>Whether a result in its place would destroy what a run is proved with. Reports beside the records are made to be replaced.</summary>
    private static bool IsEvidence(FileInfo file)
    {
        try
        {
            string[] parts = (IsDevice(file.FullName) ? string.Empty : RealPath(file)).Split('/');
            int records = Array.LastIndexOf(parts, ".agentxchain");
            return parts[^1] == "agentxchain.json" || (records >= 0 && parts[records + 1] != "reports");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // Its links go round in a circle, or it cannot be opened; writing it tells why.
            return false;
        }
    }

    /// <summary>Whether something else than a file has that name: a device, a pipe, a descriptor of this process.</summary>
    private static bool IsDevice(string path)
    {
        if (path.StartsWith("/proc/", StringComparison.Ordinal) || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)))
        {
            return true;
        }

        using FileStream? stream = File.Exists(path) ? Open(path) : null;
        return stream?.CanSeek == false;
    }

    /// <summary>Opened for both, so that a pipe that nobody reads does not make us wait for a reader.</summary>
    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    private static string RealPath(FileSystemInfo file)
    {
        string? parent = Path.GetDirectoryName(file.FullName);
        return (file.Exists || file.LinkTarget is not null) && file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target)
            : parent is null ? file.FullName
            : Path.Combine(RealPath(new DirectoryInfo(parent)), file.Name);
    }

    private static Refusal Refuse(FileInfo file, string why) => new(ReasonCodes.OutputUnwritable, $"{file.FullName} cannot be written: {why.TrimEnd('.')}.", ReasonCodes.OutputUnwritable.Fix);
}
