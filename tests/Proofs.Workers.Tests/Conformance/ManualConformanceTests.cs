using Proofs.Runs.Work;
using Proofs.Workers.Manual;
using TestKit;

namespace Proofs.Workers.Tests.Conformance;

/// <summary>People as workers.</summary>
public sealed class ManualConformanceTests : WorkerConformance
{
    private readonly TempFolder _desk = new();

    public static TheoryData<SituationKind> Situations => AllBut(
        (SituationKind.Refusal, "A person who does not want to says so in a result, which is taken like any other."),
        (SituationKind.Crash, "Nothing runs that could."),
        (SituationKind.Secrets, "It is given none."),
        (SituationKind.ChildLeft, "It starts no process."));

    [Theory]
    [MemberData(nameof(Situations))]
    public Task It_does_what_every_worker_does(SituationKind kind) => Holds(kind);

    protected override Trial Set(Situation situation, TimeProvider time)
    {
        bool isAsked = false;
        WorkOrder order = Orders.Of(Folder.Path) with { TimeLimit = situation.Kind is SituationKind.Timeout ? TimeSpan.FromMilliseconds(400) : TimeSpan.FromHours(1) };
        ManualOptions options = new(_ =>
        {
            isAsked = true;
            if (situation.Kind is SituationKind.Success or SituationKind.ClockJump)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(order.StagingPath)!);
                File.WriteAllText(order.StagingPath, """{"schema_version":"1.0"}""");
            }
        })
        {
            ResultFile = situation.Kind is SituationKind.Garbage or SituationKind.Flood ? Handed(situation.Bytes) : null,
        };
        return new(new ManualWorker(options, time), order) { HasBegun = () => isAsked };
    }

    protected override void Dispose(bool isDisposing)
    {
        _desk.Dispose();
        base.Dispose(isDisposing);
    }

    /// <summary>A file of so many bytes, or of words.</summary>
    private string Handed(long bytes)
    {
        string path = _desk.In("result.json");
        File.WriteAllText(path, "I am done.");
        if (bytes > 0)
        {
            using FileStream file = File.OpenWrite(path);
            file.SetLength(bytes);
        }

        return path;
    }
}
