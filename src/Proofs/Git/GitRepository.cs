using LibGit2Sharp;

namespace Proofs.Git;

/// <summary>
/// One repository. It runs no program and takes no setting from the repository but where its parts lie; only
/// <see cref="WorkTrees.CheckpointWriter"/> writes to it.
/// Opening goes through <see cref="RepositoryOpener"/>.
/// </summary>
internal sealed class GitRepository : IDisposable
{
    private readonly OpenedRepository _repository;
    private readonly GitLayout _layout;

    internal GitRepository(OpenedRepository repository, ObjectDatabase objects, string path, GitLayout layout, CancellationToken cancellation)
    {
        _repository = repository;
        _layout = layout;
        Objects = objects;
        Path = path;
        History = new(objects, cancellation);
        IsShallow = HasContent(System.IO.Path.Combine(layout.CommonFolder, "shallow"));
        HasAlternates = HasContent(System.IO.Path.Combine(layout.CommonFolder, "objects", "info", "alternates"));
        HasReplacements = HasContent(System.IO.Path.Combine(layout.CommonFolder, "info", "grafts")) || _repository.HasReference("refs/replace/*");
    }

    /// <summary>The folder that holds <c>.git</c>, or the git folder when it was found from inside or is bare.</summary>
    internal string Path { get; }

    /// <summary>Whether the clone says that it is shallow. It decides no verdict; a missing parent does.</summary>
    internal bool IsShallow { get; }

    /// <summary>Whether objects are borrowed from another repository.</summary>
    internal bool HasAlternates { get; }

    /// <summary>Whether replace refs or grafts are there, which we ignore and git does not.</summary>
    internal bool HasReplacements { get; }

    /// <summary>Where its parts lie.</summary>
    internal GitLayout Layout => _layout;

    internal ObjectDatabase Objects { get; }

    internal History History { get; }

    /// <summary>The object a reference finally names, or null when there is no such reference or it names nothing.</summary>
    /// <exception cref="IOException">The reference is there and broken.</exception>
    internal CommitId? ReadReference(string name)
    {
        if (!OpenedRepository.IsReferenceName(name))
        {
            return null;
        }

        ReferenceChain.Check(_layout, name);
        return _repository.Read(name);
    }

    /// <summary>Points a reference at a commit; see <see cref="OpenedRepository.Move"/>.</summary>
    /// <exception cref="IOException">It cannot be written, or git and libgit2 would read it differently.</exception>
    internal bool MoveReference(string name, CommitId to, CommitId? from, string log)
    {
        ReferenceChain.Check(_layout, name);
        return _repository.Move(name, to, from, log);
    }

    /// <summary>The object that an abbreviated id stands for, or null.</summary>
    /// <exception cref="AmbiguousSpecificationException">The abbreviation stands for several objects.</exception>
    /// <exception cref="LibGit2SharpException">The objects cannot be searched.</exception>
    internal CommitId? FindAbbreviated(string prefix)
    {
        Libgit2.BindSharp();
        using Repository repository = new(_layout.GitFolder);
        try
        {
            return repository.Lookup(prefix)?.Id is { } found && CommitId.TryParse(found.Sha, out CommitId id) ? id : null;
        }
        catch (InvalidSpecificationException)
        {
            // Text that can be no revision names nothing.
            return null;
        }
    }

    /// <summary>Reads a blob's bytes, or null when it is not in this clone.</summary>
    internal byte[]? ReadBlob(CommitId id)
    {
        using GitObject blob = Objects.Read(id);
        return blob.Type == Libgit2.Blob ? blob.Bytes.ToArray() : null;
    }

    /// <summary>The object an annotated tag names, or null when the id names no tag.</summary>
    internal CommitId? PeelTag(CommitId id)
    {
        using GitObject tag = Objects.Read(id);
        ReadOnlySpan<byte> key = "object "u8;
        return tag.Type == Libgit2.Tag && tag.Bytes.StartsWith(key) && tag.Bytes.Length >= key.Length + (CommitId.Size * 2)
            && CommitId.TryParse(tag.Bytes.Slice(key.Length, CommitId.Size * 2), out CommitId target)
            ? target
            : null;
    }

    public void Dispose()
    {
        History.Dispose();
        Objects.Dispose();
        _repository.Dispose();
    }

    private static bool HasContent(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };
}
