using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.Manual;
using TestKit;

namespace Proofs.Workers.Tests.Manual;

public sealed class ManualWorkerTests : IDisposable
{
    private readonly TempFolder _project = new();
    private readonly List<string> _told = [];

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_tells_what_to_do_and_takes_the_result_when_it_is_whole()
    {
        WorkOrder order = Orders.Of(_project.Path);
        Task<WorkResult> working = new ManualWorker(new(_told.Add), TimeProvider.System).WorkAsync(order, default);
        string told = Assert.Single(_told);
        Assert.Contains(order.StagingPath, told, StringComparison.Ordinal);
        Assert.Contains(order.TurnId, told, StringComparison.Ordinal);
        File.WriteAllText(order.StagingPath, "{");
        File.WriteAllText(order.StagingPath, "{}");
        Assert.False(working.IsCompleted);
        File.WriteAllText(order.StagingPath, """{"schema_version":"1.0"}""");
        WorkResult done = await working.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("""{"schema_version":"1.0"}""", Encoding.UTF8.GetString(done.TurnResult.Span));
        Assert.Equal(EvidenceGrade.Unobserved, done.Record!.EvidenceGrade);
        Assert.Null(done.Record.Usage);
    }

    [Theory]
    [InlineData(WriteAuthority.ReviewOnly, 1)]
    [InlineData(WriteAuthority.Authoritative, 0)]
    public async Task The_result_that_it_shows_is_one_that_the_role_can_hand_in(WriteAuthority authority, int objections)
    {
        using CancellationTokenSource stop = new();
        Task<WorkResult> working = new ManualWorker(new(_told.Add), TimeProvider.System).WorkAsync(Orders.Of(_project.Path, authority: authority), stop.Token);
        string told = Assert.Single(_told);
        JsonElement shown = JsonElement.Parse(told[told.IndexOf('{', StringComparison.Ordinal)..(told.LastIndexOf('}') + 1)]);
        Assert.Equal(objections, shown.GetProperty("objections").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("phase_transition_request").ValueKind);
        await stop.CancelAsync();
        Assert.Equal("cancelled", (await working).Failure?.Class);
    }

    [Fact]
    public async Task A_file_that_is_named_is_taken_and_nothing_is_waited_for()
    {
        File.WriteAllText(_project.In("mine.json"), """{"schema_version":"1.0"}""");
        WorkResult done = await new ManualWorker(new(_told.Add) { ResultFile = _project.In("mine.json") }, TimeProvider.System).WorkAsync(Orders.Of(_project.Path), default);
        Assert.Equal("""{"schema_version":"1.0"}""", Encoding.UTF8.GetString(done.TurnResult.Span));
        Assert.Empty(_told);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("link")]
    [InlineData("pipe")]
    [InlineData("text")]
    [InlineData("empty")]
    public async Task What_is_no_result_is_told_and_uses_up_no_attempt(string kind)
    {
        string path = _project.In("mine.json");
        switch (kind)
        {
            case "link":
                File.WriteAllText(_project.In("real.json"), """{"schema_version":"1.0"}""");
                File.CreateSymbolicLink(path, _project.In("real.json"));
                break;
            case "pipe":
                Assert.Equal(0, TestKit.Run.Program("mkfifo", [path]).ExitCode);
                break;
            case "text":
                File.WriteAllText(path, "done!");
                break;
            case "empty":
                File.WriteAllText(path, "{}");
                break;
        }

        WorkResult failed = await new ManualWorker(new(_told.Add) { ResultFile = path }, TimeProvider.System).WorkAsync(Orders.Of(_project.Path), default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("result_missing", false), (failed.Failure!.Class, failed.Failure.IsRetryable));
        Assert.Contains(path, failed.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wrote_what_is_no_result_gets_to_know_it()
    {
        WorkOrder order = Orders.Of(_project.Path);
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<WorkResult> working = new ManualWorker(new(line => Take(line, told)), TimeProvider.System).WorkAsync(order, default);
        File.WriteAllText(order.StagingPath, """{"summary":"done"}""");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        File.WriteAllText(order.StagingPath, """{"schema_version":"1.0"}""");
        Assert.Null((await working.WaitAsync(TimeSpan.FromSeconds(30))).Failure);

        static void Take(string line, TaskCompletionSource told)
        {
            if (line.StartsWith("This is no result yet", StringComparison.Ordinal) && line.Contains("schema_version", StringComparison.Ordinal))
            {
                told.TrySetResult();
            }
        }
    }

    [Fact]
    public async Task It_stops_waiting_when_it_is_told_to()
    {
        using CancellationTokenSource stop = new();
        Task<WorkResult> working = new ManualWorker(new(_told.Add), TimeProvider.System).WorkAsync(Orders.Of(_project.Path), stop.Token);
        await stop.CancelAsync();
        WorkResult stopped = await working.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(("cancelled", true), (stopped.Failure!.Class, stopped.Failure.IsRetryable));
    }
}
