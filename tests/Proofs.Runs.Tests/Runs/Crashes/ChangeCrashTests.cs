using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Proposals;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>Every kind of change, cut off behind each of its steps, and recoveries that are cut off themselves.</summary>
public sealed class ChangeCrashTests
{
    /// <summary>What can be cut off: how the project gets there, the change, and how many entries it adds to the journal.</summary>
    private static readonly Dictionary<string, (Func<Project> Before, Func<RunnerInterface, RunnerResult> Change, int Entries)> Kinds = new(StringComparer.Ordinal)
    {
        ["init"] = (() => new Project(), runner => runner.InitRun(), 2),
        ["assign"] = (Begun, runner => runner.AssignTurn("pm"), 1),
        ["reject"] = (() => Staged(), runner => runner.RejectTurn("No."), 1),
        ["reissue"] = (() => Staged(), runner => runner.ReissueTurn("Another one."), 1),
        ["accept"] = (() => Staged(), runner => runner.AcceptTurn(), 1),
        ["approve"] = (Waiting, runner => runner.ApprovePhaseGate(), 1),
        ["block"] = (() => Staged(), runner => runner.Escalate("Somebody has to look."), 1),
        ["checkpoint"] = (Changed, runner => runner.CheckpointTurn(_ => (new string('a', 40), null)), 1),
        ["apply"] = (Proposed, runner => runner.ApplyProposal(Only(runner)), 2),
        ["discard"] = (Proposed, runner => runner.RejectProposal(Only(runner), "No."), 1),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_off_behind_any_step_it_happens_once_or_not_at_all(string kind)
    {
        int steps = Steps(kind);
        Assert.True(steps > 4, $"{kind} has {steps} steps.");
        for (int step = 1; step <= steps; step++)
        {
            using Project project = Kinds[kind].Before();
            int entries = Entries(project);
            CutOff(project, step, runner => Kinds[kind].Change(runner));
            AssertWhole(project, kind, entries, $"{kind}, step {step} of {steps}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recovery_that_is_cut_off_at_every_step_is_carried_on_by_the_next(string kind)
    {
        // What is left behind the first step is all of it.
        using Project project = Kinds[kind].Before();
        int entries = Entries(project);
        CutOff(project, 1, runner => Kinds[kind].Change(runner));
        int step = 0;
        while (CutOff(project, ++step, runner => runner.LoadState()))
        {
            Assert.True(step < 200, "Recovery never ends.");
        }

        Assert.True(step > 3, $"Only {step} steps of recovery were cut off.");
        AssertWhole(project, kind, entries, kind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_object_goes_on_once_the_disk_takes_it_again(string kind)
    {
        int steps = Steps(kind);
        for (int step = 1; step <= steps; step++)
        {
            using Project project = Kinds[kind].Before();
            int entries = Entries(project);
            int left = step;
            RunnerInterface runner = New(project, _ =>
            {
                if (--left == 0)
                {
                    throw new IOException("No space left on device");
                }
            });
            RunnerResult failed = Kinds[kind].Change(runner);
            Assert.True(failed.Ok || failed.Refusal.Reason == RunCodes.StorageFailed, failed.Refusal?.Message);
            RunnerResult loaded = runner.LoadState();
            Assert.True(loaded.Ok, $"{kind}, step {step}: {loaded.Refusal?.Message}");
            AssertWhole(project, kind, entries, $"{kind}, step {step} of {steps}");
        }
    }

    private static int Entries(Project project) => project.Lines(".agentxchain/journal.jsonl").Length;

    private static int Steps(string kind)
    {
        using Project project = Kinds[kind].Before();
        int steps = 0;
        Project.Ok(Kinds[kind].Change(New(project, _ => steps++)));
        return steps;
    }

    /// <summary>Lets a runner do something and ends it behind a step; whether there was one.</summary>
    private static bool CutOff(Project project, int step, Action<RunnerInterface> change)
    {
        try
        {
            change(New(project, _ =>
            {
                if (--step == 0)
                {
                    throw new PowerFailure();
                }
            }));
            return false;
        }
        catch (PowerFailure)
        {
            // As a process that is gone: nothing of it goes on.
            return true;
        }
    }

    private static void AssertWhole(Project project, string kind, int entries, string at)
    {
        RunnerInterface next = project.Again();
        RunnerResult loaded = next.LoadState();
        Assert.True(loaded.Ok, $"{at}: {loaded.Refusal?.Message}");
        RunVerification verified = next.Verify();
        Assert.True(verified.Holds, $"{at}: {string.Join("; ", verified.Problems.Select(problem => problem.Message))}");
        Assert.True(Entries(project) == entries + Kinds[kind].Entries, $"{at}: the journal had {entries} entries and has {Entries(project)}.");
        Assert.All(new[] { "accept", "change" }.Select(name => project.In($".agentxchain/transactions/{name}")).Where(Directory.Exists), notes => Assert.Empty(Directory.EnumerateFiles(notes)));
        string[] events = [.. project.Lines(".agentxchain/events.jsonl").Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["event_id"]!.ToString())];
        Assert.Equal(events, events.Distinct(StringComparer.Ordinal));
        HistoryEntry[] history = [.. ProtocolRecords.ReadHistory(File.Exists(project.In(".agentxchain/history.jsonl")) ? File.ReadAllBytes(project.In(".agentxchain/history.jsonl")) : [], out _)];
        Assert.Equal(history.Length, history.Select(entry => entry.TurnId).Distinct(StringComparer.Ordinal).Count());
    }

    private static RunnerInterface New(Project project, Action<string> fault) => new(project.Root, project.Runner.Configuration, project.Time, new() { Fault = fault });

    private static Project Begun()
    {
        Project project = new();
        Project.Ok(project.Runner.InitRun());
        return project;
    }

    private static Project Staged(Action<System.Text.Json.Nodes.JsonObject>? alter = null)
    {
        Project project = Begun();
        project.Stage(project.Dispatch("pm"), alter);
        return project;
    }

    private static Project Waiting()
    {
        Project project = Staged(result => result["phase_transition_request"] = "implementation");
        Project.Ok(project.Runner.AcceptTurn());
        return project;
    }

    private static Project Changed()
    {
        Project project = Waiting();
        Project.Ok(project.Runner.ApprovePhaseGate());
        project.Stage(project.Dispatch("dev"));
        Project.Ok(project.Runner.AcceptTurn());
        return project;
    }

    private static Project Proposed()
    {
        Project project = ProposingProject.Begin();
        project.Propose();
        return project;
    }

    private static string Only(RunnerInterface runner) => runner.ListProposals(out _).Single().TurnId;

    /// <summary>No exception that anything catches.</summary>
    private sealed class PowerFailure : Exception;
}
