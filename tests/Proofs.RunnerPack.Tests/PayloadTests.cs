using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
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
    public void The_grades_and_proofs_that_can_be_required_are_those_of_the_schema_and_of_the_pack()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Surroundings.Checkout!, "proofs", "Shared", "payload.schema.json")))!;
        Assert.Equal(schema["properties"]!["grade"]!["enum"]!.AsArray().Select(word => (string?)word), Requirements.Grades);
        Assert.All(RunnerPackProofs.All.GroupBy(each => each.Proof, StringComparer.Ordinal), stories => Assert.Equal(Requirements.Proofs[stories.Key], stories.MaxBy(each => Requirements.Rank(each.Grade))!.Grade));
    }

    [Fact]
    public async Task A_project_that_cannot_be_opened_leaves_nothing_behind()
    {
        Unopened runner = new();
        Payload told = await OneTurnProof.TellAsync(runner);
        Assert.Equal(("fail", "exception"), (told.Result, told.RootCause?.Code));
        Assert.False(Path.Exists(runner.Root));
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

    private sealed class Unopened : Runner
    {
        internal string? Root { get; private set; }

        public override RunnerInterface Open(string root, string anchors)
        {
            Root = root;
            throw new InvalidOperationException("It opens nothing.");
        }
    }
}
