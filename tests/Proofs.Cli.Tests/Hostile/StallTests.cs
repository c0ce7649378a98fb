using System.Diagnostics;
using Proofs.Gates;
using Proofs.Verdicts;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>A repository whose files never answer ends in a refusal, and a signal ends a run.</summary>
public sealed class StallTests
{
    [Theory]
    [InlineData("config")]
    [InlineData("packed-refs")]
    [InlineData("objects/info/alternates")]
    public void A_pipe_in_place_of_a_file_ends_in_a_refusal(string file)
    {
        using Scenario scenario = new();
        AssertStalls(scenario, Path.Combine(scenario.Repo.DotGit, file));
    }

    [Fact]
    public void A_pipe_in_place_of_an_object_ends_in_a_refusal()
    {
        using Scenario scenario = new();
        AssertStalls(scenario, LooseObject.Path(scenario.Repo, scenario.Second));
    }

    [Fact]
    public void A_pipe_in_place_of_head_is_no_head()
    {
        using Scenario scenario = new();
        Fifo.Create(Path.Combine(scenario.Repo.DotGit, "HEAD"));
        CliAssert.Refused(65, "repository_corrupt", Cli.Run(scenario.Passing()));
    }

    [Fact]
    public void Work_that_ends_in_time_is_not_stalled()
    {
        GatesResult expected = new(null, new(ReasonCodes.NothingRequested, "x"));
        Assert.Same(expected, new StallWatch(TimeProvider.System, () => 0, _ => { }).Run(_ => expected, CancellationToken.None));
    }

    [Fact]
    public void A_failure_of_the_work_comes_through_as_it_was()
    {
        StallWatch watch = new(TimeProvider.System, () => 0, _ => { });
        Assert.Equal("as it was", Assert.Throws<NotSupportedException>(() => watch.Run(_ => throw new NotSupportedException("as it was"), CancellationToken.None)).Message);
    }

    [Fact]
    public void Progress_is_what_tells_slow_work_from_stalled_work()
    {
        GatesResult expected = new(null, new(ReasonCodes.NothingRequested, "x"));
        using ManualResetEventSlim enough = new();
        long looks = 0;
        StallWatch moving = new(new TenSecondsAtEveryLook(), Count, _ => { });
        Assert.Same(expected, moving.Run(_ => Block(enough), CancellationToken.None));
        Assert.True(looks > 10);

        enough.Reset();
        StallWatch still = new(new TenSecondsAtEveryLook(), () => 5, _ => { });
        Assert.Equal(ReasonCodes.RepositoryStalled, still.Run(_ => Block(enough), CancellationToken.None).Refusal!.Reason);
        enough.Set();

        GatesResult Block(ManualResetEventSlim until)
        {
            until.Wait(TestKit.Run.Limit);
            return expected;
        }

        long Count()
        {
            looks++;
            if (looks > 10)
            {
                enough.Set();
            }

            return looks;
        }
    }

    [Fact]
    public void An_interrupt_ends_a_run_that_waits_for_a_file()
    {
        using Scenario scenario = new();
        AssertInterrupted(scenario, "INT", ["--json"]);
    }

    [Fact]
    public void A_request_to_terminate_ends_a_run_that_waits_for_a_file()
    {
        using Scenario scenario = new();
        AssertInterrupted(scenario, "TERM", []);
    }

    private static void AssertStalls(Scenario scenario, string pipe)
    {
        Fifo.Create(pipe);
        GateRunner runner = new(TimeProvider.System);
        GatesRequest request = new() { RepositoryPath = scenario.Repo.Path, Base = scenario.Base, Head = scenario.Head, FeatureKey = Scenario.Key, OnlyGate = GateIds.FeatureKey };
        StallWatch watch = new(new TenSecondsAtEveryLook(), () => runner.CommitsRead, _ => { });
        using ManualResetEventSlim ended = new();
        GatesResult result = watch.Run(cancellation =>
        {
            try
            {
                return runner.Run(request, cancellation);
            }
            finally
            {
                ended.Set();
            }
        }, CancellationToken.None);
        Assert.Equal(ReasonCodes.RepositoryStalled, result.Refusal?.Reason);
        // It is this pipe that the work waits for. Held open, it lets the work go to its end, so that nothing of this test stays behind.
        Assert.False(ended.IsSet);
        using FileStream held = Fifo.WaitForReader(pipe);
        Assert.True(ended.Wait(TestKit.Run.Limit));
    }

    private static void AssertInterrupted(Scenario scenario, string signal, string[] more)
    {
        // The first pipe tells that the work has begun; the second one, later on its way, never lets it come to a verdict.
        string begun = Path.Combine(scenario.Repo.DotGit, "config");
        Fifo.Create(begun);
        Fifo.Create(LooseObject.Path(scenario.Repo, scenario.Second));
        string[] arguments = ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", scenario.Head, "--feature-key", Scenario.Key, .. more];
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        using Process process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT,TERM", Cli.Executable, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            using FileStream held = Fifo.WaitForReader(begun);
            TestKit.Run.Program("/bin/sh", ["-c", $"kill -{signal} {process.Id}"]);
            Assert.True(process.WaitForExit(TestKit.Run.Limit), "The process did not end.");
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal(130, process.ExitCode);
        CliResult result = new(process.ExitCode, output.Result, error.Result);
        if (more.Length > 0)
        {
            CliAssert.Refused(130, "interrupted", result);
        }
        else
        {
            Assert.Empty(result.Out);
            Assert.StartsWith("error: interrupted:", result.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>A clock that is ten seconds further at every look.</summary>
    private sealed class TenSecondsAtEveryLook : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds += 10;
    }
}
