using System.Text.Json;

namespace Proofs.Packages.Tests;

/// <summary>What is judged in a build, and how it is told.</summary>
public sealed class BuildTests(PackedFeed feed) : ConsumerTests(feed)
{
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
    [InlineData("Error", 1)]
    [InlineData("warning", 0)]
    [InlineData("maybe", 1)]
    public void How_a_verdict_is_enforced_can_be_said(string enforce, int exit)
    {
        Make(Pattern, "Work");
        Consumer.BuildResult build = _consumer.Build("one", $"-p:ProofsEnforce={enforce}");
        Assert.True(build.ExitCode == exit, build.ToString());
    }

    [Fact]
    public void What_is_wrong_with_the_policy_is_said_of_the_policy()
    {
        _consumer.Write(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n");
        Make("<ProofsBase>HEAD~1</ProofsBase>", "Work");
        _consumer.InContinuousIntegration();
        string policy = Path.Combine(_consumer.Repo.Path, ".github/proofs.yml");
        Assert.Contains("one.csproj : error PRF", _consumer.Build("one").Output, StringComparison.Ordinal);
        _consumer.Write(".github/proofs.yml", "version: 1\ngate: [feature-key]\n");
        _consumer.Commit(Keyed);
        Consumer.BuildResult breaking = _consumer.Build("one");
        Assert.Equal(["policy_broken_by_change"], breaking.Codes("error"));
        Assert.Contains($"{policy} : error PRF", breaking.Output, StringComparison.Ordinal);
        _consumer.Repo.Commit(Keyed);
        Consumer.BuildResult broken = _consumer.Build("one");
        Assert.Equal(["policy_invalid"], broken.Codes("error"));
        Assert.Contains($"{policy} : error PRF", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_findings_are_told_in_part()
    {
        _consumer.Library("one", "<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern><ProofsBase>HEAD~30</ProofsBase>");
        _consumer.Commit("Begin\n");
        for (int i = 0; i < 30; i++)
        {
            _consumer.Repo.Commit("Work");
        }

        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one");
        Assert.Contains("20 more findings are not told here", build.Output, StringComparison.Ordinal);
        Assert.Contains("11 Error(s)", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_can_be_called_by_itself()
    {
        Make(Pattern, "Work");
        _consumer.InContinuousIntegration();
        _consumer.Dotnet("restore", "one");
        Consumer.BuildResult build = _consumer.Build("one", "--no-restore", "-t:ProofsGates");
        Assert.Equal((1, "feature_key_missing_in_commits"), (build.ExitCode, Assert.Single(build.Codes("error"))));
        Assert.False(Directory.Exists(Path.Combine(_consumer.Repo.Path, "one", "bin")));
    }

    [Fact]
    public void All_gates_write_one_result()
    {
        Make(Pattern, Keyed);
        string head = _consumer.Repo.Head;
        string root = _consumer.Repo.Git("rev-parse", "HEAD~1");
        Consumer.BuildResult build = _consumer.Build("one", "-v:normal", $"-p:ProofsRequiredBaseline={root}", $"-p:ProofsReportedCommits={head}", "-p:ProofsResultFile=result.json");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Equal(3, build.Judged);
        JsonElement result = JsonDocument.Parse(File.ReadAllText(Path.Combine(_consumer.Repo.Path, "one", "result.json"))).RootElement;
        Assert.Equal(("proofs.gates/v1", "pass"), (result.GetProperty("schema").GetString(), result.GetProperty("verdict").GetString()));
        Assert.Equal(["pass", "pass", "pass", "not_requested"], result.GetProperty("gates").EnumerateArray().Select(gate => gate.GetProperty("verdict").GetString()));
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
    [InlineData("/")]
    [InlineData("/dev/null")]
    [InlineData("one.csproj/result.json")]
    public void A_result_that_cannot_be_written_is_an_error_with_a_reason(string path)
    {
        Make(Pattern, Keyed);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one", $"-p:ProofsResultFile={path}");
        Assert.Equal((1, "output_unwritable"), (build.ExitCode, Assert.Single(build.Codes("error"))));
    }

    [Theory]
    [InlineData("ProofsFeatureKeyPattern", "bd-[0-9]+", "feature_key_missing_in_commits")]
    [InlineData("ProofsGates", "feature_key", "usage_error")]
    public void A_call_that_lets_the_build_go_on_takes_nothing_from_the_next_one(string property, string value, string reason)
    {
        Make($"<{property}>{value}</{property}><ProofsBase>HEAD~1</ProofsBase>", "Work");
        _consumer.Write("Directory.Build.targets", """
            <Project>
              <Target Name="Preview" BeforeTargets="_ProofsRun">
                <Proofs.MSBuild.AllGates Directory="." Gates="$(ProofsGates)" FeatureKeyPattern="$(ProofsFeatureKeyPattern)" Base="$(ProofsBase)" ContinueOnError="true" />
              </Target>
            </Project>
            """);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("one", "-m:1");
        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Equal([reason], build.Codes("error"));
    }

    [Fact]
    public void Each_task_can_be_called_in_a_target_of_ones_own()
    {
        Make("<ProofsSkip>true</ProofsSkip>", "Work");
        string head = _consumer.Repo.Head;
        _consumer.Write("Directory.Build.targets", $"""
            <Project>
              <Target Name="Mine">
                <Proofs.MSBuild.BaselineGate Directory="." RequiredBaseline="{head}" />
                <Proofs.MSBuild.BaselineGate Directory="." RequiredBaseline="" ContinueOnError="true" />
                <Proofs.MSBuild.IntegrityGate Directory="." Base="HEAD~1" ReportedCommits="{head}" />
                <Proofs.MSBuild.IntegrityGate Directory="." Base="HEAD~1" ReportedCommits="" ContinueOnError="true" />
                <Proofs.MSBuild.FeatureKeyGate Directory="." Base="HEAD~1" FeatureKey="bd-1" Enforce="warning" ResultFile="mine.json" />
              </Target>
            </Project>
            """);
        Assert.Equal(0, _consumer.Dotnet("restore", "one").ExitCode);
        Consumer.BuildResult build = _consumer.Build("one", "--no-restore", "-t:Mine", "-v:normal");
        Assert.Equal(["required_baseline_missing", "reported_commit_missing", "feature_key_missing_in_commits"], build.Codes("(error|warning)"));
        Assert.Equal(5, build.Judged);
        Assert.True(File.Exists(Path.Combine(_consumer.Repo.Path, "one", "mine.json")));
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
}
