using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>What is staged, without what git remembers of the files on disk: that changes whenever anybody asks for the status.</summary>
internal static unsafe class GitIndexReader
{
    /// <summary>The digest of what is staged, and the paths that git was told not to look at.</summary>
    internal static (string Digest, List<string> Unwatched) Read(string file)
    {
        List<string> unwatched = [];
        string folder = Path.GetDirectoryName(file)!;
        if (WorkFile.Look(folder, Path.GetFileName(file)) is not { } there)
        {
            return ("empty", unwatched);
        }

        // A pipe in its place would make libgit2 wait for a writer.
        if (there.Facts.Kind != TreeEntryKind.File)
        {
            return ($"no file: {there.Facts.Kind}", unwatched);
        }

        nint index;
        fixed (byte* path = Libgit2.Text(file))
        {
            if (Libgit2.git_index_open(out index, path) != 0)
            {
                // A worker may have put anything there; that it differs is all that counts.
                byte[] content = WorkFile.Read(folder, Path.GetFileName(file), GitLayout.LargestFile, out _) ?? [];
                return ("unreadable " + Convert.ToHexStringLower(SHA256.HashData(content)), unwatched);
            }
        }

        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            nuint count = Libgit2.git_index_entrycount(index);
            for (nuint at = 0; at < count; at++)
            {
                Libgit2.IndexEntry* entry = Libgit2.git_index_get_byindex(index, at);
                ReadOnlySpan<byte> path = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry->Path);
                hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry->Mode} {entry->Flags & Libgit2.StageMask} ")));
                hash.AppendData(new ReadOnlySpan<byte>(entry->Id, CommitId.Size));
                hash.AppendData(path);
                hash.AppendData([0]);
                if ((entry->Flags & Libgit2.AssumeUnchanged) != 0 || (entry->ExtendedFlags & Libgit2.SkipWorktree) != 0)
                {
                    unwatched.Add(TreePath.Of(path));
                }
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), unwatched);
        }
        finally
        {
            Libgit2.git_index_free(index);
        }
    }
}
