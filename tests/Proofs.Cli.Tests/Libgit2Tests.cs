using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>A library that must not be trusted, built for the purpose and laid beside a copy of the program.</summary>
public sealed class Libgit2Tests
{
    [SkippableFact]
    public void A_libgit2_of_another_version_is_refused_by_name_unless_a_good_one_is_there()
    {
        Skip.IfNot(File.Exists("/usr/bin/cc"), "no C compiler: apt-get install -y gcc libc6-dev");
        using TempFolder folder = new();
        using GitRepo repo = GitRepo.Create();
        string head = repo.Commit("Begin");
        string program = Cli.CopyForEverybody(folder.Path);
        File.WriteAllText(folder.In("fake.c"), "int git_libgit2_version(int *a, int *b, int *c) { *a = 1; *b = 9; *c = 0; return 0; }\n");
        RunResult built = TestKit.Run.Program("/usr/bin/cc", ["-shared", "-o", folder.In("libgit2.so.1.7"), folder.In("fake.c")]);
        Assert.True(built.ExitCode == 0, built.ToString());

        string[] arguments = ["gate", "baseline", "--repo", repo.Path, "--required-baseline", head];
        RunResult withSystem = TestKit.Run.Program(program, arguments);
        Assert.True(withSystem.ExitCode == 0, withSystem.ToString());

        // No library of the system: the loader finds the fake one under every name.
        foreach (string name in new[] { "libgit2.so.1.6", "libgit2.so.1.5", "libgit2.so" })
        {
            File.Copy(folder.In("libgit2.so.1.7"), folder.In(name));
        }

        Dictionary<string, string> hidden = new(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = folder.Path };
        RunResult refused = TestKit.Run.Program(program, [.. arguments, "--json"], environment: hidden);
        Assert.True(refused.ExitCode == 69, refused.ToString());
        Assert.Contains("libgit2_unsupported", refused.Out, StringComparison.Ordinal);
        Assert.Contains("1.9.0", refused.Out, StringComparison.Ordinal);
        Assert.Contains("libgit2-1.5", refused.Out, StringComparison.Ordinal);
    }
}
