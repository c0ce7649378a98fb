using Proofs.Runs.Work;
using Proofs.Workers.Api;
using Proofs.Workers.LocalCli;
using Proofs.Workers.Manual;
using Proofs.Workers.Scripted;

namespace Proofs.Cli.Run;

/// <summary>Who does the turns: by the kind of a turn's runtime, or a scenario for all of them.</summary>
internal sealed class WorkerSet
{
    private readonly IWorker? _scripted;
    private readonly Dictionary<string, IWorker> _byType;

    /// <summary>Chooses the workers.</summary>
    /// <param name="scenario">What is played instead of asking anybody, or null.</param>
    /// <param name="manual">How a person is asked; null when nobody is there.</param>
    /// <param name="local">What programs of agents get, and are held to.</param>
    /// <param name="api">What models behind an API are asked with.</param>
    /// <param name="time">The clock.</param>
    internal WorkerSet(Scenario? scenario, ManualOptions? manual, LocalCliOptions local, ApiWorkerOptions api, TimeProvider time)
    {
        _scripted = scenario is null ? null : new ScriptedWorker(scenario, time);
        _byType = new(StringComparer.Ordinal) { ["local_cli"] = new LocalCliWorker(local, time), ["api_proxy"] = new ApiWorker(api, time) };
        if (manual is not null)
        {
            _byType.Add("manual", new ManualWorker(manual, time));
        }
    }

    /// <summary>Whether somebody is there for a kind of runtime.</summary>
    internal bool Has(string type) => _scripted is not null || _byType.ContainsKey(type);

    internal IWorker? Choose(WorkOrder order) => _scripted ?? _byType.GetValueOrDefault(order.Runtime.Type);
}
