using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>What workers leave in their folders that cannot be deleted: it is moved aside, and nothing waits for it.</summary>
public sealed class LeftBehindTests
{
    private const string BadNames = """mkdir -p "deep/$(printf 'a\377b')" && : > "deep/$(printf 'a\377b')/$(printf '\300\257')" && : > "$(printf 'x\376')" """;

    /// <summary>No test's folder could be deleted otherwise.</summary>
    private const string Clean = "rm -rf .agentxchain/tampered";

    [SkippableFact]
    public void Names_that_are_no_text_do_not_stop_an_acceptance()
    {
        Skip.If(OperatingSystem.IsWindows(), "names there are text");
        using Project project = Staged(out Turn turn);
        string staging = project.In($".agentxchain/staging/{turn.TurnId}");
        string bundle = project.In($".agentxchain/dispatch/turns/{turn.TurnId}");
        Sh(BadNames, staging);
        Sh(BadNames, bundle);
        Project.Ok(project.Runner.AcceptTurn());
        AssertGone(project, staging, bundle);
        Assert.Equal([$"staging-{turn.TurnId}-1", $"turns-{turn.TurnId}-1"], Aside(project));
        Assert.Equal("2", Sh("find . -type f -name '*' ! -name '*.*' | grep -a -c -v '/turn' | tr -d '\\n'", project.In($".agentxchain/tampered/staging-{turn.TurnId}-1")));
        Project.Ok(project.Runner.AssignTurn("pm"));
        Assert.True(project.Again().Verify().Holds);
        Sh(Clean, project.Root);
    }

    [SkippableFact]
    public void A_second_leftover_of_the_same_folder_has_a_name_of_its_own()
    {
        Skip.If(OperatingSystem.IsWindows(), "names there are text");
        using Project project = Staged(out Turn turn);
        for (int time = 1; time <= 2; time++)
        {
            Sh(BadNames, project.In($".agentxchain/dispatch/turns/{turn.TurnId}"));
            Assert.Null(project.Runner.WriteDispatchBundle(turn.TurnId).Refusal);
            Project.Ok(project.Runner.FinalizeDispatchManifest(turn.TurnId));
            Assert.Empty(project.Runner.VerifyDispatchManifest(turn.TurnId));
        }

        Assert.Equal([$"turns-{turn.TurnId}-1", $"turns-{turn.TurnId}-2"], Aside(project));
        Sh(Clean, project.Root);
    }

    [SkippableFact]
    public void A_disk_that_is_mounted_in_a_folder_does_not_stop_an_acceptance()
    {
        using Project project = Staged(out Turn turn);
        string staging = project.In($".agentxchain/staging/{turn.TurnId}");
        string mounted = Directory.CreateDirectory(Path.Combine(staging, "busy")).FullName;
        Skip.If(TestKit.Run.Program("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", mounted]).ExitCode != 0, "only root can mount a disk");
        try
        {
            Project.Ok(project.Runner.AcceptTurn());
            AssertGone(project, staging);
            Project.Ok(project.Again().AssignTurn("pm"));
        }
        finally
        {
            string now = Directory.Exists(mounted) ? mounted : project.In($".agentxchain/tampered/staging-{turn.TurnId}-1/busy");
            Assert.Equal(0, TestKit.Run.Program("umount", [now]).ExitCode);
        }
    }

    [Theory]
    [InlineData("link")]
    [InlineData("dangling")]
    [InlineData("file")]
    public void What_stands_in_a_folders_place_goes_and_what_it_leads_to_stays(string what)
    {
        using TempFolder outside = new();
        using Project project = Staged(out Turn turn);
        string path = project.In($".agentxchain/dispatch/snapshots/{turn.TurnId}");
        ProjectFolder folder = new(project.Root);
        File.WriteAllText(outside.In("kept"), "kept");
        Directory.Delete(path, recursive: true);
        if (what == "file")
        {
            File.WriteAllText(path, "no folder");
        }
        else
        {
            Directory.CreateSymbolicLink(path, what == "link" ? outside.Path : outside.In("none"));
        }

        Assert.True(folder.Delete($".agentxchain/dispatch/snapshots/{turn.TurnId}"));
        AssertGone(project, path);
        Assert.True(File.Exists(outside.In("kept")));
    }

    [Fact]
    public void What_is_behind_a_link_above_a_folder_stays()
    {
        using TempFolder outside = new();
        using Project project = Staged(out Turn turn);
        string kept = outside.In(turn.TurnId, "kept");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept, "kept");
        Directory.Delete(project.In(".agentxchain/staging"), recursive: true);
        Directory.CreateSymbolicLink(project.In(".agentxchain/staging"), outside.Path);
        Assert.True(new ProjectFolder(project.Root).Delete($".agentxchain/staging/{turn.TurnId}"));
        Assert.True(File.Exists(kept));
        Assert.False(Path.Exists(project.In(".agentxchain/staging")));
    }

    private static Project Staged(out Turn turn)
    {
        Project project = new();
        Project.Ok(project.Runner.InitRun());
        turn = project.Dispatch("pm");
        project.Stage(turn);
        return project;
    }

    private static string Sh(string script, string folder)
    {
        RunResult result = TestKit.Run.Program("sh", ["-c", script], folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Out;
    }

    private static void AssertGone(Project project, params string[] folders)
    {
        Assert.All(folders, folder => Assert.False(Path.Exists(folder) || new FileInfo(folder).LinkTarget is not null));
        Assert.Empty(Directory.EnumerateFiles(project.In(".agentxchain/transactions"), "*", SearchOption.AllDirectories));
    }

    private static IEnumerable<string?> Aside(Project project) => Directory.EnumerateDirectories(project.In(".agentxchain/tampered")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
