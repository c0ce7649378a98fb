using System.Globalization;
using System.Text;

namespace TestKit;

/// <summary>A real repository made by the real git, with no configuration but its own.</summary>
public sealed class GitRepo : IDisposable
{
    private static readonly Dictionary<string, string> Isolation = new(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "A U Thor",
        ["GIT_AUTHOR_EMAIL"] = "author@example.com",
        ["GIT_COMMITTER_NAME"] = "C O Mitter",
        ["GIT_COMMITTER_EMAIL"] = "committer@example.com",
    };

    private readonly TempFolder _folder = new();
    private long _clock = 1_700_000_000;

    private GitRepo(string path) => Path = path;

    /// <summary>The work tree, or the git folder of a bare repository.</summary>
    public string Path { get; private set; }

    /// <summary>The folder around the repository, for clones and work trees beside it.</summary>
    public string Outside => _folder.Path;

    /// <summary>The git folder.</summary>
    public string DotGit => System.IO.Path.Combine(Path, ".git");

    /// <summary>An empty repository on branch main.</summary>
    public static GitRepo Create(params string[] initOptions)
    {
        GitRepo repo = new(string.Empty);
        repo.Path = repo._folder.In("repo");
        Directory.CreateDirectory(repo.Path);
        repo.Git(["init", "--quiet", "--initial-branch=main", .. initOptions, "."]);
        return repo;
    }

    /// <summary>The tree without entries, present in every repository that <see cref="Commit"/> has been used in.</summary>
    public string EmptyTree => WriteObject("tree", []);

    /// <summary>Runs git in the repository; a non-zero exit fails the test.</summary>
    public string Git(params string[] arguments) => Git(arguments, null);

    /// <summary>Runs git with input.</summary>
    public string Git(string[] arguments, byte[]? input, string? folder = null)
    {
        RunResult result = TryGit(arguments, input, folder);
        return result.ExitCode == 0 ? result.Out.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {result}");
    }

    /// <summary>Runs git and returns whatever it answered.</summary>
    public RunResult TryGit(string[] arguments, byte[]? input = null, string? folder = null)
    {
        string date = $"{_clock} +0000";
        Dictionary<string, string> environment = new(Isolation, StringComparer.Ordinal) { ["GIT_AUTHOR_DATE"] = date, ["GIT_COMMITTER_DATE"] = date };
        return Run.Program("git", arguments, folder ?? Path, input, environment);
    }

    /// <summary>Commits an empty tree on the current branch, a second after the last one. Returns the full id.</summary>
    public string Commit(string message)
    {
        _clock++;
        Git(["commit", "--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-"], Encoding.UTF8.GetBytes(message));
        return Head;
    }

    /// <summary>Writes a file, stages it and commits it.</summary>
    public string CommitFile(string path, string content, string message)
    {
        string full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        Git("add", "--all", "--force", "--", path);
        return Commit(message);
    }

    /// <summary>Writes a commit object with exactly these message bytes, whatever they are, and no reference to it.</summary>
    public string WriteCommit(byte[] message, string[] parents, string? tree = null, string extraHeader = "", long? time = null)
    {
        StringBuilder header = new();
        header.Append(CultureInfo.InvariantCulture, $"tree {tree ?? EmptyTree}\n");
        foreach (string parent in parents)
        {
            header.Append(CultureInfo.InvariantCulture, $"parent {parent}\n");
        }

        long at = time ?? ++_clock;
        header.Append(CultureInfo.InvariantCulture, $"author A U Thor <author@example.com> {at} +0000\ncommitter C O Mitter <committer@example.com> {at} +0000\n{extraHeader}\n");
        return WriteObject("commit", [.. Encoding.UTF8.GetBytes(header.ToString()), .. message]);
    }

    /// <summary>Writes any object, well-formed or not.</summary>
    public string WriteObject(string type, byte[] content) => Git(["hash-object", "-t", type, "-w", "--literally", "--stdin"], content);

    /// <summary>Points a reference at an object.</summary>
    public void SetRef(string name, string id) => Git("update-ref", name, id);

    /// <summary>Full id of HEAD.</summary>
    public string Head => Git("rev-parse", "HEAD");

    public void Dispose() => _folder.Dispose();
}
