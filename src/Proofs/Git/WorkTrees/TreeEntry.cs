namespace Proofs.Git.WorkTrees;

/// <summary>What kind of thing a name in a work tree stands for.</summary>
public enum TreeEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link; where it leads is not looked at.</summary>
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Special,

    /// <summary>Something that is there and could not be read.</summary>
    Unreadable,
}

/// <summary>One name in a work tree at one moment.</summary>
public sealed record TreeEntry
{
    /// <summary>The path below the root, in the form of <see cref="TreePath"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required TreeEntryKind Kind { get; init; }

    /// <summary>Kind and permissions, as stat(2) has them.</summary>
    public int Mode => Facts.Mode;

    /// <summary>How many names the file has; more than one means that a change of it changes another file too.</summary>
    public long Names => Facts.Links;

    /// <summary><c>sha256:</c> and the digest of a file's content or of where a link leads; <c>unreadable</c> for everything else.</summary>
    public string Marker => Kind is TreeEntryKind.File or TreeEntryKind.Link ? "sha256:" + Content.Sha256 : "unreadable";

    internal FileFacts Facts { get; init; }

    internal ContentDigests Content { get; init; }

    /// <summary>Whether the commit that HEAD names has a file of this path.</summary>
    internal bool IsTracked { get; init; }

    /// <summary>Whether both are the same file for git and for whoever runs it: content, kind, and what may be executed or runs as another user.</summary>
    public bool IsSameAs(TreeEntry? other)
    {
        if (other is null || Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            TreeEntryKind.Folder => true,
            TreeEntryKind.File => Content.Sha256 == other.Content.Sha256 && Execution == other.Execution,
            TreeEntryKind.Link => Content.Sha256 == other.Content.Sha256,
            // What cannot be read is the same when nobody touched it.
            _ => Facts == other.Facts,
        };
    }

    /// <summary>Both are one file on disk, under the same inode.</summary>
    public bool IsSameInodeAs(TreeEntry? other) => other is not null && Facts.Inode == other.Facts.Inode && Facts.Device == other.Facts.Device;

    private int Execution => (Facts.Mode & 0xE00) | ((Facts.Mode & 0x49) != 0 ? 1 : 0);
}
