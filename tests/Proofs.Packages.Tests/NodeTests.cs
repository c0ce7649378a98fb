namespace Proofs.Packages.Tests;

/// <summary>Many projects, and nodes that build several of them.</summary>
public sealed class NodeTests(PackedFeed feed) : ConsumerTests(feed)
{
    private readonly PackedFeed _feed = feed;

    [Fact]
    public void A_project_that_only_inherited_the_package_is_left_alone()
    {
        _consumer.Library("below", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.Version}" />""");
        _consumer.Library("above", string.Empty, """<ProjectReference Include="../below/below.csproj" />""");
        Commit(Keyed);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult build = _consumer.Build("above");
        Assert.True(build.ExitCode == 0, build.ToString());
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
        using Consumer other = new(_feed);
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
        _feed.PackNext();
        _consumer.Library("older", Pattern);
        _consumer.Library("newer", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.NextVersion}" PrivateAssets="all" />""");
        _consumer.Write("both.slnx", """<Solution><Project Path="older/older.csproj" /><Project Path="newer/newer.csproj" /></Solution>""");
        Commit(Keyed);
        Consumer.BuildResult build = _consumer.Build("both.slnx", "-m:1", "-v:normal");
        Assert.True(build.ExitCode == 0, build.ToString());
        // Each judges by itself, because what one version concluded is not the other's.
        Assert.Equal(2, build.Judged);
    }

    [Fact]
    public void A_node_that_lives_on_takes_the_next_version()
    {
        _feed.PackNext();
        // Nodes of this test's own, which end by themselves when nobody needs them any more.
        _consumer.Environment.Remove("MSBUILDDISABLENODEREUSE");
        (_consumer.Environment["MSBUILDNODEHANDSHAKESALT"], _consumer.Environment["MSBUILDNODECONNECTIONTIMEOUT"]) = (Guid.NewGuid().ToString("N"), "15000");
        _consumer.Library("one", Pattern);
        _consumer.Library("two", Pattern);
        _consumer.Write("both.slnx", """<Solution><Project Path="one/one.csproj" /><Project Path="two/two.csproj" /></Solution>""");
        Commit("Work");
        Consumer.BuildResult old = _consumer.Dotnet("build", "both.slnx", "-m:2", "-nodeReuse:true", "-tl:off", "-v:normal");
        _consumer.Library("one", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.NextVersion}" PrivateAssets="all" />""");
        _consumer.Library("two", Pattern, $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.NextVersion}" PrivateAssets="all" />""");
        Consumer.BuildResult next = _consumer.Dotnet("build", "both.slnx", "-m:2", "-nodeReuse:true", "-tl:off", "-v:normal", "-p:ProofsResultFile=obj/proofs.json");
        foreach (Consumer.BuildResult build in new[] { old, next })
        {
            Assert.True(build.ExitCode == 0, build.ToString());
            Assert.Equal(["feature_key_missing_in_commits"], build.Codes("warning"));
        }

        Assert.Contains($"\"version\": \"{PackedFeed.NextVersion}\"", File.ReadAllText(Path.Combine(_consumer.Repo.Path, "one", "obj", "proofs.json")), StringComparison.Ordinal);
    }
}
