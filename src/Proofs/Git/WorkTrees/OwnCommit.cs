using System.Security.Cryptography;
using System.Text;
using Proofs.Git.Trailers;

namespace Proofs.Git.WorkTrees;

/// <summary>Tells the commit of an earlier call from one that only says that it is.</summary>
internal static class OwnCommit
{
    /// <summary>Whether a commit has the turn's trailer, stands on the commit it should, and changes the turn's files and no other, to what was accepted.</summary>
    /// <param name="objects">The repository's objects.</param>
    /// <param name="id">The commit.</param>
    /// <param name="parent">The commit it has to stand on, or null.</param>
    /// <param name="checkpoint">What was to be committed.</param>
    /// <param name="prefix">The project's folder in the repository.</param>
    /// <exception cref="IOException">Something of it cannot be read.</exception>
    internal static bool IsOf(ObjectDatabase objects, CommitId id, CommitId? parent, Checkpoint checkpoint, string prefix)
    {
        using (GitObject obj = objects.Read(id))
        {
            if (obj.Type != Libgit2.Commit || !RawCommit.TryParse(obj.Bytes, [], out RawCommit commit)
                || (parent is { } only ? commit.Parents.Length != 1 || commit.Parents[0] != only : commit.Parents.Length != 0)
                || !HasTrailer(RawCommit.MessageOf(obj.Bytes), checkpoint.TurnId))
            {
                return false;
            }
        }

        Dictionary<string, HeadFile> before = parent is { } old ? HeadTree.Files(objects, old, string.Empty) : new(StringComparer.Ordinal);
        Dictionary<string, HeadFile> after = HeadTree.Files(objects, id, string.Empty);
        bool isNoOther = before.Keys.Union(after.Keys, StringComparer.Ordinal).All(path =>
            (before.TryGetValue(path, out HeadFile left) && after.TryGetValue(path, out HeadFile right) && left == right)
            || (path.StartsWith(prefix, StringComparison.Ordinal) && checkpoint.Files.ContainsKey(path[prefix.Length..])));
        return isNoOther && checkpoint.Files.All(file => MarkerOf(objects, after, prefix + file.Key) == file.Value);
    }

    private static bool HasTrailer(ReadOnlySpan<byte> message, string turnId)
    {
        TrailerReader trailers = new(message);
        return trailers.Read(Encoding.UTF8.GetBytes(CheckpointWriter.Trailer)) && trailers.Value.SequenceEqual(Encoding.UTF8.GetBytes(CheckpointWriter.Name(turnId)));
    }

    private static string MarkerOf(ObjectDatabase objects, Dictionary<string, HeadFile> files, string path)
    {
        if (!files.TryGetValue(path, out HeadFile file))
        {
            return DirtyFiles.Deleted;
        }

        using GitObject blob = objects.Read(file.Id);
        return blob.Type == Libgit2.Blob ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(blob.Bytes)) : "unreadable";
    }
}
