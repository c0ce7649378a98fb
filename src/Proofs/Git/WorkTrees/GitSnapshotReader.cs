using System.Security.Cryptography;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Takes note of what a repository's own files say, from the files themselves.</summary>
internal static class GitSnapshotReader
{
    /// <summary>From how many references on only their digest is kept.</summary>
    private const int MostReferences = 20_000;

    /// <summary>git and hooks have nearly as few files.</summary>
    private const int MostSettings = 50_000;

    private static readonly HashSet<string> Settings = new(["config", "config.worktree", "commondir", "hooks", "info", "shallow", "modules", "objects"], StringComparer.Ordinal);

    private static readonly HashSet<string> Content = new(["objects", "logs", "refs", "index", "packed-refs", "HEAD", "ORIG_HEAD", "FETCH_HEAD", "COMMIT_EDITMSG"], StringComparer.Ordinal);

    /// <exception cref="IOException">They cannot be read.</exception>
    internal static GitSnapshot Read(GitRepository repository)
    {
        GitLayout layout = repository.Layout;
        (string index, List<string> unwatched) = GitIndexReader.Read(Path.Combine(layout.GitFolder, "index"));
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string folder in new[] { layout.CommonFolder, layout.GitFolder }.Distinct(StringComparer.Ordinal))
        {
            foreach (TreeEntry entry in new TreeScan(null, IsNoSetting, MostSettings).Run(folder).Where(entry => entry.Kind != TreeEntryKind.Folder))
            {
                settings[folder == layout.CommonFolder ? entry.Path : "worktree/" + entry.Path] = $"{((entry.Mode & 0x49) != 0 ? "executable " : string.Empty)}{entry.Marker}";
            }
        }

        return new()
        {
            HeadText = TreePath.Of(Encoding.UTF8.GetBytes(GitLayout.ReadSmall(Path.Combine(layout.GitFolder, "HEAD")).TrimEnd())),
            Head = repository.ReadReference("HEAD")?.ToString(),
            References = References(layout),
            Settings = settings,
            Index = index,
            Unwatched = unwatched,
        };
    }

    private static bool IsNoSetting(string path)
    {
        string[] parts = path.Split('/');
        return !Settings.Contains(parts[0])
            || (parts[0] == "objects" && parts.Length > 1 && path is not ("objects/info" or "objects/info/alternates"))
            || (parts[0] == "modules" && parts.Skip(1).Any(Content.Contains));
    }

    /// <summary>Loose references count before packed ones (gitrepository-layout).</summary>
    private static SortedDictionary<string, string> References(GitLayout layout)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = WorkFile.Read(layout.CommonFolder, "packed-refs", GitLayout.LargestFile, out _);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.Length > (2 * CommitId.Size) + 1 && CommitId.TryParse(line[..(2 * CommitId.Size)], out CommitId id))
            {
                found[TreePath.Of(line[((2 * CommitId.Size) + 1)..])] = id.ToString();
            }
        }

        string loose = Path.Combine(layout.CommonFolder, "refs");
        foreach (TreeEntry entry in new TreeScan(null, _ => false, int.MaxValue).Run(loose).Where(entry => entry.Kind != TreeEntryKind.Folder))
        {
            byte[]? content = entry.Kind == TreeEntryKind.File && TreePath.IsPlain(entry.Path) ? WorkFile.Read(loose, entry.Path, 4096, out _) : null;
            found["refs/" + entry.Path] = content is null ? $"{entry.Kind} {entry.Marker}" : TreePath.Of(content.AsSpan().TrimEnd("\r\n "u8));
        }

        return found.Count <= MostReferences ? found : Digest(found);
    }

    private static SortedDictionary<string, string> Digest(SortedDictionary<string, string> found)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string value) in found)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{value}\n"));
        }

        return new(StringComparer.Ordinal) { ["*"] = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }
}
