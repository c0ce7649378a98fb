using System.Globalization;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>
/// Commits exactly the files that were accepted, with the content that was accepted, on top of HEAD. No hook and no filter runs, nothing is signed,
/// and what else is staged stays staged. Called again for the same turn it finds its own commit.
/// </summary>
public static class CheckpointWriter
{
    /// <summary>The trailer that tells whose work a commit is.</summary>
    public const string Trailer = "Proofs-Turn";

    /// <summary>No file that people keep in git is nearly as large, in bytes.</summary>
    private const long LargestFile = 1L << 30;

    private const int LongestSubject = 200;

    private const int Regular = 0x81A4;
    private const int Executable = 0x81ED;

    /// <summary>Commits the files of a turn.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="checkpoint">What is to be committed.</param>
    public static CheckpointOutcome Write(string root, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        string folder = Path.GetFullPath(root);
        try
        {
            RepositoryOpening opening = GuardedOpener.Open(folder);
            using GitRepository? repository = opening.Repository;
            return repository is null
                ? No(CheckpointRefusal.NoRepository, opening.Refusal?.Message ?? opening.Undetermined!.Message)
                : Commit(folder, repository, checkpoint);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that cannot be written, a repository that is broken: all of them are answers to the caller.
            return No(CheckpointRefusal.NotWritten, failed.Message);
        }
    }

    private static CheckpointOutcome Commit(string folder, GitRepository repository, Checkpoint checkpoint)
    {
        CommitId? head = repository.ReadReference("HEAD");
        if (checkpoint.Files.Keys.FirstOrDefault(path => !IsUsable(path)) is { } unusable)
        {
            return No(CheckpointRefusal.PathRefused, $"\"{unusable}\" can be in no commit.");
        }

        CommitId? expected = checkpoint.ExpectedHead is null ? null : CommitId.TryParse(checkpoint.ExpectedHead, out CommitId named) ? named : throw new ArgumentException("It is no full commit id.", nameof(checkpoint));
        string below = Path.GetRelativePath(repository.Path, GitLayout.Resolve(folder));
        string prefix = below == "." ? string.Empty : below + "/";
        string indexFile = Path.Combine(repository.Layout.GitFolder, "index");
        if (head is { } last && head != expected && OwnCommit.IsOf(repository.Objects, last, expected, checkpoint, prefix))
        {
            // A crash may have come between the commit and the index.
            Stage(indexFile, folder, prefix, checkpoint.Files.Keys, HeadTree.Files(repository.Objects, last, string.Empty), expected is { } parent ? HeadTree.Files(repository.Objects, parent, string.Empty) : []);
            return new(last.ToString(), CheckpointRefusal.None, null) { WasThere = true };
        }

        return head != expected
            ? No(CheckpointRefusal.HeadMoved, $"HEAD names {head?.ToString() ?? "no commit"} and not {checkpoint.ExpectedHead ?? "none"}.")
            : OnTop(folder, repository, checkpoint, head, prefix, indexFile);
    }

    private static CheckpointOutcome OnTop(string folder, GitRepository repository, Checkpoint checkpoint, CommitId? head, string prefix, string indexFile)
    {
        Dictionary<string, HeadFile> before = head is { } commit ? HeadTree.Files(repository.Objects, commit, string.Empty) : new(StringComparer.Ordinal);
        bool knowsExecution = !WorkTreeReader.SaysNoExecution(Path.Combine(repository.Layout.CommonFolder, "config"));
        Dictionary<string, HeadFile?> files = new(StringComparer.Ordinal);
        foreach ((string path, string marker) in checkpoint.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            HeadFile? old = before.TryGetValue(prefix + path, out HeadFile there) ? there : null;
            if (!Take(folder, repository.Objects, path, marker, knowsExecution ? null : old?.Mode ?? Regular, out HeadFile? file))
            {
                return No(CheckpointRefusal.FileChanged, $"{path} does not hold what was accepted.");
            }

            files.Add(prefix + path, file);
        }

        using (IndexEditor index = IndexEditor.Open(indexFile))
        {
            if (files.FirstOrDefault(file => IsStagedOtherwise(index, file.Key, file.Value, before)).Key is { } staged)
            {
                return No(CheckpointRefusal.Staged, $"Something else is staged for {staged}.");
            }
        }

        CommitId? oldTree = head is { } at ? HeadTree.RootOf(repository.Objects, at) : null;
        CommitId tree = TreeWriter.Write(repository.Objects, oldTree, files) ?? repository.Objects.Write([], Libgit2.Tree);
        if (tree == oldTree)
        {
            return No(CheckpointRefusal.NothingToCommit, "The commit that HEAD names holds all of that already.");
        }

        CommitId made = repository.Objects.Write(Bytes(checkpoint, tree, head), Libgit2.Commit);
        string branch = GitLayout.ReadSmall(Path.Combine(repository.Layout.GitFolder, "HEAD")).TrimEnd() is ['r', 'e', 'f', ':', .. var target] ? target.Trim() : "HEAD";
        if (IsSymbolic(repository.Layout, branch) || !repository.MoveReference(branch, made, head, $"commit: {Subject(checkpoint)}"))
        {
            return No(CheckpointRefusal.HeadMoved, $"{branch} moved, or is written by somebody else.");
        }

        Stage(indexFile, folder, prefix, checkpoint.Files.Keys, files.Where(file => file.Value is not null).ToDictionary(file => file.Key, file => file.Value!.Value, StringComparer.Ordinal), before);
        return new(made.ToString(), CheckpointRefusal.None, null);
    }

    /// <summary>Reads the file, makes sure that it holds what was accepted, and puts it into the database.</summary>
    private static bool Take(string folder, ObjectDatabase objects, string path, string marker, int? mode, out HeadFile? file)
    {
        file = null;
        if (marker == DirtyFiles.Deleted)
        {
            return WorkFile.Look(folder, path) is null or { Facts.Kind: TreeEntryKind.Folder };
        }

        if (WorkFile.Read(folder, path, LargestFile, out FileFacts facts) is not { } content || "sha256:" + FileDigester.Of(content).Sha256 != marker)
        {
            return false;
        }

        file = new(mode ?? ((facts.Mode & 0x40) != 0 ? Executable : Regular), objects.Write(content, Libgit2.Blob));
        return true;
    }

    /// <summary>What is staged as it is committed now is lost to nobody.</summary>
    private static bool IsStagedOtherwise(IndexEditor index, string path, HeadFile? file, Dictionary<string, HeadFile> before)
    {
        HeadFile? old = before.TryGetValue(path, out HeadFile there) ? there : null;
        HeadFile? staged = index.Find(path);
        return index.HasConflict(path) || (staged != old && staged?.Id != file?.Id);
    }

    /// <summary>Makes the index say of the files what the commit says, where it does not say something else on purpose.</summary>
    private static void Stage(string indexFile, string folder, string prefix, IEnumerable<string> paths, IReadOnlyDictionary<string, HeadFile> committed, IReadOnlyDictionary<string, HeadFile> before)
    {
        using IndexEditor index = IndexEditor.Open(indexFile);
        foreach (string path in paths)
        {
            string full = prefix + path;
            HeadFile? file = committed.TryGetValue(full, out HeadFile now) ? now : null;
            HeadFile? old = before.TryGetValue(full, out HeadFile there) ? there : null;
            HeadFile? staged = index.Find(full);
            if (staged == old || staged?.Id == file?.Id)
            {
                // Times of a file with another content would hide that it differs.
                FileFacts facts = WorkFile.Read(folder, path, LargestFile, out FileFacts read) is { } content && FileDigester.GitIdOf(content) == file?.Id ? read : default;
                index.Set(full, file, facts);
            }
        }

        index.Write();
    }

    private static byte[] Bytes(Checkpoint checkpoint, CommitId tree, CommitId? parent)
    {
        string who = $"{Name(checkpoint.AuthorName)} <{Name(checkpoint.AuthorEmail)}> {checkpoint.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} +0000";
        string parents = parent is { } id ? $"parent {id}\n" : string.Empty;
        return Encoding.UTF8.GetBytes($"tree {tree}\n{parents}author {who}\ncommitter {who}\n\n{Subject(checkpoint)}\n\n{Trailer}: {Name(checkpoint.TurnId)}\n");
    }

    /// <summary>Characters that would end a name in a commit's header become blanks.</summary>
    internal static string Name(string text) => Plain(text, "<>");

    private static string Subject(Checkpoint checkpoint) => Plain(checkpoint.Subject, string.Empty) is { Length: > 0 } subject ? subject : "Checkpoint";

    private static string Plain(string text, string without)
    {
        string plain = string.Concat(text.EnumerateRunes().Take(LongestSubject).Select(rune => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 || without.Contains(rune.ToString(), StringComparison.Ordinal) ? " " : rune.ToString()));
        return plain.Trim();
    }

    private static bool IsSymbolic(GitLayout layout, string branch) =>
        branch != "HEAD" && Path.Combine(layout.CommonFolder, branch) is var file && File.Exists(file) && GitLayout.ReadSmall(file).StartsWith("ref:", StringComparison.Ordinal);

    private static bool IsUsable(string path) => path.Length > 0 && TreePath.IsPlain(path) && !path.Contains('\0', StringComparison.Ordinal)
        && Array.TrueForAll(path.Split('/'), part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase));

    private static CheckpointOutcome No(CheckpointRefusal refusal, string message) => new(null, refusal, message);
}
