using System.Text;
using Proofs.Evidence;

namespace Proofs.MSBuild;

/// <summary>
/// What passed in an earlier build, so that it is not judged again: a file with the digest of the question. Only a pass is stamped; whatever else
/// comes of it is told anew by every build. Not used in CI.
/// </summary>
/// <param name="path">The file, or null when none is trusted.</param>
internal sealed class Stamp(string? path)
{
    internal bool IsUsed => path is not null;

    /// <summary>Whether this question has passed.</summary>
    internal bool Holds(string? identity)
    {
        try
        {
            return path is not null && identity is not null && new FileInfo(path) is { Exists: true } file && file.Length == identity.Length && File.ReadAllText(path) == identity;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A stamp that cannot be read is none.
            return false;
        }
    }

    /// <summary>Keeps what passed, or null for what did not.</summary>
    internal void Keep(string? identity)
    {
        if (path is null || (identity is not null && Holds(identity)))
        {
            return;
        }

        try
        {
            if (identity is null)
            {
                File.Delete(path);
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(identity));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Without a stamp the next build judges again.
        }
    }
}
