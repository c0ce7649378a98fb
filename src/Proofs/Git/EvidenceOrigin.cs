using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proofs.Git;

/// <summary>Whether a file that is handed over as evidence comes from the repository that it is about.</summary>
internal static class EvidenceOrigin
{
    /// <summary>Looks for a file by its path in every work tree of the repository that it lies in, and by its bytes.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commits">The commits that are judged.</param>
    /// <param name="path">Where the file lies; no link may be on the way to it.</param>
    /// <param name="content">Its bytes.</param>
    internal static FileOrigin Of(GitRepository repository, IEnumerable<CommitId> commits, string path, ReadOnlySpan<byte> content)
    {
        Surrounding around = OwnWorkTrees.Around(repository.Layout, path);
        FileOrigin origin = Worse(Stored(repository.Objects, content), around.IsOpen ? FileOrigin.Unknown : FileOrigin.Elsewhere);
        foreach ((string inTree, CommitId commit) in around.Paths.SelectMany(inTree => commits.Select(commit => (inTree, commit))))
        {
            // Something else of that name, a link or another repository, is the change's own doing as well.
            origin = Worse(origin, TreeReader.Find(repository.Objects, commit, inTree).Status switch
            {
                TreeLookupStatus.Absent => FileOrigin.Elsewhere,
                TreeLookupStatus.Unreadable => FileOrigin.Unknown,
                _ => FileOrigin.Tracked,
            });
        }

        return origin;
    }

    /// <summary>Whether a path lies in a work tree or the git folder of the repository, tracked or not; null when nobody can tell.</summary>
    internal static bool? IsWithin(GitRepository repository, string path) => OwnWorkTrees.Around(repository.Layout, path) switch
    {
        { Paths.Count: > 0 } or { IsInGitFolder: true } => true,
        { IsOpen: true } => null,
        _ => false,
    };

    /// <summary>The tree of a commit, or null when it cannot be read.</summary>
    internal static CommitId? TreeOf(GitRepository repository, CommitId commit)
    {
        using GitObject obj = repository.Objects.Read(commit);
        return obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, [], out RawCommit raw) ? raw.Tree : null;
    }

    /// <summary>git's id of a content is that of its header and its bytes (gitformat-pack, "Object name").</summary>
    private static FileOrigin Stored(ObjectDatabase objects, ReadOnlySpan<byte> content)
    {
        byte[] blob = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")), .. content];
        using GitObject found = objects.Read(new(SHA1.HashData(blob)));
        return found.Status switch
        {
            ReadStatus.Missing => FileOrigin.Elsewhere,
            ReadStatus.Ok => FileOrigin.Stored,
            _ => FileOrigin.Unknown,
        };
    }

    private static FileOrigin Worse(FileOrigin one, FileOrigin other) => one > other ? one : other;
}

/// <summary>Where a file comes from; the larger value is the worse one.</summary>
internal enum FileOrigin
{
    /// <summary>Not from the repository.</summary>
    Elsewhere,

    /// <summary>Nobody can tell, because trees, objects or a <c>.git</c> cannot be read.</summary>
    Unknown,

    /// <summary>Its bytes are an object of the repository.</summary>
    Stored,

    /// <summary>Its path is one of a commit that is judged.</summary>
    Tracked,
}
