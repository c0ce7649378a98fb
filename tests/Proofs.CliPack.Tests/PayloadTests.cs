using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.RunnerPack.Tests;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>What the proof leaves behind when it passes, fails and is skipped. tests/Repo.Tests holds these files to the schema. The one that passes is what the pack's program wrote: see PackProgramTests.</summary>
public sealed class PayloadTests
{
    [Fact]
    public async Task Cli_auto_approve_that_fails() => Verify(await CliAutoApproveProof.TellAsync(null, "loopback", answers: [[new JsonObject { ["status"] = 401 }]]), nameof(Cli_auto_approve_that_fails));

    [Fact]
    public async Task Cli_auto_approve_that_is_skipped() => Verify(await CliAutoApproveProof.TellAsync(null, "live", " "), nameof(Cli_auto_approve_that_is_skipped));

    /// <summary>Compares with the approved file. Where the command lies and which version it has is another matter.</summary>
    internal static void Verify(Payload told, string member) =>
        Snapshot.Verify(Scrubbed.Of(told.CliPath is null ? told : told with { CliPath = "/proofs", CliVersion = "0.0.0" }), member: member);
}
