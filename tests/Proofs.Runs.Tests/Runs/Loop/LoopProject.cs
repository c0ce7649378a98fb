using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>A project on disk with loops that drive it.</summary>
internal sealed class LoopProject : IDisposable
{
    /// <summary>Nothing in a test takes as long.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private int _hanging;

    internal LoopProject(string? configuration = null)
    {
        Write("agentxchain.json", configuration ?? Configuration);
        RunnerContext context = RunnerInterface.LoadContext(_folder.Path, Clock);
        Assert.Empty(context.Problems);
        Runner = context.Runner!;
    }

    internal const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo", "goal": "Show it." },
          "roles": {
            "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "desk" },
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "desk" },
            "ops": { "title": "Ops", "mandate": "Run", "write_authority": "authoritative", "runtime": "desk" },
            "qa": { "title": "QA", "mandate": "Check", "write_authority": "review_only", "runtime": "desk" }
          },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": {
            "planning": { "entry_role": "pm", "allowed_next_roles": ["pm", "dev", "human"], "exit_gate": "plan" },
            "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "ops", "qa", "human"], "max_concurrent_turns": 1 },
            "check": { "entry_role": "qa", "allowed_next_roles": ["qa", "dev", "human"], "exit_gate": "ship" }
          },
          "gates": { "plan": { "requires_human_approval": true }, "ship": { "requires_human_approval": true } },
          "workflow_kit": {}
        }
        """;

    internal static string Parallel { get; } = Configuration.Replace("\"max_concurrent_turns\": 1", "\"max_concurrent_turns\": 3", StringComparison.Ordinal);

    internal LoopClock Clock { get; } = new();

    internal RunnerInterface Runner { get; }

    internal List<RunLoopEvent> Events { get; } = [];

    internal string Root => _folder.Path;

    internal RunState State => Runner.LoadState().State!;

    internal string In(string path) => Path.Combine(Root, path);

    internal string[] Lines(string path) => File.Exists(In(path)) ? File.ReadAllLines(In(path)) : [];

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    /// <summary>Callbacks that do every turn at once, leave each phase with its first turn, and approve.</summary>
    internal RunLoopCallbacks Callbacks(Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>>? dispatch = null) => new()
    {
        Dispatch = dispatch ?? ((request, _) => Task.FromResult(Done(request))),
        ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.Approved),
        OnEvent = Events.Add,
    };

    internal async Task<RunLoopResult> RunAsync(RunLoopCallbacks callbacks, RunLoopOptions? options = null, CancellationToken cancellation = default)
    {
        RunLoopResult result = await RunLoop.RunAsync(Runner, callbacks, options ?? new() { LockWait = TimeSpan.Zero }, cancellation).WaitAsync(Limit, CancellationToken.None);
        JsonElement[] events = [.. Lines(".agentxchain/events.jsonl").Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Empty(EventChecks.CheckOrder(events).Select(problem => problem.Message));
        return result;
    }

    internal Task<RunLoopResult> RunAsync(Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> dispatch, RunLoopOptions? options = null, CancellationToken cancellation = default) => RunAsync(Callbacks(dispatch), options, cancellation);

    internal Task<RunLoopResult> RunAsync(Func<DispatchRequest, DispatchOutcome> dispatch, RunLoopOptions? options = null) => RunAsync(Callbacks((request, _) => Task.FromResult(dispatch(request))), options);

    /// <summary>A result that leaves the phase.</summary>
    internal static DispatchOutcome Done(DispatchRequest request, Action<JsonObject>? alter = null) => DispatchOutcome.Done(Result(request, result =>
    {
        Leave(request, result);
        alter?.Invoke(result);
    }));

    internal static void Leave(DispatchRequest request, JsonObject result)
    {
        if (request.Configuration.NextPhase(request.State.Phase) is { } next)
        {
            result["phase_transition_request"] = next.Name;
        }
        else
        {
            result["run_completion_request"] = true;
        }
    }

    internal static byte[] Result(DispatchRequest request, Action<JsonObject>? alter = null)
    {
        Turn turn = request.Turn;
        bool reviews = turn.AssignedRole is "pm" or "qa";
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = turn.RunId,
            ["turn_id"] = turn.TurnId,
            ["role"] = turn.AssignedRole,
            ["runtime_id"] = turn.RuntimeId,
            ["status"] = "completed",
            ["summary"] = "Did it.",
            ["decisions"] = new JsonArray(),
            ["objections"] = reviews ? new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Thin.", ["status"] = "raised" }) : [],
            ["files_changed"] = reviews ? [] : new JsonArray($"src/{turn.AssignedRole}.txt"),
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = reviews ? "review" : "workspace" },
            ["proposed_next_role"] = turn.AssignedRole == "pm" ? "dev" : "qa",
        };
        alter?.Invoke(result);
        foreach (string path in (result["files_changed"] as JsonArray ?? []).Select(file => file?.ToString() ?? string.Empty).Where(path => path.StartsWith("src/", StringComparison.Ordinal)))
        {
            string full = Path.Combine(request.Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, $"{turn.TurnId} {turn.Attempt}");
        }

        return Encoding.UTF8.GetBytes(result.ToJsonString());
    }

    /// <summary>A worker that does nothing until it is told to stop.</summary>
    internal async Task HangAsync(CancellationToken token)
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    }

    /// <summary>Moves the clock until something is done; only while a worker hangs, unless something else is waited for.</summary>
    internal async Task AdvanceUntilAsync(Task done, TimeSpan step, Func<bool>? when = null)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!done.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Limit, "It never ended.");
            if (when?.Invoke() ?? Volatile.Read(ref _hanging) > 0)
            {
                Clock.Advance(step);
            }

            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }
    }

    public void Dispose() => _folder.Dispose();
}
