using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Reads a file of a tree by its path; no link is followed on the way.</summary>
internal static class WorkFile
{
    /// <summary>Reads a regular file.</summary>
    /// <param name="root">The tree's folder.</param>
    /// <param name="path">A path that stands for itself (<see cref="TreePath.IsPlain"/>).</param>
    /// <param name="most">From how many bytes on it is not read.</param>
    /// <param name="facts">What it was.</param>
    /// <returns>Its content, or null when there is no such regular file, or a larger one, or one that changes just now.</returns>
    internal static byte[]? Read(string root, string path, long most, out FileFacts facts)
    {
        facts = default;
        int file = Open(root, path);
        if (file < 0)
        {
            return null;
        }

        try
        {
            if (PosixFiles.Stat(file, "\0"u8, out facts) != 0 || facts.Kind != TreeEntryKind.File || facts.Size > most)
            {
                return null;
            }

            byte[] content = new byte[facts.Size];
            int filled = 0;
            while (filled < content.Length)
            {
                int count = PosixFiles.Read(file, content.AsSpan(filled));
                if (count <= 0)
                {
                    return null;
                }

                filled += count;
            }

            return PosixFiles.Stat(file, "\0"u8, out FileFacts after) == 0 && after == facts ? content : null;
        }
        finally
        {
            PosixFiles.Close(file);
        }
    }

    /// <summary>What a path stands for: the facts, or null when nothing is there or a link stands in the way.</summary>
    internal static (FileFacts Facts, byte[]? LinkTarget)? Look(string root, string path)
    {
        (int folder, byte[] name) = OpenParent(root, path);
        if (folder < 0)
        {
            return null;
        }

        try
        {
            return PosixFiles.Stat(folder, name, out FileFacts facts) == 0
                ? (facts, facts.Kind == TreeEntryKind.Link ? PosixFiles.ReadLink(folder, name) : null)
                : null;
        }
        finally
        {
            PosixFiles.Close(folder);
        }
    }

    private static int Open(string root, string path)
    {
        (int folder, byte[] name) = OpenParent(root, path);
        if (folder < 0)
        {
            return -1;
        }

        int file = PosixFiles.Open(folder, name, isFolder: false, out _);
        PosixFiles.Close(folder);
        return file;
    }

    private static (int Folder, byte[] Name) OpenParent(string root, string path)
    {
        string[] parts = path.Split('/');
        int at = PosixFiles.Open(PosixFiles.CurrentFolder, Encoding.UTF8.GetBytes(root + "/.\0"), isFolder: true, out _);
        foreach (string part in parts.SkipLast(1))
        {
            int next = at < 0 ? -1 : PosixFiles.Open(at, Encoding.UTF8.GetBytes(part + "\0"), isFolder: true, out _);
            if (at >= 0)
            {
                PosixFiles.Close(at);
            }

            at = next;
        }

        return (at, Encoding.UTF8.GetBytes(parts[^1] + "\0"));
    }
}
