using Proofs.Verdicts;

namespace Proofs.Git;

/// <summary>Makes repositories.</summary>
public static class NewRepository
{
    /// <summary>Makes a repository without a commit of a folder that is in none, as <c>git init</c> does. Nothing of the machine's configuration or templates takes part.</summary>
    /// <param name="folder">The folder; it has to be there.</param>
    /// <returns>Why it could not be made, or null when it was.</returns>
    public static unsafe Refusal? Create(string folder)
    {
        string full = Path.GetFullPath(folder);
        if (Libgit2.EnsureLoaded() is { } missing)
        {
            return missing;
        }

        if (!Directory.Exists(full))
        {
            return new(ReasonCodes.WorktreeMissing, $"The folder {full} does not exist.", ReasonCodes.WorktreeMissing.Fix);
        }

        fixed (byte* path = Libgit2.Text(full))
        {
            if (Libgit2.git_repository_init(out nint repository, path, isBare: 0) != 0)
            {
                return new(ReasonCodes.RepositoryUnreadable, $"{full} cannot become a repository: {Libgit2.LastError()}", ReasonCodes.RepositoryUnreadable.Fix);
            }

            Libgit2.git_repository_free(repository);
        }

        return null;
    }
}
