using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>Where a build runs: in CI or not, for which event, with or without what the gates need.</summary>
public sealed class HostTests(PackedFeed feed) : ConsumerTests(feed)
{
    [Theory]
    [InlineData("CI", "woodpecker", true)]
    [InlineData("CI", "True", true)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("GITHUB_ACTIONS", "true", true)]
    [InlineData("TEAMCITY_VERSION", "2026.1", true)]
    [InlineData("JENKINS_URL", "https://x", true)]
    [InlineData("CODEBUILD_BUILD_ID", "1", true)]
    [InlineData("CI", "false", false)]
    [InlineData("CI", "0", false)]
    public void A_CI_system_is_known_by_its_variables(string name, string value, bool isCI)
    {
        Make(Pattern, "Work");
        _consumer.Environment[name] = value;
        Assert.Equal(0, _consumer.Dotnet("restore", "one").ExitCode);
        Assert.Equal(isCI ? 1 : 0, _consumer.Build("one", "--no-restore", "-t:ProofsGates").ExitCode);
    }

    [Fact]
    public void A_project_may_say_at_its_end_that_CI_builds_it()
    {
        _consumer.Write("Directory.Build.targets", "<Project><PropertyGroup><ContinuousIntegrationBuild>true</ContinuousIntegrationBuild></PropertyGroup></Project>");
        Make(Pattern, "Work");
        Assert.Equal(1, _consumer.Build("one").ExitCode);
    }

    [Fact]
    public void A_deleted_branch_is_told_as_no_change()
    {
        Make("<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern>", "Work");
        string payload = Path.Combine(_consumer.Repo.Outside, "event.json");
        File.WriteAllText(payload, JsonSerializer.Serialize(new { @ref = "refs/heads/x", before = _consumer.Repo.Head, after = new string('0', 40) }));
        (_consumer.Environment["GITHUB_ACTIONS"], _consumer.Environment["GITHUB_EVENT_NAME"], _consumer.Environment["GITHUB_EVENT_PATH"]) = ("true", "push", payload);
        string old = Path.Combine(_consumer.Repo.Path, "one", "old.json");
        File.WriteAllText(old, "pass");
        Consumer.BuildResult build = _consumer.Build("one", "-p:ProofsResultFile=old.json");
        Assert.Equal(0, build.ExitCode);
        Assert.False(File.Exists(old));
        Assert.Contains("reference_deleted", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_main_branch_itself_there_is_nothing_to_warn_of()
    {
        Make("<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern>", Keyed);
        _consumer.Repo.SetRef("refs/remotes/origin/main", _consumer.Repo.Head);
        _consumer.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        Assert.Empty(_consumer.Build("one").Codes("warning"));
        Assert.Equal(["no_commits_in_range"], _consumer.Build("one", "-p:ProofsEnforce=error").Codes("error"));
        _consumer.InContinuousIntegration();
        Assert.Equal(["no_commits_in_range"], _consumer.Build("one").Codes("error"));
    }

    [Theory]
    [InlineData(false, 0, "warning")]
    [InlineData(true, 1, "error")]
    public void Without_a_repository_it_says_so(bool isCI, int exit, string level)
    {
        Make(Pattern, Keyed);
        Directory.Delete(_consumer.Repo.DotGit, recursive: true);
        if (isCI)
        {
            _consumer.InContinuousIntegration();
        }

        Consumer.BuildResult build = _consumer.Build("one");
        Assert.Equal((exit, "not_a_git_repo"), (build.ExitCode, Assert.Single(build.Codes(level))));
    }

    [SkippableTheory]
    [InlineData(false, 0, "warning")]
    [InlineData(true, 1, "error")]
    public void Without_a_libgit2_that_it_knows_it_says_so(bool isCI, int exit, string level)
    {
        Skip.IfNot(File.Exists("/usr/bin/cc"), "no C compiler: apt-get install -y gcc libc6-dev");
        Make(Pattern, Keyed);
        string folder = Directory.CreateDirectory(Path.Combine(_consumer.Repo.Outside, "lib")).FullName;
        File.WriteAllText(Path.Combine(folder, "fake.c"), "int git_libgit2_version(int *a, int *b, int *c) { *a = 1; *b = 9; *c = 0; return 0; }\n");
        foreach (string name in new[] { "libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5", "libgit2.so" })
        {
            RunResult built = Run.Program("/usr/bin/cc", ["-shared", "-o", Path.Combine(folder, name), Path.Combine(folder, "fake.c")]);
            Assert.True(built.ExitCode == 0, built.ToString());
        }

        _consumer.Environment["LD_LIBRARY_PATH"] = folder;
        AssertNotSupported(isCI, exit, level, "libgit2.so.1.7 is libgit2 1.9.0");
    }

    [Theory]
    [InlineData(false, 0, "warning", "_ProofsHostVersion=17.14.0", "MSBuild 18 or later")]
    [InlineData(true, 1, "error", "_ProofsHostVersion=17.14.0", "MSBuild 18 or later")]
    [InlineData(true, 1, "error", "_ProofsHostType=Full", ".NET's MSBuild")]
    public void In_another_MSBuild_it_says_so(bool isCI, int exit, string level, string property, string why)
    {
        Make(Pattern, Keyed);
        AssertNotSupported(isCI, exit, level, why, "-t:ProofsGates", "-p:" + property);
    }

    [Fact]
    public void A_shallow_clone_is_undetermined()
    {
        Make(Pattern, Keyed);
        string root = _consumer.Repo.Git("rev-parse", "HEAD~1");
        string shallow = Path.Combine(_consumer.Repo.Outside, "shallow");
        _consumer.Repo.Git("clone", "--quiet", "--depth=1", "file://" + _consumer.Repo.Path, shallow);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build(Path.Combine(shallow, "one"), $"-p:ProofsBase={root}");
        Assert.Equal((1, "base_commit_missing"), (build.ExitCode, Assert.Single(build.Codes("error"))));
    }

    [Theory]
    [InlineData(Keyed, 0)]
    [InlineData("Work", 1)]
    public void In_GitHub_Actions_the_event_says_what_is_judged(string message, int exit)
    {
        Make("<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern>", message);
        string head = _consumer.Repo.Head;
        string root = _consumer.Repo.Git("rev-parse", "HEAD~1");
        // What is checked out is a merge that nobody pushed.
        _consumer.Repo.Git("checkout", "--quiet", "--detach", root);
        _consumer.Repo.Git("merge", "--quiet", "--no-ff", "-m", "Merge without a key", head);
        string payload = Path.Combine(_consumer.Repo.Outside, "event.json");
        File.WriteAllText(payload, JsonSerializer.Serialize(new { pull_request = new { number = 1, @base = new { sha = root }, head = new { sha = head } } }));
        (_consumer.Environment["GITHUB_ACTIONS"], _consumer.Environment["GITHUB_EVENT_NAME"], _consumer.Environment["GITHUB_EVENT_PATH"]) = ("true", "pull_request", payload);
        Assert.Equal(exit, _consumer.Build("one").ExitCode);
        Assert.Equal("range_given_by_event", Assert.Single(_consumer.Build("one", "-p:ProofsHead=HEAD").Codes("error")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Skipping_it_is_told_in_CI(bool isCI)
    {
        Make(Pattern, "Work");
        if (isCI)
        {
            _consumer.InContinuousIntegration();
        }

        Consumer.BuildResult build = _consumer.Build("one", "-p:ProofsSkip=true");
        Assert.Equal(0, build.ExitCode);
        Assert.Equal(isCI, build.Output.Contains("warning PRF1001", StringComparison.Ordinal));
        Assert.Contains(isCI ? "1 Warning(s)" : "0 Warning(s)", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_design_time_build_is_not_kept_waiting()
    {
        Make(Pattern, "Work");
        Assert.Equal(0, _consumer.Build("one", "-v:normal", "-p:DesignTimeBuild=true").Judged);
        _consumer.InContinuousIntegration();
        // Whatever says so in CI is no editor.
        Assert.Equal(1, _consumer.Build("one", "-p:DesignTimeBuild=true").ExitCode);
    }

    [Fact]
    public void A_binary_log_holds_no_secret_of_the_environment()
    {
        Make(Pattern, "Work");
        _consumer.InContinuousIntegration();
        _consumer.Environment["GITHUB_TOKEN"] = "ghs_verysecret";
        _consumer.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "oidc_verysecret";
        Assert.Equal(1, _consumer.Build("one", "-bl:log.binlog").ExitCode);
        using GZipStream log = new(File.OpenRead(Path.Combine(_consumer.Repo.Path, "log.binlog")), CompressionMode.Decompress);
        using MemoryStream all = new();
        log.CopyTo(all);
        string text = Encoding.Latin1.GetString(all.ToArray());
        Assert.Contains("feature_key_missing_in_commits", text, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_commit_says_stays_text_for_whoever_reads_the_log()
    {
        Make(Pattern, "Work\n\nFeature-Key: ##[set-output name=x]y ::error::z\n");
        Consumer.BuildResult build = _consumer.Build("one", "-v:normal");
        Assert.Equal(1, build.Judged);
        Assert.DoesNotContain("##[", build.Output, StringComparison.Ordinal);
    }

    private void AssertNotSupported(bool isCI, int exit, string level, string why, params string[] arguments)
    {
        if (isCI)
        {
            _consumer.InContinuousIntegration();
        }

        Assert.Equal(0, _consumer.Dotnet("restore", "one").ExitCode);
        Consumer.BuildResult build = _consumer.Build(["one", "--no-restore", .. arguments]);
        Assert.True(build.ExitCode == exit, build.ToString());
        Assert.Equal("platform_unsupported", Assert.Single(build.Codes(level)));
        Assert.Contains($"{level} PRF1002", build.Output, StringComparison.Ordinal);
        Assert.Contains(why, build.Output, StringComparison.Ordinal);
    }
}
