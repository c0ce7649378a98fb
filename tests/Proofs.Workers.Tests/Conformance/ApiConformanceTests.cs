using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using Proofs.Workers.Tests.Api;
using TestKit.Models;

namespace Proofs.Workers.Tests.Conformance;

/// <summary>Models behind an API as workers.</summary>
public sealed class ApiConformanceTests : WorkerConformance
{
    private ModelServer? _server;
    private ApiWorker? _worker;

    public static TheoryData<SituationKind> Situations => AllBut((SituationKind.ChildLeft, "It starts no process."));

    [Theory]
    [MemberData(nameof(Situations))]
    public Task It_does_what_every_worker_does(SituationKind kind) => Holds(kind);

    protected override Trial Set(Situation situation, TimeProvider time)
    {
        ModelAnswer done = ModelAnswer.Says(Desk.Result, 10, 10);
        ModelServer server = _server = new(situation.Kind switch
        {
            SituationKind.Refusal => ModelAnswer.Says("I would rather not.", 10, 10, "refusal"),
            SituationKind.Timeout or SituationKind.Cancel => done with { Manner = ModelManner.Silent },
            SituationKind.Crash => done with { Manner = ModelManner.Cut },
            SituationKind.Garbage => ModelAnswer.Says("{\"schema_version\":", 10, 10),
            SituationKind.Flood => done with { Padding = situation.Bytes },
            SituationKind.Secrets => ModelAnswer.Error(400, "invalid_request_error", $"What is {Secret}?").With("request-id", Secret),
            _ => done,
        });
        _worker = new(new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ANTHROPIC_API_KEY"] = Secret } }, time);
        WorkOrder order = Orders.Of(Folder.Path, "qa", WriteAuthority.ReviewOnly, settings: Desk.Anthropic(server.Address).ToJsonString(), type: "api_proxy");
        return new(_worker, order with { TimeLimit = situation.Kind is SituationKind.Timeout ? TimeSpan.FromMilliseconds(400) : TimeSpan.FromHours(1) })
        {
            HasBegun = () => server.Requests.Count > 0,
        };
    }

    protected override void Dispose(bool isDisposing)
    {
        _worker?.Dispose();
        _server?.Dispose();
        base.Dispose(isDisposing);
    }
}
