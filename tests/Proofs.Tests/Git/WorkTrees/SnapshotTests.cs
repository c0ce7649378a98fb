using System.Diagnostics;
using System.Text;
using Proofs.Git.WorkTrees;
using TestKit;

namespace Proofs.Tests.Git.WorkTrees;

public sealed class SnapshotTests
{
    [Fact]
    public void A_fresh_clone_is_clean()
    {
        using GitRepo repo = Sample();
        TreeSnapshot snapshot = Take(repo);
        Assert.Empty(snapshot.Dirty);
        Assert.Equal(repo.Head, snapshot.Git!.Head);
        Assert.Equal("ref: refs/heads/main", snapshot.Git.HeadText);
    }

    [Theory]
    [InlineData("core.autocrlf", "true", "* text=auto\n")]
    [InlineData("core.eol", "crlf", "* text eol=crlf\n")]
    public void A_clone_whose_line_ends_git_converted_is_clean(string key, string value, string attributes)
    {
        using GitRepo repo = Sample();
        repo.CommitFile(".gitattributes", attributes, "attributes");
        string clone = Path.Combine(repo.Outside, "clone");
        repo.Git("clone", "--quiet", "-c", $"{key}={value}", ".", clone);
        Assert.Contains("\r\n", File.ReadAllText(Path.Combine(clone, "src/a.txt")), StringComparison.Ordinal);
        Assert.Empty(WorkTreeReader.Take(clone, TimeProvider.System).Dirty);
    }

    [Fact]
    public void What_differs_from_the_commit_is_dirt_whatever_index_and_ignore_rules_say()
    {
        using GitRepo repo = Sample();
        repo.Git("update-index", "--assume-unchanged", "src/a.txt");
        repo.Git("update-index", "--skip-worktree", "src/b.txt");
        File.AppendAllText(Path.Combine(repo.DotGit, "info", "exclude"), "new.txt\n");
        File.WriteAllText(Path.Combine(repo.Path, ".gitignore"), "*\n");
        Write(repo, "src/a.txt", "other");
        Write(repo, "src/b.txt", "other");
        Write(repo, "new.txt", "new");
        Write(repo, "bin/out.dll", "ignored by the commit");
        File.Delete(Path.Combine(repo.Path, "run.sh"));
        TreeSnapshot snapshot = Take(repo);
        Assert.Equal([".gitignore", "new.txt", "run.sh", "src/a.txt", "src/b.txt"], snapshot.Dirty.Keys);
        Assert.Equal("deleted", snapshot.Dirty["run.sh"]);
        Assert.Equal(["src/a.txt", "src/b.txt"], snapshot.Git!.Unwatched);
        Assert.True(snapshot.IsIgnored("bin/out.dll"));
        Assert.False(snapshot.IsIgnored("new.txt"));
    }

    [Fact]
    public void Names_of_any_bytes_are_kept_apart()
    {
        using TempFolder folder = new();
        RunResult made = Run.Program("sh", ["-c", """printf 1 > "$(printf 'a\377b')"; printf 2 > "$(printf 'a\376b')"; printf 3 > "$(printf 'new\nline')"; printf 4 > 'q"uote'; printf 5 > 'back\slash'; printf 6 > "$(printf '\303\251.js')"; mkfifo pipe; ln -s /etc/passwd link; mkdir -p deep/.git; printf 7 > deep/.git/config"""], folder.Path);
        Assert.Equal(0, made.ExitCode);
        TreeSnapshot snapshot = WorkTreeReader.Take(folder.Path, TimeProvider.System);
        Assert.Equal(
            ["\"a\\376b\"", "\"a\\377b\"", "\"back\\\\slash\"", "\"new\\nline\"", "deep", "deep/.git", "deep/.git/config", "link", "pipe", "q\"uote", "é.js"],
            snapshot.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal(TreeEntryKind.Special, snapshot.Find("pipe")!.Kind);
        Assert.Equal(TreeEntryKind.Link, snapshot.Find("link")!.Kind);
        Assert.Null(snapshot.Git);
        // .NET cannot delete what it cannot name.
        Run.Program("sh", ["-c", "rm -rf -- *"], folder.Path);
    }

    [Fact]
    public void The_canonical_form_is_read_back_and_nothing_else_is()
    {
        using GitRepo repo = Sample();
        Write(repo, "new.txt", "new");
        byte[] written = Take(repo).Write();
        Assert.Equal(written, TreeSnapshot.Read(written)!.Write());
        Assert.Null(TreeSnapshot.Read([]));
        Assert.Null(TreeSnapshot.Read([.. written, 0]));
        Random random = new(5);
        for (int round = 0; round < 3000; round++)
        {
            byte[] broken = [.. written];
            broken[random.Next(broken.Length)] ^= (byte)random.Next(1, 256);
            byte[] cut = broken[..random.Next(broken.Length)];
            Assert.Null(TreeSnapshot.Read(cut));
            if (TreeSnapshot.Read(broken) is { } read)
            {
                Assert.Equal(broken, read.Write());
            }
        }
    }

    [Fact]
    public void Settled_files_are_not_read_again_and_touched_ones_are()
    {
        using TempFolder folder = new();
        for (int index = 0; index < 20_000; index++)
        {
            string path = folder.In($"d{index / 200}", $"f{index}.txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{index}");
        }

        Later later = new();
        TreeSnapshot first = WorkTreeReader.Take(folder.Path, later);
        // The same size, and a time set back: ctime tells.
        DateTime before = File.GetLastWriteTimeUtc(folder.In("d0", "f10.txt"));
        File.WriteAllText(folder.In("d0", "f10.txt"), "xx");
        File.SetLastWriteTimeUtc(folder.In("d0", "f10.txt"), before);
        Stopwatch watch = Stopwatch.StartNew();
        TreeSnapshot second = WorkTreeReader.Take(folder.Path, later, first);
        TimeSpan took = watch.Elapsed;
        Assert.Equal(["d0/f10.txt"], second.Entries.Where(entry => !entry.IsSameAs(first.Find(entry.Path))).Select(entry => entry.Path));
        Assert.True(took < TimeSpan.FromSeconds(2), $"{took}");
    }

    [Fact]
    public void A_staged_file_shows_and_a_refreshed_index_does_not()
    {
        using GitRepo repo = Sample();
        TreeSnapshot before = Take(repo);
        File.SetLastWriteTimeUtc(Path.Combine(repo.Path, "src/a.txt"), DateTime.UnixEpoch);
        repo.Git("status");
        Assert.Equal(before.Git!.Index, Take(repo).Git!.Index);
        Write(repo, "src/a.txt", "other");
        repo.Git("add", "src/a.txt");
        Assert.NotEqual(before.Git.Index, Take(repo).Git!.Index);
    }

    [Fact]
    public void References_and_settings_of_git_show()
    {
        using GitRepo repo = Sample();
        repo.Git("pack-refs", "--all");
        TreeSnapshot before = Take(repo);
        string hook = Path.Combine(repo.DotGit, "hooks", "post-commit");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, "#!/bin/sh\n");
        repo.Git("config", "core.hooksPath", "evil");
        repo.Git("branch", "side");
        TreeSnapshot after = Take(repo);
        Assert.Equal(["config", "hooks/post-commit"], after.Git!.Settings.Where(pair => before.Git!.Settings.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key));
        Assert.Equal(["refs/heads/side"], after.Git.References.Keys.Except(before.Git!.References.Keys, StringComparer.Ordinal));
        Assert.Equal(repo.Head, after.Git.References["refs/heads/main"]);
    }

    [Fact]
    public void A_pipe_or_rubbish_in_place_of_the_index_shows_and_holds_nobody_up()
    {
        using GitRepo repo = Sample();
        string index = Path.Combine(repo.DotGit, "index");
        string before = Take(repo).Git!.Index;
        File.WriteAllText(index, "rubbish");
        string rubbish = Take(repo).Git!.Index;
        Fifo.Create(index);
        string[] seen = [before, rubbish, Take(repo).Git!.Index];
        Assert.Equal(3, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("config")]
    [InlineData("packed-refs")]
    [InlineData("objects/info/alternates")]
    public void A_pipe_in_place_of_a_file_of_git_is_refused_and_holds_nobody_up(string name)
    {
        using GitRepo repo = Sample();
        string file = Path.Combine(repo.DotGit, name);
        Fifo.Create(file);
        Assert.Contains(name, Assert.Throws<IOException>(() => Take(repo)).Message, StringComparison.Ordinal);
        File.Delete(file);
        Fifo.Create(Path.Combine(repo.Outside, "pipe"));
        File.CreateSymbolicLink(file, Path.Combine(repo.Outside, "pipe"));
        Assert.Throws<IOException>(() => Take(repo));
    }

    internal static GitRepo Sample()
    {
        GitRepo repo = GitRepo.Create();
        Write(repo, "src/a.txt", "one\ntwo\n");
        Write(repo, "src/b.txt", "three\n");
        Write(repo, "run.sh", "#!/bin/sh\n");
        Run.Program("chmod", ["+x", "run.sh"], repo.Path);
        Write(repo, ".gitignore", "bin/\nnode_modules/\n*.log\n!keep.log\n");
        repo.Git("add", "--all");
        repo.Commit("sample");
        return repo;
    }

    internal static void Write(GitRepo repo, string path, string content)
    {
        string full = Path.Combine(repo.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    internal static TreeSnapshot Take(GitRepo repo) => WorkTreeReader.Take(repo.Path, TimeProvider.System);

    /// <summary>A clock for which everything on disk is long settled.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromMinutes(2);
    }
}
