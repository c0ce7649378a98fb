using System.Text.Json.Nodes;
using Proofs.Evidence.Payloads;
using Proofs.Packs;
using TestKit;

namespace Proofs.Tests.Evidence.Payloads;

/// <summary>What the proofs write is what is read.</summary>
public sealed class PackPayloadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("pass")]
    [InlineData("fail")]
    [InlineData("skip")]
    public void A_payload_that_a_proof_saved_is_read_whatever_it_came_to(string result)
    {
        bool hasRun = result != "skip";
        Payload saved = new()
        {
            Proof = "run-loop",
            Grade = "loopback",
            Result = result,
            EvidenceGrade = hasRun ? "loopback" : null,
            SkipReason = hasRun ? null : "no server",
            RootCause = result == "fail" ? new("broken", "It broke.", "Mend it.") : null,
            Claims = [new("run.completed", "The run is completed.", result == "pass" ? "pass" : "not_evaluated", JsonValue.Create(true), null)],
            Runner = "Proofs.Runs",
            TurnsExecuted = hasRun ? 1 : null,
            Dispatches = hasRun ? [new JsonObject { ["worker"] = "api_proxy", ["evidence_grade"] = "loopback", ["request_id"] = null, ["endpoint_host"] = "127.0.0.1:8080" }] : [],
            AttemptsUsed = hasRun ? 1 : 0,
            AttemptHistory = hasRun ? [new(1, result, "completed", false, null)] : [],
            Timings = new(new(2026, 5, 1, 11, 0, 0, TimeSpan.Zero), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), 3_600_000),
            Environment = new("Linux", "X64", ".NET 10", 2),
            Code = new(new('a', 40), new('b', 40), true),
            Ci = hasRun ? new("acme/app", "proofs", "77", 2, null) : null,
        };
        saved.Save(_folder.Path);
        PayloadFile read = Assert.Single(PayloadFolder.Read(_folder.Path).Files);
        Assert.True(read is { Problem: null, DigestProblem: null }, read.Problem ?? read.DigestProblem);
        Assert.Equal(("run-loop.loopback.json", read.Name, result), (read.Name, read.NameItSays, read.Facts!.Result));
        Assert.Equal((hasRun ? 1 : 0, hasRun ? "77" : null, saved.Timings.FinishedAt), (read.Facts.Dispatches.Count, read.Facts.RunId, read.Facts.FinishedAt));
    }

    public void Dispose() => _folder.Dispose();
}
