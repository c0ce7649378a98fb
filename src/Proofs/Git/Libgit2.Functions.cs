using System.Runtime.InteropServices;

namespace Proofs.Git;

/// <content>The functions that are called, as libgit2's headers declare them in 1.5, 1.6 and 1.7.</content>
internal static unsafe partial class Libgit2
{
    /// <summary>git_error_code: the object is not in the database.</summary>
    internal const int NotFound = -3;

    /// <summary>git_error_code: something of that name is there.</summary>
    internal const int AlreadyThere = -4;

    /// <summary>git_error_code: somebody else just writes it.</summary>
    internal const int Locked = -14;

    /// <summary>git_error_code: a reference does not name what it was thought to.</summary>
    internal const int ChangedMeanwhile = -15;

    /// <summary>git_error_code: nothing more to iterate over.</summary>
    internal const int IterationOver = -31;

    /// <summary>git_object_t: a commit.</summary>
    internal const int Commit = 1;

    /// <summary>git_object_t: a tree.</summary>
    internal const int Tree = 2;

    /// <summary>git_object_t: a blob.</summary>
    internal const int Blob = 3;

    /// <summary>git_object_t: an annotated tag.</summary>
    internal const int Tag = 4;

    /// <summary>git_error.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Error
    {
        internal byte* Message;
        internal int Class;
    }

    /// <summary>git_buf.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Buffer
    {
        internal byte* Pointer;
        internal nuint Reserved;
        internal nuint Size;
    }

    // git_libgit2_opts takes a variable number of arguments; on linux-x64 whole numbers and pointers are passed as to any other function.
    [LibraryImport(Name)]
    private static partial int git_libgit2_opts(int option, int value);

    [LibraryImport(Name, EntryPoint = "git_libgit2_opts")]
    private static partial int git_libgit2_opts_search_path(int option, int level, byte* path);

    [LibraryImport(Name, EntryPoint = "git_libgit2_opts")]
    private static partial int git_libgit2_opts_extensions(int option, byte** extensions, nuint count);

    [LibraryImport(Name)]
    private static partial Error* git_error_last();

    [LibraryImport(Name)]
    internal static partial void git_buf_dispose(Buffer* buffer);

    [LibraryImport(Name)]
    internal static partial int git_repository_discover(Buffer* found, byte* start, int acrossFileSystems, byte* ceilings);

    [LibraryImport(Name)]
    internal static partial int git_reference_name_is_valid(out int isValid, byte* name);

    [LibraryImport(Name)]
    internal static partial int git_reference_iterator_glob_new(out nint iterator, nint repository, byte* glob);

    [LibraryImport(Name)]
    internal static partial int git_reference_next_name(out byte* name, nint iterator);

    [LibraryImport(Name)]
    internal static partial void git_reference_iterator_free(nint iterator);

    [LibraryImport(Name)]
    private static partial int git_libgit2_init();

    [LibraryImport(Name)]
    internal static partial int git_repository_open(out nint repository, byte* gitFolder);

    [LibraryImport(Name)]
    internal static partial int git_repository_init(out nint repository, byte* folder, uint isBare);

    [LibraryImport(Name)]
    internal static partial void git_repository_free(nint repository);

    [LibraryImport(Name)]
    internal static partial int git_reference_name_to_id(byte* id, nint repository, byte* name);

    [LibraryImport(Name)]
    internal static partial int git_odb_open(out nint database, byte* objectsFolder);

    [LibraryImport(Name)]
    internal static partial int git_odb_read(out nint obj, nint database, byte* id);

    [LibraryImport(Name)]
    internal static partial byte* git_odb_object_data(nint obj);

    [LibraryImport(Name)]
    internal static partial nuint git_odb_object_size(nint obj);

    [LibraryImport(Name)]
    internal static partial int git_odb_object_type(nint obj);

    [LibraryImport(Name)]
    internal static partial void git_odb_object_free(nint obj);

    [LibraryImport(Name)]
    internal static partial void git_odb_free(nint database);
}
