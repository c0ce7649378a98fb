using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>The index of a work tree, without any setting of its repository.</summary>
internal sealed unsafe class IndexEditor : IDisposable
{
    /// <summary>The stages of a merge conflict.</summary>
    private static readonly int[] Conflict = [1, 2, 3];

    private nint _handle;

    private IndexEditor(nint handle) => _handle = handle;

    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IndexEditor Open(string file)
    {
        fixed (byte* path = Libgit2.Text(file))
        {
            return Libgit2.git_index_open(out nint handle, path) == 0 ? new(handle) : throw new IOException($"{file} cannot be read: {Libgit2.LastError()}");
        }
    }

    /// <summary>What is staged for a path, or null.</summary>
    internal HeadFile? Find(string path)
    {
        fixed (byte* name = Libgit2.Text(path))
        {
            Libgit2.IndexEntry* entry = Libgit2.git_index_get_bypath(_handle, name, stage: 0);
            return entry is null ? null : new((int)entry->Mode, new(new ReadOnlySpan<byte>(entry->Id, CommitId.Size)));
        }
    }

    /// <summary>Whether a merge left a path to be settled.</summary>
    internal bool HasConflict(string path)
    {
        byte[] text = Libgit2.Text(path);
        foreach (int stage in Conflict)
        {
            fixed (byte* name = text)
            {
                if (Libgit2.git_index_get_bypath(_handle, name, stage) is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Stages a file as it is on disk, or takes a path out.</summary>
    /// <exception cref="IOException">The path can be in no index.</exception>
    internal void Set(string path, HeadFile? file, FileFacts facts)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (file is not { } staged)
            {
                int gone = Libgit2.git_index_remove(_handle, name, stage: 0);
                if (gone is not (0 or Libgit2.NotFound))
                {
                    throw new IOException($"{path} cannot be taken out of the index: {Libgit2.LastError()}");
                }

                return;
            }

            // The index keeps the lower 32 bits of all of these (git's read-cache.c).
            Libgit2.IndexEntry entry = new()
            {
                ChangedSeconds = unchecked((int)(facts.Changed / 1_000_000_000)),
                ChangedNanoseconds = (uint)(facts.Changed % 1_000_000_000),
                ModifiedSeconds = unchecked((int)(facts.Modified / 1_000_000_000)),
                ModifiedNanoseconds = (uint)(facts.Modified % 1_000_000_000),
                Device = 0,
                Inode = unchecked((uint)facts.Inode),
                Mode = (uint)staged.Mode,
                User = facts.User,
                Group = facts.Group,
                Size = unchecked((uint)facts.Size),
                Path = name,
            };
            staged.Id.CopyTo(new(entry.Id, CommitId.Size));
            if (Libgit2.git_index_add(_handle, &entry) != 0)
            {
                throw new IOException($"{path} cannot be staged: {Libgit2.LastError()}");
            }
        }
    }

    /// <exception cref="IOException">It cannot be written, or somebody else just writes it.</exception>
    internal void Write()
    {
        if (Libgit2.git_index_write(_handle) != 0)
        {
            throw new IOException($"the index cannot be written: {Libgit2.LastError()}");
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            Libgit2.git_index_free(_handle);
            _handle = 0;
        }
    }
}
