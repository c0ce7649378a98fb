using System.Globalization;
using Proofs.Runs.Work;
using Proofs.Workers.LocalCli;
using Proofs.Workers.Tests.LocalCli;

namespace Proofs.Workers.Tests.Conformance;

/// <summary>Programs as workers.</summary>
public sealed class LocalCliConformanceTests : WorkerConformance
{
    public static TheoryData<SituationKind> Situations => AllBut();

    [Theory]
    [MemberData(nameof(Situations))]
    public Task It_does_what_every_worker_does(SituationKind kind) => Holds(kind);

    protected override Trial Set(Situation situation, TimeProvider time)
    {
        LocalCliOptions options = Stub.Options(("THE_KEY", Secret));
        LocalCliWorker worker = new(options with { PassedVariables = [.. options.PassedVariables, "THE_KEY"] }, time);
        string pid = Folder.In("pid");
        WorkOrder order = Stub.Order(Folder, situation.Kind switch
        {
            SituationKind.Success => ["say=working", "result"],
            SituationKind.Refusal => ["complain=Error: 401 Unauthorized", "exit=1"],
            SituationKind.Timeout => ["say=working", "ignore-term", "wait"],
            SituationKind.Crash => ["say=working", "crash=9"],
            SituationKind.Garbage => ["result={\"schema_version\":"],
            SituationKind.Flood => [$"generate={situation.Bytes.ToString(CultureInfo.InvariantCulture)}", "result"],
            SituationKind.Secrets => ["say-variable=THE_KEY", "say-in-two=THE_KEY", $"complain=Bearer {Secret}", "result-variable=THE_KEY"],
            SituationKind.Cancel => ["ignore-term", $"child={pid}", "wait"],
            SituationKind.ChildLeft => [$"child={pid}", "result"],
            _ => ["say=working", "result"],
        });
        return new(worker, order with { TimeLimit = situation.Kind is SituationKind.Timeout ? TimeSpan.FromMilliseconds(400) : TimeSpan.FromHours(1) })
        {
            HasBegun = () => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'),
            Processes = () => [int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture)],
        };
    }
}
