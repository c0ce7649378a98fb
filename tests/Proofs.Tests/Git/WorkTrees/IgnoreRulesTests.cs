using System.Diagnostics;
using System.Text;
using Proofs.Git.WorkTrees;
using TestKit;

namespace Proofs.Tests.Git.WorkTrees;

public sealed class IgnoreRulesTests
{
    private static readonly string[] Paths =
    [
        "a", "b", "a/b", "a/b/c", "x.log", "deep/x.log", "deep/er/x.log", "keep.log", "bin/a", "src/bin/a", "src/bin", "doc/a.txt", "doc/b/a.txt", "a b", "a b ",
        "[x]", "ax", "bx", "-x", "foo/bar", "foo/x/bar", "foo/x/y/bar", "deep/foo/bar", "#x", "!x", "A", "é.txt", "obj/debug/x", "q\"uote",
    ];

    [Theory]
    [InlineData("*.log\n!keep.log")]
    [InlineData("/a")]
    [InlineData("a/b")]
    [InlineData("bin/")]
    [InlineData("/bin/\nsrc/*\n!src/bin")]
    [InlineData("doc/*.txt")]
    [InlineData("doc/**/*.txt")]
    [InlineData("**/bar")]
    [InlineData("foo/**")]
    [InlineData("foo/**/bar")]
    [InlineData("foo**bar\nd**p")]
    [InlineData("a\\ b\\ \na b")]
    [InlineData("[!a]x\n[a-c]?")]
    [InlineData("\\[x\\]\n[[]x]")]
    [InlineData("\\#x\n\\!x\n#a")]
    [InlineData("[]-]x\n[--/]x")]
    [InlineData("*\n!*/\n!*.txt")]
    [InlineData("de*\n\r\nb\r\n")]
    [InlineData("[a\n**\\")]
    public void They_mean_what_git_takes_them_to_mean(string rules)
    {
        using GitRepo repo = GitRepo.Create();
        File.WriteAllText(Path.Combine(repo.Path, ".gitignore"), rules + "\n");
        // One tree for each path, because a file cannot be a folder too.
        HashSet<string> expected = new(StringComparer.Ordinal);
        foreach (string path in Paths)
        {
            if (repo.TryGit(["check-ignore", "--quiet", "--no-index", "--", path]).ExitCode == 0)
            {
                expected.Add(path);
            }
        }

        IgnoreRules own = new(new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = rules + "\n" });
        Assert.Equal(expected.Order(StringComparer.Ordinal), Paths.Where(own.Matches).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_nearer_to_the_path_counts_first()
    {
        IgnoreRules rules = new(new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = "*.log\nout/\n", ["src"] = "!a.log\n*.tmp\n", ["out"] = "!x\n" });
        Assert.Equal(["b.log", "out/x", "src/b.log", "src/c.tmp"], new[] { "a.tmp", "b.log", "out/x", "src/a.log", "src/b.log", "src/c.tmp" }.Where(rules.Matches));
    }

    [Fact]
    public void Hostile_patterns_take_no_longer_than_others()
    {
        StringBuilder text = new();
        text.Append(string.Concat(Enumerable.Repeat("*a", 500))).Append("b\n").Append(string.Concat(Enumerable.Repeat("**/a/", 200))).Append("b\n");
        IgnoreRules rules = new(new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = text.ToString() });
        Stopwatch watch = Stopwatch.StartNew();
        Assert.False(rules.Matches(string.Concat(Enumerable.Repeat("a/", 300)) + new string('a', 250)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
