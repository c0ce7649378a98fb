using System.Security.Cryptography;
using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>What lies in a folder: of every entry its type, mode, owner, size, time of change, link target and content's hash.</summary>
internal sealed class FileTree
{
    private readonly Dictionary<string, string> _entries;

    private FileTree(Dictionary<string, string> entries) => _entries = entries;

    /// <summary>Reads the folder and all below it; links are not followed.</summary>
    internal static FileTree Read(string folder)
    {
        RunResult found = TestKit.Run.Program("find", [folder, "-printf", @"%P\0%y\0%m %U:%G %s %T@ %l\0"]);
        Assert.True(found.ExitCode == 0, found.ToString());
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        foreach (string[] entry in found.Out.Split('\0').Chunk(3).Where(entry => entry.Length == 3))
        {
            string hash = entry[1] == "f" ? Hash(Path.Combine(folder, entry[0])) : string.Empty;
            entries["/" + entry[0]] = $"{entry[1]} {entry[2]} {hash}";
        }

        return new(entries);
    }

    /// <summary>What is different in a later tree of the same folder.</summary>
    internal IReadOnlyList<string> ChangesTo(FileTree later) =>
    [
        .. later._entries.Keys.Except(_entries.Keys, StringComparer.Ordinal).Select(path => $"added {path}"),
        .. _entries.Keys.Except(later._entries.Keys, StringComparer.Ordinal).Select(path => $"removed {path}"),
        .. _entries.Where(entry => later._entries.TryGetValue(entry.Key, out string? now) && now != entry.Value).Select(entry => $"changed {entry.Key}"),
    ];

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
