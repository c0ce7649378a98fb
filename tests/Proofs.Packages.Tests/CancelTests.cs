using System.Collections;
using Microsoft.Build.Framework;
using Proofs.MSBuild;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>A build that is stopped is not kept waiting by a gate, and the gate says that it has no verdict.</summary>
public sealed class CancelTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("/tmp/none.stamp")]
    public async Task A_gate_that_waits_for_a_repository_ends_when_the_build_is_stopped(string? stamp)
    {
        using GitRepo repo = GitRepo.Create();
        string root = repo.Commit("Begin");
        string begun = Path.Combine(repo.DotGit, "config");
        Fifo.Create(LooseObject.Path(repo, root));
        Fifo.Create(begun);
        Engine engine = new();
        using BaselineGate gate = new() { BuildEngine = engine, Directory = repo.Path, RequiredBaseline = new string('a', 40), StampFile = stamp };
        Task<bool> running = Task.Factory.StartNew(gate.Execute, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await using (Fifo.WaitForReader(begun))
        {
            gate.Cancel();
            Assert.False(await running.WaitAsync(Run.Limit));
        }

        BuildErrorEventArgs error = Assert.Single(engine.Errors);
        Assert.StartsWith("interrupted:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_place_of_the_event_is_refused_at_once()
    {
        using GitRepo repo = GitRepo.Create();
        string pipe = Path.Combine(repo.Outside, "event.json");
        File.WriteAllText(pipe, string.Empty);
        Fifo.Create(pipe);
        Engine engine = new();
        using BaselineGate gate = new() { BuildEngine = engine, Directory = repo.Path, EventName = "push", EventPath = pipe };
        Assert.False(gate.Execute());
        Assert.StartsWith("event_invalid:", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    private sealed class Engine : IBuildEngine
    {
        internal List<BuildErrorEventArgs> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "one.csproj";

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

        public void LogWarningEvent(BuildWarningEventArgs e)
        {
        }

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => throw new NotSupportedException();
    }
}
