using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>The gates in builds of generated solutions against the packed package.</summary>
public sealed class BuildTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private const string Pattern = "<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern><ProofsBase>HEAD~1</ProofsBase>";
    private const string Keyed = "Work\n\nFeature-Key: bd-1\n";
    private readonly Consumer _consumer = new(feed);

    public void Dispose() => _consumer.Dispose();

    [Theory]
    [InlineData(false, Keyed, 0, null, null)]
    [InlineData(true, Keyed, 0, null, null)]
    [InlineData(false, "Work", 0, "warning", "feature_key_missing_in_commits")]
    [InlineData(true, "Work", 1, "error", "feature_key_missing_in_commits")]
    public void A_commit_without_its_key_is_an_error_in_CI_and_a_warning_elsewhere(bool isCI, string message, int exit, string? level, string? reason)
    {
        Make(Pattern, message);
        if (isCI)
        {
            _consumer.InContinuousIntegration();
        }

        Consumer.BuildResult build = _consumer.Build("one", "-v:normal");
        Assert.True(build.ExitCode == exit, build.ToString());
        Assert.Equal(1, build.Judged);
        Assert.Equal(reason is null ? [] : [reason], build.Codes(level ?? "error"));
        Assert.Contains(level is null ? "one -> " : $"one.csproj : {level} PRF", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", 1)]
    [InlineData("warning", 0)]
    [InlineData("maybe", 1)]
    public void How_a_verdict_is_enforced_can_be_said(string enforce, int exit)
    {
        Make(Pattern, "Work");
        Consumer.BuildResult build = _consumer.Build("one", $"-p:ProofsEnforce={enforce}");
        Assert.True(build.ExitCode == exit, build.ToString());
    }

    [Fact]
    public void What_the_policy_demands_is_said_of_the_policy()
    {
        _consumer.Write(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n");
        Make("<ProofsBase>HEAD~1</ProofsBase>", "Work");
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one");
        Assert.Equal(1, build.ExitCode);
        Assert.Contains($"{Path.Combine(_consumer.Repo.Path, ".github/proofs.yml")} : error PRF", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_can_be_called_by_itself()
    {
        Make(Pattern, "Work");
        _consumer.InContinuousIntegration();
        _consumer.Dotnet("restore", "one");
        Consumer.BuildResult build = _consumer.Build("one", "--no-restore", "-t:ProofsGates");
        Assert.Equal(1, build.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_consumer.Repo.Path, "one", "bin")));
    }

    [Fact]
    public void All_three_gates_write_one_result()
    {
        Make(Pattern, Keyed);
        string head = _consumer.Repo.Head;
        string root = _consumer.Repo.Git("rev-parse", "HEAD~1");
        Consumer.BuildResult build = _consumer.Build("one", "-v:normal", $"-p:ProofsRequiredBaseline={root}", $"-p:ProofsReportedCommits={head}", "-p:ProofsResultFile=result.json");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Equal(3, build.Judged);
        JsonElement result = JsonDocument.Parse(File.ReadAllText(Path.Combine(_consumer.Repo.Path, "one", "result.json"))).RootElement;
        Assert.Equal(("proofs.gates/v1", "pass"), (result.GetProperty("schema").GetString(), result.GetProperty("verdict").GetString()));
        Assert.Equal(["pass", "pass", "pass"], result.GetProperty("gates").EnumerateArray().Select(gate => gate.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void A_gate_that_is_misspelt_is_refused()
    {
        Make($"{Pattern}<ProofsGates>feature_key</ProofsGates>", Keyed);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one", "-p:ProofsResultFile=result.json");
        Assert.Equal((1, "usage_error"), (build.ExitCode, Assert.Single(build.Codes("error"))));
        Assert.Contains("proofs.error/v1", File.ReadAllText(Path.Combine(_consumer.Repo.Path, "one", "result.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_that_is_named_and_has_no_input_fails()
    {
        Make($"{Pattern}<ProofsGates>baseline;integrity</ProofsGates>", Keyed);
        _consumer.InContinuousIntegration();
        Assert.Equal(["required_baseline_missing", "reported_commit_missing"], _consumer.Build("one").Codes("error"));
    }

    [Theory]
    [InlineData(false, 0, "warning")]
    [InlineData(true, 1, "error")]
    public void Nothing_asked_is_nothing_passed(bool isCI, int exit, string level)
    {
        Make("<ProofsBase>HEAD~1</ProofsBase>", Keyed);
        if (isCI)
        {
            _consumer.InContinuousIntegration();
        }

        Consumer.BuildResult build = _consumer.Build("one");
        Assert.Equal((exit, "nothing_requested"), (build.ExitCode, Assert.Single(build.Codes(level))));
    }

    [Fact]
    public void Several_target_frameworks_are_judged_once()
    {
        // An older framework without its reference assemblies, which nobody has to have for this: nothing is compiled.
        const string Bare = "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences><EnableDefaultCompileItems>false</EnableDefaultCompileItems><GenerateAssemblyInfo>false</GenerateAssemblyInfo><GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute><ImplicitUsings>false</ImplicitUsings>";
        Make($"{Pattern}<TargetFrameworks>net10.0;net9.0</TargetFrameworks>{Bare}", "Work");
        Consumer.BuildResult build = _consumer.Build("one", "-v:normal", "-m:1");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Contains("TargetFramework=net9.0", build.Output, StringComparison.Ordinal);
        Assert.Equal(1, build.Judged);
        _consumer.InContinuousIntegration();
        Assert.Equal(1, _consumer.Build("one").ExitCode);
    }

    [Fact]
    public void Thirty_projects_are_judged_at_most_once_for_each_node()
    {
        _consumer.Solution(30, Pattern);
        Commit("Work");
        Consumer.BuildResult build = _consumer.Build("all.slnx", "-m:2", "-v:normal");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.InRange(build.Judged, 1, 2);
    }

    [Fact]
    public void What_is_a_warning_for_one_project_is_an_error_for_the_next()
    {
        _consumer.Library("mild", Pattern + "<ProofsEnforce>warning</ProofsEnforce>");
        _consumer.Library("strict", Pattern);
        _consumer.Write("both.slnx", """<Solution><Project Path="mild/mild.csproj" /><Project Path="strict/strict.csproj" /></Solution>""");
        Commit("Work");
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("both.slnx", "-m:1");
        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Equal(["feature_key_missing_in_commits"], build.Codes("error"));
    }

    [Fact]
    public void Every_project_has_its_own_result_file_of_this_build()
    {
        _consumer.Solution(2, Pattern + "<ProofsResultFile>obj/proofs.json</ProofsResultFile>");
        Commit(Keyed);
        Assert.Equal(0, _consumer.Build("all.slnx", "-m:1").ExitCode);
        _consumer.Repo.Commit("Work");
        Assert.Equal(0, _consumer.Build("all.slnx", "-m:1").ExitCode);
        foreach (string project in new[] { "p0", "p1" })
        {
            Assert.Contains("\"verdict\": \"fail\"", File.ReadAllText(Path.Combine(_consumer.Repo.Path, project, "obj", "proofs.json")), StringComparison.Ordinal);
        }

        Assert.Equal(0, _consumer.Build("all.slnx", "-p:ProofsSkip=true").ExitCode);
        Assert.False(File.Exists(Path.Combine(_consumer.Repo.Path, "p0", "obj", "proofs.json")));
    }

    [Fact]
    public void A_project_behind_a_link_is_judged_by_the_repository_that_it_is_in()
    {
        _consumer.Library("one", Pattern);
        Commit(Keyed);
        using Consumer other = new(feed);
        other.Library("two", Pattern);
        other.Commit("Begin");
        other.Repo.Commit("Work");
        Directory.CreateSymbolicLink(Path.Combine(_consumer.Repo.Path, "link"), Path.Combine(other.Repo.Path, "two"));
        _consumer.Write("both.proj", """<Project><Target Name="Build"><MSBuild Projects="one/one.csproj;link/two.csproj" Targets="ProofsGates" /></Target></Project>""");
        _consumer.InContinuousIntegration();
        Assert.Equal(0, _consumer.Dotnet("restore", "one").ExitCode);
        Assert.Equal(0, other.Dotnet("restore", "two").ExitCode);
        Consumer.BuildResult build = _consumer.Dotnet("msbuild", "both.proj", "-m:1", "-nodeReuse:false");
        Assert.True(build.ExitCode == 1, build.ToString());
    }

    [Theory]
    [InlineData("-t:Compile")]
    [InlineData("-t:BeforeBuild")]
    [InlineData("-t:Rebuild")]
    [InlineData("-t:Publish")]
    [InlineData("-t:Pack")]
    public void Whoever_asks_for_a_part_of_a_build_is_judged_too(string target)
    {
        Make(Pattern, "Work");
        _consumer.InContinuousIntegration();
        Assert.Equal(0, _consumer.Dotnet("restore", "one").ExitCode);
        Assert.Equal(["feature_key_missing_in_commits"], _consumer.Build("one", "--no-restore", target).Codes("error"));
    }

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
        Consumer.BuildResult build = _consumer.Build("one");
        Assert.Equal(0, build.ExitCode);
        Assert.Contains("reference_deleted", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_main_branch_itself_there_is_nothing_to_warn_of()
    {
        Make("<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern>", Keyed);
        _consumer.Repo.SetRef("refs/remotes/origin/main", _consumer.Repo.Head);
        _consumer.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        Assert.Empty(_consumer.Build("one").Codes("warning"));
        _consumer.InContinuousIntegration();
        Assert.Equal(["no_commits_in_range"], _consumer.Build("one").Codes("error"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dev/null")]
    [InlineData("missing/result.json")]
    public void A_result_that_cannot_be_written_is_an_error_with_a_reason(string path)
    {
        Make(Pattern, Keyed);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one", $"-p:ProofsResultFile={path}");
        Assert.Equal((1, "output_unwritable"), (build.ExitCode, Assert.Single(build.Codes("error"))));
    }

    [Fact]
    public void A_graph_build_is_judged_too()
    {
        _consumer.Solution(3, Pattern);
        Commit("Work");
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("all.slnx", "-graph");
        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Contains("feature_key_missing_in_commits", build.Codes("error"));
    }

    [Fact]
    public void A_project_that_refers_to_one_that_has_the_package_is_judged_too()
    {
        _consumer.Library("below", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.Version}" />""");
        _consumer.Library("above", Pattern, """<ProjectReference Include="../below/below.csproj" />""");
        Commit("Work");
        _consumer.InContinuousIntegration();
        Assert.Equal(0, _consumer.Dotnet("restore", "above").ExitCode);
        Consumer.BuildResult build = _consumer.Build("above", "--no-restore", "-t:ProofsGates");
        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Contains("above.csproj : error PRF", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_versions_live_in_one_node()
    {
        feed.PackNext();
        _consumer.Library("older", Pattern);
        _consumer.Library("newer", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.NextVersion}" PrivateAssets="all" />""");
        _consumer.Write("both.slnx", """<Solution><Project Path="older/older.csproj" /><Project Path="newer/newer.csproj" /></Solution>""");
        Commit(Keyed);
        Consumer.BuildResult build = _consumer.Build("both.slnx", "-m:1", "-v:normal");
        Assert.True(build.ExitCode == 0, build.ToString());
        // Each judges by itself, because what one version concluded is not the other's.
        Assert.Equal(2, build.Judged);
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
    public void What_passed_is_not_judged_again_until_something_changes()
    {
        Make(Pattern, Keyed);
        Assert.Equal(1, _consumer.Build("one", "-v:normal").Judged);
        Assert.Equal(0, _consumer.Build("one", "-v:normal").Judged);
        Assert.Equal(1, _consumer.Build("one", "-v:normal", "-p:ProofsFeatureKeyPattern=bd-1").Judged);
        _consumer.Repo.Commit("Next\n\nFeature-Key: bd-2\n");
        Assert.Equal(1, _consumer.Build("one", "-v:normal").Judged);
        Assert.Equal(0, _consumer.Build("one", "-v:normal").Judged);
        _consumer.InContinuousIntegration();
        Assert.Equal(1, _consumer.Build("one", "-v:normal").Judged);
    }

    [Fact]
    public void What_did_not_pass_is_told_by_every_build()
    {
        Make(Pattern, "Work");
        Assert.Equal((1, 1), (_consumer.Build("one", "-v:normal").Judged, _consumer.Build("one", "-v:normal").Judged));
    }

    [Fact]
    public void Tests_do_not_run_when_a_gate_fails()
    {
        _consumer.Library("tests", Pattern, $"""
            <PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.Version}" PrivateAssets="all" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
            """);
        _consumer.Write("tests/Class.cs", "public class Class { [Xunit.Fact] public void Passes() { } }");
        Commit("Work");
        _consumer.InContinuousIntegration();
        Consumer.BuildResult failing = _consumer.Dotnet("test", "tests", "-nodeReuse:false");
        Assert.True(failing.ExitCode == 1, failing.ToString());
        Assert.DoesNotContain("Passed!", failing.Output, StringComparison.Ordinal);
        _consumer.Repo.Commit(Keyed);
        Consumer.BuildResult passing = _consumer.Dotnet("test", "tests", "-nodeReuse:false");
        Assert.True(passing.ExitCode == 0, passing.ToString());
        Assert.Contains("Passed!", passing.Output, StringComparison.Ordinal);
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

    private void Make(string properties, string message)
    {
        _consumer.Library("one", properties);
        Commit(message);
    }

    private void Commit(string message)
    {
        _consumer.Commit("Begin\n");
        _consumer.Repo.Commit(message);
    }
}
