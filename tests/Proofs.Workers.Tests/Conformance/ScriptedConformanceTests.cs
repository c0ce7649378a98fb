using System.Text;
using Proofs.Runs.Work;
using Proofs.Workers.Scripted;

namespace Proofs.Workers.Tests.Conformance;

/// <summary>Scenarios as workers.</summary>
public sealed class ScriptedConformanceTests : WorkerConformance
{
    public static TheoryData<SituationKind> Situations => AllBut(
        (SituationKind.Garbage, "A scenario with a result that is no object is refused when it is read."),
        (SituationKind.Flood, "What it answers was read whole before anything began."),
        (SituationKind.Secrets, "It is given none."),
        (SituationKind.ChildLeft, "It starts no process."));

    [Theory]
    [MemberData(nameof(Situations))]
    public Task It_does_what_every_worker_does(SituationKind kind) => Holds(kind);

    protected override Trial Set(Situation situation, TimeProvider time)
    {
        string scene = situation.Kind switch
        {
            SituationKind.Refusal => """{"role":"dev","failure":{"class":"auth_failure","reason":"It was let in nowhere.","retryable":false}}""",
            SituationKind.Timeout or SituationKind.Cancel => """{"role":"dev","delay_ms":600000,"result":{}}""",
            SituationKind.Crash => """{"role":"dev","failure":{"class":"process_exit","reason":"It fell over."}}""",
            _ => """{"role":"dev","delay_ms":10,"result":{}}""",
        };
        Scenario? scenario = Scenario.Read(Encoding.UTF8.GetBytes($$"""{"schema":"proofs.scenario/v1","turns":[{{scene}}]}"""), out string? problem);
        Assert.True(scenario is not null, problem);
        return new(new ScriptedWorker(scenario, time), Orders.Of(Folder.Path) with { TimeLimit = situation.Kind is SituationKind.Timeout ? TimeSpan.FromMilliseconds(400) : TimeSpan.FromHours(1) });
    }
}
