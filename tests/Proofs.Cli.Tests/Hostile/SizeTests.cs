using System.Diagnostics;
using System.Globalization;
using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Much of everything, and bytes that are no text: an exact answer within a hard time.</summary>
public sealed class SizeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("packed-refs")]
    [InlineData("config")]
    [InlineData("HEAD")]
    [InlineData("shallow")]
    [InlineData("objects/info/alternates")]
    public void A_file_of_the_repository_that_is_larger_than_any_is_refused_unread(string name)
    {
        using Scenario scenario = new();
        using (FileStream file = File.OpenWrite(Path.Combine(scenario.Repo.DotGit, name)))
        {
            file.SetLength(3L << 30);
        }

        CliResult result = Cli.Spawn(scenario.Passing());
        CliAssert.Refused(65, "repository_corrupt", result);
        Assert.Contains("256 MB", result.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_of_ten_megabytes_is_read_to_its_last_line()
    {
        byte[] prose = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Some words that fill a line of prose: like this one, Feature-Key\n", 160_000)));
        AssertMessage(0, "feature_key_ok", [.. prose, .. "\nFeature-Key: bd-1\n"u8]);
        AssertMessage(1, "feature_key_missing_in_commits", [.. "Feature-Key: bd-1\n\n"u8, .. prose]);
    }

    [Fact]
    public void A_message_of_ten_megabytes_of_trailers_is_read()
    {
        byte[] trailers = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"Key-{i}: some value to fill a line\n"))));
        AssertMessage(0, "feature_key_ok", [.. "Subject\n\n"u8, .. trailers, .. "Feature-Key: bd-1\n"u8]);
        AssertMessage(1, "feature_key_missing_in_commits", [.. "Subject\n\n"u8, .. trailers]);
    }

    [Fact]
    public void A_message_of_ten_megabytes_in_one_line_is_read()
    {
        byte[] line = Encoding.ASCII.GetBytes(new string('a', 10_000_000));
        AssertMessage(0, "feature_key_ok", [.. line, .. "\n\nFeature-Key: bd-1\n"u8]);
        AssertMessage(1, "feature_key_mismatch", [.. "Subject\n\nFeature-Key: "u8, .. line]);
    }

    [Fact]
    public void A_message_of_ten_megabytes_of_blank_lines_is_read()
    {
        byte[] blank = Encoding.ASCII.GetBytes(new string('\n', 10_000_000));
        AssertMessage(0, "feature_key_ok", [.. "Subject"u8, .. blank, .. "Feature-Key: bd-1"u8, .. blank]);
        AssertMessage(1, "feature_key_missing_in_commits", blank);
    }

    [Fact]
    public void The_same_key_a_hundred_thousand_times_is_not_single()
    {
        AssertMessage(1, "feature_key_not_single", Encoding.ASCII.GetBytes("Subject\n\n" + string.Concat(Enumerable.Repeat("Feature-Key: bd-1\n", 100_000))));
    }

    [Fact]
    public void Bytes_that_are_no_text_carry_no_key()
    {
        byte[] noise = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
        AssertMessage(1, "feature_key_missing_in_commits", noise);
        AssertMessage(1, "feature_key_missing_in_commits", new byte[100_000]);
        AssertMessage(1, "feature_key_missing_in_commits", [0xFF, 0xFE, 0xC0, 0x80, 0xED, 0xA0, 0x80]);
        AssertMessage(1, "feature_key_missing_in_commits", []);
    }

    [Fact]
    public void What_lies_behind_a_nul_byte_is_no_key()
    {
        AssertMessage(1, "feature_key_missing_in_commits", "Subject\n\n\0\n\nFeature-Key: bd-1\n"u8.ToArray());
    }

    [Fact]
    public void A_value_that_is_no_valid_text_is_no_key()
    {
        AssertMessage(1, "feature_key_invalid_utf8", [.. "Subject\n\nFeature-Key: bd-1"u8, 0xFF, (byte)'\n']);
        AssertMessage(1, "feature_key_invalid_utf8", [.. "Subject\n\nFeature-Key: "u8, 0xED, 0xA0, 0x80, (byte)'\n']);
    }

    [Fact]
    public void A_long_value_that_is_cut_within_a_character_is_still_one_document()
    {
        AssertMessage(1, "feature_key_mismatch", Encoding.UTF8.GetBytes("Subject\n\nFeature-Key: " + new string('a', 59) + "😀" + new string('b', 20) + "\n"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*$")]
    [InlineData("(.*a){12}")]
    [InlineData("(a*)*b")]
    public void A_value_of_a_megabyte_against_a_pattern_that_backtracks_is_decided_in_time(string pattern)
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        string head = repo.WriteCommit(Encoding.UTF8.GetBytes("Subject\n\nFeature-Key: " + new string('a', 1_000_000) + "!\n"), [scenario.Base]);
        Stopwatch watch = Stopwatch.StartNew();
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", scenario.Base, "--head", head, "--feature-key-pattern", pattern, "--json");
        CliAssert.Verdict(1, "feature_key_pattern_mismatch", "feature-key", result);
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    [Fact]
    public void A_hundred_thousand_commits_are_all_checked()
    {
        using GitRepo repo = GitRepo.Create();
        Import(repo, 100_000);
        string root = repo.Git("rev-list", "--max-parents=0", "main");
        Stopwatch watch = Stopwatch.StartNew();
        CliResult passing = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", root, "--head", "main", "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", passing);
        Assert.Equal(100_000, passing.RangeSize());
        Assert.Equal(100_000, passing.Gate("feature-key").GetProperty("examined").GetProperty("commits").GetInt32());

        CliResult baseline = Cli.Run("gate", "baseline", "--repo", repo.Path, "--head", "main", "--required-baseline", root, "--json");
        CliAssert.Verdict(0, "baseline_ok", "baseline", baseline);

        CliResult failing = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", root, "--head", "flawed", "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", failing);
        Assert.Equal(repo.Git("rev-parse", "without"), failing.Gate("feature-key").GetProperty("findings").EnumerateArray().Single().GetProperty("commit").GetString());
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("missing", "object_missing")]
    [InlineData("garbage", "object_corrupt")]
    [InlineData("another commit", "object_corrupt")]
    public void A_damaged_commit_deep_in_a_long_range_leaves_it_open(string damage, string reason)
    {
        using GitRepo repo = GitRepo.Create();
        Import(repo, 6_000);
        Unpack(repo);
        string[] line = repo.Git("rev-list", "main").Split('\n');
        string root = line[^1];
        byte[] other = File.ReadAllBytes(LooseObject.Path(repo, root));
        // After 4,096 commits a second thread begins to read ahead: before, at and behind that, and the last one of the range.
        foreach (int depth in new[] { 1500, 4096, 4500, 5999 })
        {
            byte[] sound = File.ReadAllBytes(LooseObject.Path(repo, line[depth]));
            Damage(repo, line[depth], damage, other);
            CliResult keys = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", root, "--head", "main", "--feature-key", Scenario.Key, "--json");
            CliAssert.Verdict(2, reason, "feature-key", keys);
            Assert.Contains(line[depth], keys.Gate("feature-key").GetProperty("message").GetString(), StringComparison.Ordinal);
            CliAssert.Verdict(2, reason, "baseline", Cli.Run("gate", "baseline", "--repo", repo.Path, "--head", "main", "--required-baseline", root, "--json"));
            LooseObject.Overwrite(repo, line[depth], sound);
        }

        // What was damaged, and nothing else, left it open.
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", repo.Path, "--head", "main", "--required-baseline", root, "--json"));
    }

    private static void Damage(GitRepo repo, string id, string damage, byte[] other)
    {
        if (damage == "missing")
        {
            LooseObject.Delete(repo, id);
        }
        else
        {
            LooseObject.Overwrite(repo, id, damage == "garbage" ? "garbage"u8.ToArray() : other);
        }
    }

    /// <summary>Turns every pack into loose objects.</summary>
    private static void Unpack(GitRepo repo)
    {
        foreach (string pack in Directory.GetFiles(Path.Combine(repo.DotGit, "objects", "pack"), "*.pack"))
        {
            byte[] bytes = File.ReadAllBytes(pack);
            File.Delete(pack);
            File.Delete(Path.ChangeExtension(pack, ".idx"));
            repo.Git(["unpack-objects", "-q"], bytes);
        }
    }

    private static void AssertMessage(int exit, string reason, byte[] message)
    {
        using Scenario scenario = new();
        string head = scenario.Repo.WriteCommit(message, [scenario.Base]);
        Stopwatch watch = Stopwatch.StartNew();
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", head, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(exit, reason, "feature-key", result);
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    /// <summary>A root and a line of commits behind it on main; flawed has the same line with one commit in its middle that lacks the key.</summary>
    private static void Import(GitRepo repo, int count)
    {
        StringBuilder stream = new();
        int mark = 0;
        Append("main", "Root\n");
        for (int i = 0; i < count; i++)
        {
            Append("main", "Work\n\nFeature-Key: bd-1\n");
        }

        stream.Append(CultureInfo.InvariantCulture, $"reset refs/heads/flawed\nfrom :{(count / 2) + 1}\n\n");
        Append("flawed", "Feature-Key: bd-1 in the subject is none\n");
        stream.Append(CultureInfo.InvariantCulture, $"reset refs/tags/without\nfrom :{mark}\n\n");
        for (int i = 0; i < count / 2; i++)
        {
            Append("flawed", "Work\n\nFeature-Key: bd-1\n");
        }

        repo.Git(["fast-import", "--quiet"], Encoding.ASCII.GetBytes(stream.ToString()));

        void Append(string branch, string message)
        {
            mark++;
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/{branch}\nmark :{mark}\ncommitter C <c@example.com> {1_700_000_000 + mark} +0000\ndata {message.Length}\n{message}\n");
        }
    }
}
