namespace Proofs.Git;

/// <summary>What became of reading an object.</summary>
internal enum ReadStatus
{
    /// <summary>The object is there and hashes to its id.</summary>
    Ok,

    /// <summary>No such object in the database.</summary>
    Missing,

    /// <summary>Something is there, but it cannot be read, does not hash to its id, or is malformed.</summary>
    Corrupt,
}

/// <summary>
/// Raw objects of one repository, each verified against its id. Nothing that can be planted beside them is consulted:
/// no replace refs, no grafts, no shallow file, no commit-graph. A multi-pack-index or a pack index can only hide an object or
/// name a wrong one, and a wrong one does not hash to its id.
/// </summary>
internal sealed unsafe class ObjectDatabase : IDisposable
{
    /// <summary>No commit, tree or policy is nearly as large, in bytes; a larger object is not looked into.</summary>
    private const int LargestObject = 64 << 20;

    private readonly string _folder;
    private nint _handle;

    private ObjectDatabase(string folder, nint handle)
    {
        _folder = folder;
        _handle = handle;
    }

    /// <summary>Opens the objects folder, or returns null when libgit2 cannot.</summary>
    internal static ObjectDatabase? Open(string objectsFolder)
    {
        fixed (byte* path = Libgit2.Text(objectsFolder))
        {
            return Libgit2.git_odb_open(out nint handle, path) == 0 ? new(objectsFolder, handle) : null;
        }
    }

    /// <summary>
    /// Opens the same objects for another thread. libgit2 shares a pack, and its lock, between databases that spell the pack's path alike, and
    /// then two threads are no faster than one; so this one spells it differently.
    /// </summary>
    internal ObjectDatabase? OpenForAnotherThread() => Open(_folder + "/.");

    /// <summary>Reads one object. Its bytes are valid until the result is disposed.</summary>
    internal GitObject Read(CommitId id)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        byte* raw = stackalloc byte[CommitId.Size];
        id.CopyTo(new(raw, CommitId.Size));
        int error = Libgit2.git_odb_read(out nint obj, _handle, raw);
        if (error == 0 && Libgit2.git_odb_object_size(obj) > LargestObject)
        {
            Libgit2.git_odb_object_free(obj);
            return new(0, ReadStatus.Corrupt);
        }

        return error switch
        {
            0 => new(obj, ReadStatus.Ok),
            Libgit2.NotFound => new(0, ReadStatus.Missing),
            _ => new(0, ReadStatus.Corrupt),
        };
    }

    /// <summary>Writes an object, unless it is there.</summary>
    /// <param name="content">Its bytes, without git's header.</param>
    /// <param name="type">As libgit2 numbers it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal CommitId Write(ReadOnlySpan<byte> content, int type)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        byte* raw = stackalloc byte[CommitId.Size];
        // An empty content has an address too.
        byte nothing = 0;
        fixed (byte* bytes = content)
        {
            return Libgit2.git_odb_write(raw, _handle, bytes is null ? &nothing : bytes, (nuint)content.Length, type) == 0
                ? new(new(raw, CommitId.Size))
                : throw new IOException($"an object cannot be written: {Libgit2.LastError()}");
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            Libgit2.git_odb_free(_handle);
            _handle = 0;
        }
    }
}

/// <summary>One object's bytes, owned by libgit2 until disposed.</summary>
internal readonly unsafe ref struct GitObject(nint handle, ReadStatus status)
{
    /// <summary>libgit2's object, or 0. Whoever keeps it frees it.</summary>
    internal nint Handle => handle;

    internal ReadStatus Status => status;

    /// <summary>The object's type as libgit2 numbers it; 0 when there is no object.</summary>
    internal int Type => handle == 0 ? 0 : Libgit2.git_odb_object_type(handle);

    internal ReadOnlySpan<byte> Bytes => handle == 0
        ? default
        : new(Libgit2.git_odb_object_data(handle), (int)Libgit2.git_odb_object_size(handle));

    public void Dispose()
    {
        if (handle != 0)
        {
            Libgit2.git_odb_object_free(handle);
        }
    }
}
