using LibGit2Sharp;
using Proofs.Verdicts;

namespace Proofs.Git;

/// <summary>Finds and opens a repository, and tells apart why it cannot.</summary>
internal static class RepositoryOpener
{
    private static readonly Lock Settings = new();
    private static bool _isConfigured;

    /// <summary>Loads libgit2 and sets it up, once per process and from any thread.</summary>
    /// <returns>Null when it is ready, otherwise why it is not.</returns>
    internal static Refusal? Prepare()
    {
        Refusal? missing = Libgit2.EnsureLoaded();
        if (missing is null)
        {
            Configure();
        }

        return missing;
    }

    /// <summary>Opens the repository that a folder belongs to.</summary>
    /// <param name="path">A work tree, a folder in one, or a git folder.</param>
    /// <param name="cancellation">Ends every later walk in this repository.</param>
    internal static RepositoryOpening Open(string path, CancellationToken cancellation)
    {
        if (Prepare() is { } missing)
        {
            return new(null, missing);
        }

        if (path.Length == 0)
        {
            return Refuse(ReasonCodes.WorktreeMissing, "The folder that was named is empty.");
        }

        string folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
        {
            return Refuse(ReasonCodes.WorktreeMissing, $"The folder {folder} does not exist.");
        }

        try
        {
            return OpenFound(folder, cancellation);
        }
        catch (UnauthorizedAccessException unauthorized)
        {
            return Refuse(ReasonCodes.RepositoryUnreadable, $"{folder} cannot be read: {unauthorized.Message.TrimEnd('.')}.");
        }
        catch (Exception failed) when (failed is LibGit2SharpException or IOException)
        {
            // libgit2 says in words what is wrong; only some of it has an error code of its own. A link that leads nowhere ends here too.
            return Refuse(ReasonCodes.RepositoryCorrupt, $"The repository at {folder} cannot be opened: {failed.Message}.");
        }
    }

    private static RepositoryOpening OpenFound(string folder, CancellationToken cancellation)
    {
        string? gitFolder = Repository.Discover(folder);
        string? nearest = NearestDotGit(folder);
        if (nearest is not null && (gitFolder is null || !BelongsTo(gitFolder, nearest)))
        {
            return IsReadable(nearest)
                ? Refuse(ReasonCodes.RepositoryCorrupt, $"{nearest} is there but is no git repository; a repository further up was not taken instead.")
                : Refuse(ReasonCodes.RepositoryUnreadable, $"{nearest} cannot be read by this user.");
        }

        if (gitFolder is null)
        {
            return Refuse(ReasonCodes.NotAGitRepo, $"{folder} is in no git repository.");
        }

        GitLayout layout = GitLayout.Of(gitFolder);
        if (layout.FirstUnreadable() is { } unreadable)
        {
            return Refuse(ReasonCodes.RepositoryUnreadable, $"{unreadable} cannot be read by this user.");
        }

        if (layout.FirstAmbiguousReference() is { } ambiguous)
        {
            return Refuse(ReasonCodes.RepositoryCorrupt, $"{ambiguous} is a reference that git and libgit2 read differently.");
        }

        Repository? repository = OpenOwned(layout, Path.GetDirectoryName(nearest), out string? unknownExtension);
        if (repository is null)
        {
            ReasonCode reason = unknownExtension!.Contains("objectformat", StringComparison.Ordinal) ? ReasonCodes.ObjectFormatUnsupported : ReasonCodes.RepositoryExtensionUnsupported;
            return new(null, null, new(reason, $"{folder}: {unknownExtension}.", Fix: reason.Fix));
        }

        if (ReferenceDatabase.Open(layout.GitFolder) is not { } references)
        {
            repository.Dispose();
            return Refuse(ReasonCodes.RepositoryCorrupt, $"{layout.GitFolder} was opened once and cannot be opened again.");
        }

        if (ObjectDatabase.Open(layout.ObjectsFolder) is not { } objects)
        {
            references.Dispose();
            repository.Dispose();
            return Refuse(ReasonCodes.RepositoryCorrupt, $"{layout.ObjectsFolder} is no object database.");
        }

        // Where it was found, not where its configuration says that it is.
        string path = nearest is null ? layout.GitFolder : GitLayout.Resolve(Path.GetDirectoryName(nearest)!);
        try
        {
            return new(new(repository, references, objects, path, layout.CommonFolder, cancellation), null);
        }
        catch
        {
            objects.Dispose();
            references.Dispose();
            repository.Dispose();
            throw;
        }
    }

    private static Repository? OpenOwned(GitLayout layout, string? workTree, out string? unknownExtension)
    {
        unknownExtension = null;
        for (bool trusted = false; ;)
        {
            try
            {
                return new(layout.GitFolder);
            }
            catch (LibGit2SharpException failed) when (!trusted && (failed is RepositoryNotFoundException || failed.Message.Contains("not owned by current user", StringComparison.Ordinal)))
            {
                // The owner differs, as in every container: say that exactly this repository is meant, and no other.
                // libgit2 1.5 calls it not found as long as no configuration speaks of safe.directory; here it has been found already.
                trusted = true;
                SafeDirectory.Trust(layout, workTree);
            }
            catch (LibGit2SharpException failed) when (failed.Message.Contains("unsupported extension", StringComparison.Ordinal)
                || failed.Message.Contains("unknown object format", StringComparison.Ordinal))
            {
                // The words of libgit2 1.5 and 1.7; the second concerns the extension objectformat alone.
                unknownExtension = failed.Message.Replace("unknown object format", "extensions.objectformat", StringComparison.Ordinal);
                return null;
            }
        }
    }

    /// <summary>The nearest <c>.git</c> at or above a folder. Discovery climbs over a broken one to another repository; we must not.</summary>
    private static string? NearestDotGit(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, ".git");
            if (Path.Exists(candidate))
            {
                return candidate;
            }

            // A git folder itself (bare, or the inside of .git): what lies above it is not meant.
            if (File.Exists(Path.Combine(at.FullName, "HEAD")) && Directory.Exists(Path.Combine(at.FullName, "objects")))
            {
                return null;
            }
        }

        return null;
    }

    private static bool BelongsTo(string gitFolder, string dotGit)
    {
        string found = GitLayout.Resolve(gitFolder);
        return Directory.Exists(dotGit)
            ? string.Equals(found, GitLayout.Resolve(dotGit), StringComparison.Ordinal)
            : GitLayout.ReadLink(dotGit) is { } target && string.Equals(found, GitLayout.Resolve(target), StringComparison.Ordinal);
    }

    private static bool IsReadable(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                _ = Directory.EnumerateFileSystemEntries(path).Any();
                return true;
            }

            using FileStream stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // The answer to the question.
            return false;
        }
        catch (IOException)
        {
            // A link that leads nowhere, or to itself, is broken, not closed.
            return true;
        }
    }

    /// <summary>Once per process: no machine configuration counts, and nothing is cached twice.</summary>
    private static void Configure()
    {
        lock (Settings)
        {
            if (_isConfigured)
            {
                return;
            }

            SafeDirectory.IgnoreMachineConfiguration();
            GlobalSettings.SetExtensions("worktreeconfig", "partialclone");
            GlobalSettings.SetStrictHashVerification(true);
            GlobalSettings.SetEnableCaching(false);
            _isConfigured = true;
        }
    }

    private static RepositoryOpening Refuse(ReasonCode reason, string message) => new(null, new(reason, message, reason.Fix));
}

/// <summary>An opened repository, or why there is none: a refusal, or a finding that leaves every gate undetermined.</summary>
internal sealed record RepositoryOpening(GitRepository? Repository, Refusal? Refusal, Finding? Undetermined = null);
