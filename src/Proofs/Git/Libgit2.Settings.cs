namespace Proofs.Git;

/// <content>How the library is set up.</content>
internal static unsafe partial class Libgit2
{
    // git_libgit2_opt_t
    private const int SetSearchPath = 5;
    private const int EnableCaching = 8;
    private const int EnableFsync = 19;
    private const int EnableStrictHashVerification = 22;
    private const int SetExtensions = 34;
    private const int SetOwnerValidation = 36;

    // git_config_level_t: from the machine's to the user's.
    private const int LowestLevel = 1;
    private const int HighestLevel = 4;

    /// <summary>
    /// Settings of the whole process: no configuration of the machine counts, every object is checked against its id, nothing is kept twice,
    /// and a repository may belong to somebody else, as in every container: no program of it is run and no setting of it obeyed.
    /// </summary>
    private static void Configure()
    {
        fixed (byte* nowhere = "/nonexistent\0"u8, worktreeConfig = "worktreeconfig\0"u8, partialClone = "partialclone\0"u8)
        {
            for (int level = LowestLevel; level <= HighestLevel; level++)
            {
                git_libgit2_opts_search_path(SetSearchPath, level, nowhere);
            }

            byte** extensions = stackalloc byte*[] { worktreeConfig, partialClone };
            git_libgit2_opts_extensions(SetExtensions, extensions, 2);
        }

        git_libgit2_opts(EnableStrictHashVerification, 1);
        git_libgit2_opts(EnableCaching, 0);
        git_libgit2_opts(SetOwnerValidation, 0);
        // For the one who writes commits: what was said to be there is there after a crash.
        git_libgit2_opts(EnableFsync, 1);
    }
}
