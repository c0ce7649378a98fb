using Proofs.Verdicts;

namespace Proofs.Git;

/// <summary>Finds and opens a repository, and tells apart why it cannot.</summary>
internal static class RepositoryOpener
{
    /// <summary>Opens the repository that a folder belongs to.</summary>
    /// <param name="path">A work tree, a folder in one, or a git folder.</param>
    /// <param name="cancellation">Ends every later walk in this repository.</param>
    internal static RepositoryOpening Open(string path, CancellationToken cancellation)
    {
        if (Libgit2.EnsureLoaded() is { } missing)
        {
            return new(null, missing);
        }

        if (path.Length == 0)
        {
            return Refuse(ReasonCodes.WorktreeMissing, "The folder that was named is empty.");
        }

        string folder = Path.GetFullPath(path);
        if (!GitLayout.IsExact(folder))
        {
            return Refuse(ReasonCodes.RepositoryUnreadable, $"The path {folder} holds bytes that are no valid UTF-8.");
        }

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
        catch (IOException failed)
        {
            // A link that leads nowhere ends here too.
            return Refuse(ReasonCodes.RepositoryCorrupt, $"The repository at {folder} cannot be opened: {failed.Message}.");
        }
    }

    private static RepositoryOpening OpenFound(string folder, CancellationToken cancellation)
    {
        string? gitFolder = OpenedRepository.Discover(folder);
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

        if (!GitLayout.IsExact(gitFolder))
        {
            return Refuse(ReasonCodes.RepositoryUnreadable, $"The path {gitFolder} holds bytes that are no valid UTF-8.");
        }

        GitLayout layout = GitLayout.Of(gitFolder);
        if (layout.FirstUnreadable() is { } unreadable)
        {
            return Refuse(ReasonCodes.RepositoryUnreadable, $"{unreadable} cannot be read by this user.");
        }

        if (layout.FirstTooLarge() is { } large)
        {
            return Refuse(ReasonCodes.RepositoryCorrupt, $"{large} is larger than {GitLayout.LargestFile >> 20} MB and was not read.");
        }

        if (nearest is not null && Path.GetDirectoryName(nearest) is { } top && top != folder && IsTrap(folder, nearest, layout.GitFolder))
        {
            return Refuse(ReasonCodes.RepositoryForeign, $"{folder} is in no repository of its own; the one around it, {top}, belongs to another user.");
        }

        if (OpenedRepository.Open(layout.GitFolder, out string? why) is not { } repository)
        {
            return ExtensionProblem(folder, why!) ?? Refuse(ReasonCodes.RepositoryCorrupt, $"The repository at {folder} cannot be opened: {why}.");
        }

        if (ObjectDatabase.Open(layout.ObjectsFolder) is not { } objects)
        {
            repository.Dispose();
            return Refuse(ReasonCodes.RepositoryCorrupt, $"{layout.ObjectsFolder} is no object database.");
        }

        // Where it was found, not where its configuration says that it is.
        string path = nearest is null ? layout.GitFolder : GitLayout.Resolve(Path.GetDirectoryName(nearest)!);
        try
        {
            return new(new(repository, objects, path, layout, cancellation), null);
        }
        catch
        {
            objects.Dispose();
            repository.Dispose();
            throw;
        }
    }

    /// <summary>An extension that libgit2 does not know, in the words of 1.5 and of 1.7; the second concerns objectformat alone.</summary>
    private static RepositoryOpening? ExtensionProblem(string folder, string why)
    {
        bool isFormat = why.Contains("unknown object format", StringComparison.Ordinal);
        if (!isFormat && !why.Contains("unsupported extension", StringComparison.Ordinal))
        {
            return null;
        }

        ReasonCode reason = isFormat || why.Contains("objectformat", StringComparison.Ordinal) ? ReasonCodes.ObjectFormatUnsupported : ReasonCodes.RepositoryExtensionUnsupported;
        return new(null, null, new(reason, $"{folder}: {why.Replace("unknown object format", "extensions.objectformat", StringComparison.Ordinal)}.", Fix: reason.Fix));
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

    /// <summary>
    /// Whether a repository around the folder that was named belongs to a stranger: neither to this user nor to whoever owns the folder. What
    /// was named itself may belong to anybody, as in every container.
    /// </summary>
    private static bool IsTrap(string folder, string dotGit, string gitFolder)
    {
        uint[] known = [FileOwner.Current, FileOwner.Of(folder)];
        return !known.Contains(FileOwner.Of(dotGit)) || !known.Contains(FileOwner.Of(gitFolder));
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

    private static RepositoryOpening Refuse(ReasonCode reason, string message) => new(null, new(reason, message, reason.Fix));
}

/// <summary>An opened repository, or why there is none: a refusal, or a finding that leaves every gate undetermined.</summary>
internal sealed record RepositoryOpening(GitRepository? Repository, Refusal? Refusal, Finding? Undetermined = null);
