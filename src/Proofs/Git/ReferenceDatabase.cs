using System.Text;
using LibGit2Sharp;

namespace Proofs.Git;

/// <summary>
/// The references of one repository, followed by libgit2 itself, which stops after a few steps. LibGit2Sharp follows a reference that
/// leads back to itself until the stack is full, and that ends the process.
/// </summary>
internal sealed unsafe class ReferenceDatabase : IDisposable
{
    private nint _handle;

    private ReferenceDatabase(nint handle) => _handle = handle;

    /// <summary>Opens the references of a git folder that has been opened before, or returns null when libgit2 cannot.</summary>
    internal static ReferenceDatabase? Open(string gitFolder)
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(gitFolder + '\0'))
        {
            return Libgit2.git_repository_open(out nint handle, path) == 0 ? new(handle) : null;
        }
    }

    /// <summary>The object a reference finally names, or null when there is no such reference or its chain ends nowhere (an unborn branch).</summary>
    /// <exception cref="LibGit2SharpException">The reference is there and broken.</exception>
    internal CommitId? Read(string name)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        byte* raw = stackalloc byte[CommitId.Size];
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(name + '\0'))
        {
            return Libgit2.git_reference_name_to_id(raw, _handle, utf8) switch
            {
                0 => new CommitId(new(raw, CommitId.Size)),
                Libgit2.NotFound => null,
                _ => throw new LibGit2SharpException($"the reference {name} is malformed or leads back to itself"),
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
