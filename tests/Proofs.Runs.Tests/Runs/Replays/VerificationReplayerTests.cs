using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Replays;
using Proofs.Runs.Runs.Validation;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Replays;

/// <summary>Only declared commands run, and only when all end well does a turn's word pass.</summary>
public sealed class VerificationReplayerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("true", "match", 0, "pass")]
    [InlineData("exit 3", "mismatch", 3, "not_reproducible")]
    [InlineData("kill -KILL $$", "mismatch", 137, "not_reproducible")]
    [InlineData("sleep 60", "mismatch", 124, "not_reproducible")]
    public async Task A_command_counts_by_how_it_ends(string script, string overall, int code, string status)
    {
        VerificationReplay replay = await Replay(TimeSpan.FromMilliseconds(script == "sleep 60" ? 200 : 20_000), null, ["/bin/sh", "-c", "true"], ["/bin/sh", "-c", script]);
        Assert.Equal((overall, code), (replay.Overall, replay.Commands[1].ExitCode));
        TurnResult claims = new() { Verification = new() { Status = VerificationStatus.Pass } };
        Assert.Equal(status, NormalizedVerifications.Of(claims, "local_cli", replay).Status);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_mismatch_and_none_declared_is_no_replay()
    {
        Assert.True(await Replay(null, null, ["no-such-program-anywhere"]) is { Overall: "mismatch", Commands: [{ ExitCode: 127 }] });
        Assert.True(await Replay(null, null) is { Overall: "not_executed", Commands: [] });
    }

    [Fact]
    public async Task What_a_turn_names_does_not_run()
    {
        MachineEvidence evil = new() { Command = "touch evil", Argv = ["touch", "evil"] };
        Assert.Equal("match", (await Replay(null, evil, ["true"])).Overall);
        Assert.False(File.Exists(_folder.In("evil")));
    }

    [Fact]
    public async Task Arguments_reach_no_shell() => Assert.Equal("match", (await Replay(null, null, ["test", "$(touch x);*", "=", "$(touch x);*"])).Overall);

    [Fact]
    public async Task It_runs_in_the_project_with_an_empty_home_and_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("PROOFS_TEST_API_KEY", "secret");
        Assert.Equal("match", (await Replay(null, null, ["/bin/sh", "-c", "env > seen; ls -A $HOME $TMPDIR > inside; echo $HOME > home"])).Overall);
        string[] names = [.. File.ReadAllLines(_folder.In("seen")).Select(line => line.Split('=')[0])];
        Assert.Empty(names.Except(["HOME", "LANG", "PATH", "PROOFS_PROCESS_COOKIE", "PWD", "SHLVL", "TMPDIR", "TZ", "_"], StringComparer.Ordinal));
        Assert.DoesNotContain(File.ReadAllLines(_folder.In("inside")), line => line.Length > 0 && !line.StartsWith('/'));
        Assert.False(Directory.Exists(File.ReadAllText(_folder.In("home")).Trim()));
    }

    [Fact]
    public async Task Whoever_stops_it_gets_no_pass()
    {
        RunConfiguration configuration = new() { Verification = new() { Commands = [["true"]] } };
        Assert.Equal("mismatch", (await new VerificationReplayer(_folder.Path, configuration, TimeProvider.System).ReplayAsync(cancellation: new(canceled: true))).Overall);
    }

    [Theory]
    [InlineData("dotnet test", null, 1, false)]
    [InlineData("dotnet test", null, 0, true)]
    [InlineData("dotnet  test", null, 1, true)]
    [InlineData("anything", new[] { "dotnet", "test" }, 1, false)]
    [InlineData("dotnet test", new[] { "dotnet", "test", "-q" }, 1, true)]
    public void A_claim_is_about_a_command_when_it_is_the_same(string command, string[]? argv, int code, bool matches) =>
        Assert.Equal(matches ? "match" : "mismatch", ReplayRules.Weigh([["dotnet", "test"]], [0], [new() { Command = command, Argv = argv, ExitCode = code, ExpectedExitCode = code }], default).Overall);

    private Task<VerificationReplay> Replay(TimeSpan? limit, MachineEvidence? claim, params string[][] commands)
    {
        VerificationReplayer replayer = new(_folder.Path, new() { Verification = new() { Commands = commands } }, TimeProvider.System) { Limit = limit ?? TimeSpan.FromSeconds(20) };
        return replayer.ReplayAsync(new() { Verification = new() { Status = VerificationStatus.Pass, MachineEvidence = claim is null ? [] : [claim] } }).WaitAsync(TimeSpan.FromMinutes(1));
    }
}
