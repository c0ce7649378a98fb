using Proofs.Packs;
using TestKit;

namespace Proofs.RunnerPack.Tests;

/// <summary>Payloads as they are written, whatever a proof came to. tests/Repo.Tests holds these files to the schema.</summary>
public sealed class PayloadTests
{
    [Fact]
    public async Task One_turn_that_passes() => Snapshot.Verify(Scrubbed.Of(await OneTurnProof.TellAsync(new Runner())));

    [Fact]
    public async Task To_completion_that_passes() => Snapshot.Verify(Scrubbed.Of(await ToCompletionProof.TellAsync(new Runner())));

    [Fact]
    public async Task Run_loop_that_passes() => Snapshot.Verify(Scrubbed.Of(await RunLoopProof.TellAsync(new Runner())));

    [Fact]
    public async Task Multi_phase_write_that_passes() => Snapshot.Verify(Scrubbed.Of(await MultiPhaseWriteProof.LoopbackAsync(new Runner())));

    [Fact]
    public async Task One_turn_that_fails() =>
        Snapshot.Verify(Scrubbed.Of(await BrokenRunnerTable.All.First(broken => broken is { Proof: OneTurnProof.Name, Claim: "tree.lie_refused" }).TellAsync()));

    [Fact]
    public async Task Api_dispatch_that_is_skipped() => Snapshot.Verify(Scrubbed.Of(await ApiDispatchProof.LiveAsync(new Runner(), key: null)));

    [Fact]
    public async Task The_same_keys_stand_in_every_payload()
    {
        Payload[] all =
        [
            await OneTurnProof.TellAsync(new Runner()),
            await BrokenRunnerTable.All[0].TellAsync(),
            await ApiDispatchProof.LiveAsync(new Runner(), key: null),
        ];
        Assert.Equal(["pass", "fail", "skip"], all.Select(payload => payload.Result));
        Assert.Single(all.Select(payload => string.Join(',', Scrubbed.Keys(payload))).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_payload_is_written_with_its_digest_beside_it()
    {
        using TempFolder folder = new();
        Payload payload = await ApiDispatchProof.LiveAsync(new Runner(), key: null);
        string path = payload.Save(folder.Path);

        Assert.Equal("api-dispatch.live.json", Path.GetFileName(path));
        Assert.Equal(["api-dispatch.live.json", "api-dispatch.live.json.sha256"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        RunResult check = Run.Program("sha256sum", ["--check", "--strict", "api-dispatch.live.json.sha256"], folder: folder.Path);
        Assert.Equal(0, check.ExitCode);
    }
}
