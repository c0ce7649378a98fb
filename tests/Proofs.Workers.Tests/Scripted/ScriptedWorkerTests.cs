using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.Scripted;
using TestKit;

namespace Proofs.Workers.Tests.Scripted;

public sealed class ScriptedWorkerTests : IDisposable
{
    private readonly TempFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_writes_files_and_says_what_it_wrote_and_that_nobody_was_asked()
    {
        File.WriteAllText(_project.In("old.txt"), "old");
        WorkResult done = await Play("""{"role":"dev","files":{"src/new.txt":"new","old.txt":null},"result":{"summary":"Mine.","proposed_next_role":"qa"}}""");
        Assert.Null(done.Failure);
        JsonNode result = JsonNode.Parse(done.TurnResult.Span)!;
        Assert.Equal(("Mine.", "qa", "dev", "completed", "workspace"), ((string)result["summary"]!, (string)result["proposed_next_role"]!, (string)result["role"]!, (string)result["status"]!, (string)result["artifact"]!["type"]!));
        Assert.Equal(["src/new.txt", "old.txt"], result["files_changed"]!.AsArray().Select(each => (string)each!));
        Assert.Equal("new", File.ReadAllText(_project.In("src/new.txt")));
        Assert.False(File.Exists(_project.In("old.txt")));
        Assert.Equal((EvidenceGrade.Stub, "scripted", 0m), (done.Record!.EvidenceGrade, done.Record.Worker, done.Record.Usage!.Usd));
    }

    [Fact]
    public async Task Another_attempt_plays_another_scene_and_forgets_nothing_because_it_remembers_nothing()
    {
        const string Scenes = """{"role":"dev","attempt":1,"failure":{"class":"rate_limited","reason":"slow down"}},{"role":"dev","attempt":2,"result":{}}""";
        WorkResult failed = await Play(Scenes);
        Assert.Equal(("rate_limited", "slow down", true, 0m), (failed.Failure!.Class, failed.Failure.Reason, failed.Failure.IsRetryable, failed.Failure.Cost!.Usd));
        Assert.Null((await Play(Scenes, attempt: 2)).Failure);
        Assert.Null((await Play(Scenes, attempt: 2)).Failure);
        WorkResult none = await Play(Scenes, attempt: 3);
        Assert.Equal(("scene_missing", false), (none.Failure!.Class, none.Failure.IsRetryable));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/tmp/outside.txt")]
    [InlineData("link/outside.txt")]
    [InlineData("")]
    public async Task What_lies_outside_the_project_is_not_written(string path)
    {
        using TempFolder outside = new();
        File.CreateSymbolicLink(_project.In("link"), outside.Path);
        WorkResult failed = await Play($$$"""{"role":"dev","files":{"{{{path}}}":"x"},"result":{}}""");
        Assert.Equal(("scene_failed", false), (failed.Failure!.Class, failed.Failure.IsRetryable));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));
    }

    [Theory]
    [InlineData(WriteAuthority.Proposed, "patch")]
    [InlineData(WriteAuthority.ReviewOnly, "review")]
    public async Task A_role_that_does_not_write_lists_no_files(WriteAuthority authority, string artifact)
    {
        WorkResult done = await Play("""{"role":"dev","result":{}}""", authority: authority);
        JsonNode result = JsonNode.Parse(done.TurnResult.Span)!;
        Assert.Equal(artifact, (string)result["artifact"]!["type"]!);
        Assert.Empty(result["files_changed"]!.AsArray());
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        using CancellationTokenSource stop = new();
        Task<WorkResult> playing = Play("""{"role":"dev","delay_ms":600000,"result":{}}""", stop: stop.Token);
        await stop.CancelAsync();
        WorkResult stopped = await playing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("cancelled", 0m), (stopped.Failure!.Class, stopped.Failure.Cost!.Usd));
    }

    private async Task<WorkResult> Play(string scenes, int attempt = 1, WriteAuthority authority = WriteAuthority.Authoritative, CancellationToken stop = default)
    {
        Scenario scenario = Scenario.Read(Encoding.UTF8.GetBytes($$"""{"schema":"proofs.scenario/v1","turns":[{{scenes}}]}"""), out string? problem) ?? throw new InvalidOperationException(problem);
        return await new ScriptedWorker(scenario, TimeProvider.System).WorkAsync(Orders.Of(_project.Path, attempt: attempt, authority: authority), stop);
    }
}
