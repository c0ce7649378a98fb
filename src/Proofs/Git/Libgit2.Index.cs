using System.Runtime.InteropServices;

namespace Proofs.Git;

/// <content>The index (git's index.h); its entries are laid out alike in 1.5, 1.6 and 1.7.</content>
internal static unsafe partial class Libgit2
{
    /// <summary>In git_index_entry.flags: git does not look whether the file changed.</summary>
    internal const int AssumeUnchanged = 0x8000;

    /// <summary>In git_index_entry.flags: the stage of a conflict, or 0.</summary>
    internal const int StageMask = 0x3000;

    /// <summary>In git_index_entry.flags_extended: git does not look for the file.</summary>
    internal const int SkipWorktree = 1 << 14;

    /// <summary>git_index_entry.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IndexEntry
    {
        internal int ChangedSeconds;
        internal uint ChangedNanoseconds;
        internal int ModifiedSeconds;
        internal uint ModifiedNanoseconds;
        internal uint Device;
        internal uint Inode;
        internal uint Mode;
        internal uint User;
        internal uint Group;
        internal uint Size;
        internal fixed byte Id[CommitId.Size];
        internal ushort Flags;
        internal ushort ExtendedFlags;
        internal byte* Path;
    }

    [LibraryImport(Name)]
    internal static partial int git_index_open(out nint index, byte* file);

    [LibraryImport(Name)]
    internal static partial void git_index_free(nint index);

    [LibraryImport(Name)]
    internal static partial nuint git_index_entrycount(nint index);

    [LibraryImport(Name)]
    internal static partial IndexEntry* git_index_get_byindex(nint index, nuint at);

    [LibraryImport(Name)]
    internal static partial IndexEntry* git_index_get_bypath(nint index, byte* path, int stage);

    [LibraryImport(Name)]
    internal static partial int git_index_add(nint index, IndexEntry* entry);

    [LibraryImport(Name)]
    internal static partial int git_index_remove(nint index, byte* path, int stage);

    [LibraryImport(Name)]
    internal static partial int git_index_write(nint index);

    [LibraryImport(Name)]
    internal static partial int git_odb_write(byte* id, nint database, byte* content, nuint size, int type);

    [LibraryImport(Name)]
    internal static partial int git_reference_create_matching(out nint reference, nint repository, byte* name, byte* id, int force, byte* current, byte* message);

    [LibraryImport(Name)]
    internal static partial int git_reference_create(out nint reference, nint repository, byte* name, byte* id, int force, byte* message);

    [LibraryImport(Name)]
    internal static partial void git_reference_free(nint reference);
}
