using System.Text;
using BrokenProofs;
using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>For every claim commands that break just that: exactly this claim turns red, and the proof with it.</summary>
internal static class TheyCanFail
{
    /// <summary>Every breakage and the claim that turns red by it.</summary>
    internal static IReadOnlyList<(string Breakage, string Claim)> All { get; } =
    [
        ("ends-with-three", "exit.zero"),
        ("says-that-it-failed", "exit.zero"),
        ("ignores-the-flag", "gates.approved"),
        ("counts-a-gate-too-many", "gates.approved"),
        ("loses-a-decision", "records.complete"),
        ("swaps-the-turns", "records.complete"),
        ("leaves-the-run-active", "records.complete"),
        ("forgets-the-talk", "records.complete"),
        ("drops-the-report", "reports.written"),
        ("names-another-report", "reports.written"),
        ("answers-itself", "dispatch.answered"),
        ("repeats-an-id", "dispatch.answered"),
        ("forges-the-grade", "dispatch.grade"),
        ("says-a-better-grade", "dispatch.grade"),
        ("rounds-the-cost", "cost.adds_up"),
        ("makes-up-the-cost", "cost.adds_up"),
        ("does-not-know-the-cost", "cost.adds_up"),
        ("spoils-the-export", "evidence.holds"),
        ("does-not-verify", "evidence.holds"),
        ("says-yes-to-everything", "evidence.holds"),
        ("says-yes-and-ends-with-one", "evidence.holds"),
        ("ends-with-zero-where-blocked", "blocked.not_zero"),
        ("completes-what-is-blocked", "blocked.not_zero"),
        ("asks-again", "blocked.not_zero"),
        ("approves-everything", "held.not_zero"),
        ("ends-with-one-where-held", "held.not_zero"),
        ("writes-its-key-down", "key.kept"),
        ("prints-its-key", "key.kept"),
        ("says-its-key", "key.kept"),
    ];

    /// <summary>Those that do something else than the command did when it was recorded: only a program can.</summary>
    internal static IReadOnlyList<string> DoOtherwise { get; } = ["ignores-the-flag", "answers-itself", "asks-again", "approves-everything"];

    internal static TheoryData<string, string> Rows(bool doOtherwise)
    {
        TheoryData<string, string> rows = [];
        foreach ((string breakage, string claim) in All.Where(row => DoOtherwise.Contains(row.Breakage, StringComparer.Ordinal) == doOtherwise))
        {
            rows.Add(breakage, claim);
        }

        return rows;
    }

    /// <summary>Nothing is red but the claim, and every other was looked at.</summary>
    internal static void Require(Payload told, string breakage, string claim)
    {
        Assert.Equal([claim], told.Claims.Where(each => each.Result == "fail").Select(each => each.Id));
        Assert.DoesNotContain("sk-ant-", Encoding.UTF8.GetString(told.ToJson()), StringComparison.Ordinal);
        if (breakage == "ignores-the-flag")
        {
            // A run that waits has neither an end nor reports: the story stops behind the red claim, and nobody looks at another.
            Assert.DoesNotContain(told.Claims, each => each.Result == "pass");
            Assert.Equal(("fail", "gate_held", 1), (told.Result, told.RootCause?.Code, told.AttemptsUsed));
            return;
        }

        Assert.DoesNotContain(told.Claims, each => each.Result == "not_evaluated");
        Assert.Equal(("fail", "claim_failed", 1), (told.Result, told.RootCause?.Code, told.AttemptsUsed));
        Assert.StartsWith(claim + ":", told.RootCause!.Message, StringComparison.Ordinal);
    }

    /// <summary>Has the proof told with a broken command in the real one's place.</summary>
    internal static async Task AtAsync(string breakage, string claim)
    {
        using BrokenProgram program = new(breakage);
        Require(await CliAutoApproveProof.TellAsync(program.Path, "loopback"), breakage, claim);
    }
}

/// <summary>Breakages in a copy of what the real command left and said.</summary>
public sealed class BrokenRecordingTests(Recording recording) : IClassFixture<Recording>
{
    public static TheoryData<string, string> Broken => TheyCanFail.Rows(doOtherwise: false);

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_record_that_is_broken_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.Require(await recording.TellAsync(breakage), breakage, claim);

    [Fact]
    public async Task A_record_that_is_not_broken_passes()
    {
        Payload told = await recording.TellAsync("nothing");
        Assert.True(told.Result == "pass", Prove.Describe(told));
    }

    [Fact]
    public void Every_claim_has_a_command_that_breaks_it() => Assert.Equal(CliAutoApproveProof.Says.Select(claim => claim.Id), TheyCanFail.All.Select(row => row.Claim).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Every_breakage_has_a_claim_that_it_breaks() => Assert.Equal(Breakage.All.Keys.Except(["nothing"], StringComparer.Ordinal), TheyCanFail.All.Select(row => row.Breakage));
}

/// <summary>Programs in the command's place that do otherwise than it does.</summary>
public sealed class BrokenProgramTests
{
    public static TheoryData<string, string> Broken => TheyCanFail.Rows(doOtherwise: true);

    [Theory]
    [MemberData(nameof(Broken))]
    public Task A_command_that_does_otherwise_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.AtAsync(breakage, claim);

    [Theory]
    [InlineData("/bin/true", "no_document")]
    [InlineData("/bin/false", "no_document")]
    [InlineData("/no/such/proofs", "program_not_started")]
    public async Task A_program_that_is_not_the_command_proves_nothing(string program, string code)
    {
        Payload told = await CliAutoApproveProof.TellAsync(program, "loopback");
        Assert.Equal(("fail", code, 1), (told.Result, told.RootCause?.Code, told.AttemptsUsed));
        Assert.DoesNotContain(told.Claims, claim => claim.Result == "pass");
    }
}

/// <summary>
/// Programs in the command's place that change what it left and said: one for each kind of it, for what a recording cannot show. PackProgramTests has one
/// that writes its key down, and one that breaks nothing.
/// </summary>
public sealed class WrappedProgramTests
{
    [Theory]
    [InlineData("loses-a-decision", "records.complete")]
    [InlineData("spoils-the-export", "evidence.holds")]
    public Task A_command_that_leaves_something_else_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.AtAsync(breakage, claim);
}
