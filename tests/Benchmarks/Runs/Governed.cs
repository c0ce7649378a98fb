using System.Diagnostics;
using System.Globalization;
using System.Text;
using Proofs.Runs.Runs;

namespace Benchmarks.Runs;

/// <summary>Turns on a real folder, each as a runner takes it: from the assignment to the acceptance, and to the commit where the folder is a git checkout.</summary>
internal sealed class Governed
{
    internal const string Configuration = """
        {"schema_version":"1.0","project":{"id":"bench","name":"Bench"},
         "roles":{"dev":{"title":"Dev","mandate":"Build","write_authority":"authoritative","runtime":"shell"}},
         "runtimes":{"shell":{"type":"local_cli","command":["true"]}},
         "routing":{"implementation":{"entry_role":"dev","allowed_next_roles":["dev","human"]}},"workflow_kit":{}}
        """;

    private readonly string _folder;
    private readonly bool _isGit;
    private readonly RunnerInterface _runner;
    private readonly SortedDictionary<string, List<double>> _parts = new(StringComparer.Ordinal);
    private double _own;

    internal Governed(string folder)
    {
        _folder = folder;
        _isGit = Directory.Exists(Path.Combine(folder, ".git"));
        RunnerContext context = RunnerInterface.LoadContext(folder, TimeProvider.System);
        _runner = context.Runner ?? throw new InvalidOperationException(context.Problems[0].Message);
        if (_runner.LoadState().State!.RunId is null)
        {
            Done(_runner.InitRun());
        }
    }

    /// <summary>Takes turns; gives the time of each but for the worker's, in milliseconds.</summary>
    internal double[] Take(int turns)
    {
        double[] times = new double[turns];
        for (int i = 0; i < turns; i++)
        {
            _own = 0;
            One();
            times[i] = _own;
        }

        return times;
    }

    /// <summary>The median of each step, in milliseconds.</summary>
    internal string Parts() => string.Join(' ', _parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key}={Median(part.Value):0.0}")));

    internal static double Median(IEnumerable<double> times) => times.Order().ElementAt(times.Count() / 2);

    private void One()
    {
        Turn turn = Step("1-assign", () => _runner.AssignTurn("dev")).Turn!;
        Step("2-refresh", () => _runner.RefreshTurnBaselineSnapshot());
        Step("3-bundle", () => _runner.WriteDispatchBundle() is { Refusal: { } refusal } ? throw new InvalidOperationException(refusal.Message) : new());
        Step("4-manifest", () => _runner.FinalizeDispatchManifest());
        Step("5-dispatched", () => _runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched));
        Work(turn);
        Step("6-accept", () => _runner.AcceptTurn());
        if (_isGit)
        {
            Step("7-checkpoint", () => _runner.CheckpointTurn());
        }
    }

    /// <summary>What the worker does is not ours.</summary>
    private void Work(Turn turn)
    {
        File.WriteAllText(Path.Combine(_folder, "work.txt"), turn.TurnId + "\n");
        string staged = Path.Combine(_folder, RunnerInterface.GetTurnStagingResultPath(turn.TurnId));
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        File.WriteAllBytes(staged, Encoding.UTF8.GetBytes($$"""
            {"schema_version":"1.0","run_id":"{{turn.RunId}}","turn_id":"{{turn.TurnId}}","role":"dev","runtime_id":"shell","status":"completed",
             "summary":"Wrote the file anew.","decisions":[],"objections":[],"files_changed":["work.txt"],
             "verification":{"status":"pass","commands":["make test"],"evidence_summary":"ok","machine_evidence":[{"command":"make test","exit_code":0}]},
             "artifact":{"type":"workspace","ref":null},"proposed_next_role":"dev","cost":{"input_tokens":1200,"output_tokens":300,"usd":0.012} }
            """));
    }

    private RunnerResult Step(string name, Func<RunnerResult> take)
    {
        long from = Stopwatch.GetTimestamp();
        RunnerResult result = take();
        double time = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        _own += time;
        if (!_parts.TryGetValue(name, out List<double>? times))
        {
            _parts.Add(name, times = []);
        }

        times.Add(time);
        return Done(result);
    }

    private static RunnerResult Done(RunnerResult result) => result.Ok ? result : throw new InvalidOperationException($"{result.Refusal.Reason}: {result.Refusal.Message}");
}
