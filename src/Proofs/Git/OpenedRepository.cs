using System.Text;

namespace Proofs.Git;

/// <summary>
/// A repository as libgit2 opened it, and its references. They are followed by libgit2 itself, which stops after a few steps; LibGit2Sharp
/// follows a reference that leads back to itself until the stack is full, and that ends the process.
/// </summary>
internal sealed unsafe class OpenedRepository : IDisposable
{
    private nint _handle;

    private OpenedRepository(nint handle) => _handle = handle;

    /// <summary>The git folder that a folder belongs to, or null when there is none at or above it.</summary>
    internal static string? Discover(string folder)
    {
        Libgit2.Buffer found = default;
        fixed (byte* start = Libgit2.Text(folder))
        {
            int error = Libgit2.git_repository_discover(&found, start, acrossFileSystems: 0, ceilings: null);
            string? path = error == 0 ? Encoding.UTF8.GetString(found.Pointer, (int)found.Size) : null;
            Libgit2.git_buf_dispose(&found);
            return path;
        }
    }

    /// <summary>Opens a git folder, or returns null when libgit2 cannot.</summary>
    /// <param name="gitFolder">The folder.</param>
    /// <param name="why">libgit2's own words.</param>
    internal static OpenedRepository? Open(string gitFolder, out string? why)
    {
        fixed (byte* path = Libgit2.Text(gitFolder))
        {
            bool isOpen = Libgit2.git_repository_open(out nint handle, path) == 0;
            why = isOpen ? null : Libgit2.LastError();
            return isOpen ? new(handle) : null;
        }
    }

    /// <summary>Whether a name can be a reference's (git-check-ref-format).</summary>
    internal static bool IsReferenceName(string name)
    {
        fixed (byte* utf8 = Libgit2.Text(name))
        {
            return name is "HEAD" || (Libgit2.git_reference_name_is_valid(out int isValid, utf8) == 0 && isValid != 0);
        }
    }

    /// <summary>The object a reference finally names, or null when there is no such reference or its chain ends nowhere (an unborn branch).</summary>
    /// <param name="name">The full name.</param>
    /// <exception cref="IOException">The reference is there and broken.</exception>
    internal CommitId? Read(string name)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        byte* raw = stackalloc byte[CommitId.Size];
        fixed (byte* utf8 = Libgit2.Text(name))
        {
            return Libgit2.git_reference_name_to_id(raw, _handle, utf8) switch
            {
                0 => new CommitId(new(raw, CommitId.Size)),
                Libgit2.NotFound => null,
                _ => throw new IOException($"the reference {name} is malformed or leads back to itself"),
            };
        }
    }

    /// <summary>Whether any reference has a name like this.</summary>
    /// <param name="glob">A pattern as git-for-each-ref has them.</param>
    /// <exception cref="IOException">The references cannot be listed.</exception>
    internal bool HasReference(string glob)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        fixed (byte* utf8 = Libgit2.Text(glob))
        {
            if (Libgit2.git_reference_iterator_glob_new(out nint iterator, _handle, utf8) != 0)
            {
                throw new IOException($"the references cannot be listed: {Libgit2.LastError()}");
            }

            int error = Libgit2.git_reference_next_name(out _, iterator);
            Libgit2.git_reference_iterator_free(iterator);
            return error switch
            {
                0 => true,
                Libgit2.IterationOver => false,
                _ => throw new IOException($"the references cannot be listed: {Libgit2.LastError()}"),
            };
        }
    }

    /// <summary>Points a reference at a commit, if it still names what it is thought to; no hook is run.</summary>
    /// <param name="name">The full name of a reference that is no symbolic one.</param>
    /// <param name="to">The commit.</param>
    /// <param name="from">What it has to name, or null when it must not be there.</param>
    /// <param name="log">For the reflog.</param>
    /// <returns>False when it names something else by now, or somebody else just writes it.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal bool Move(string name, CommitId to, CommitId? from, string log)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        byte* next = stackalloc byte[CommitId.Size];
        byte* before = stackalloc byte[CommitId.Size];
        to.CopyTo(new(next, CommitId.Size));
        from?.CopyTo(new(before, CommitId.Size));
        fixed (byte* utf8 = Libgit2.Text(name), message = Libgit2.Text(log))
        {
            int error = from is null
                ? Libgit2.git_reference_create(out nint reference, _handle, utf8, next, force: 0, message)
                : Libgit2.git_reference_create_matching(out reference, _handle, utf8, next, force: 1, before, message);
            if (error == 0)
            {
                Libgit2.git_reference_free(reference);
            }

            return error switch
            {
                0 => true,
                Libgit2.AlreadyThere or Libgit2.Locked or Libgit2.ChangedMeanwhile or Libgit2.NotFound => false,
                _ => throw new IOException($"{name} cannot be moved: {Libgit2.LastError()}"),
            };
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            Libgit2.git_repository_free(_handle);
            _handle = 0;
        }
    }
}
