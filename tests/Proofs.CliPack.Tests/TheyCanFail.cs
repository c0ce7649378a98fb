using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>For every claim commands that break just that: exactly this claim turns red, and the proof with it. In three classes, which run beside each other.</summary>
internal static class TheyCanFail
{
    /// <summary>Has the proof told with a broken command.</summary>
    /// <param name="breakage">What is broken.</param>
    /// <param name="claim">The claim that turns red.</param>
    internal static async Task AtAsync(string breakage, string claim)
    {
        using BrokenProgram program = new(breakage);
        Payload told = await CliAutoApproveProof.TellAsync(program.Path, "loopback");
        Assert.Equal([claim], told.Claims.Where(each => each.Result == "fail").Select(each => each.Id));
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
        Assert.DoesNotContain("sk-ant-", System.Text.Encoding.UTF8.GetString(told.ToJson()), StringComparison.Ordinal);
    }
}

/// <summary>What the command leaves.</summary>
public sealed class BrokenRecordsTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "ends-with-three", "exit.zero" },
        { "says-that-it-failed", "exit.zero" },
        { "ignores-the-flag", "gates.approved" },
        { "counts-a-gate-too-many", "gates.approved" },
        { "loses-a-decision", "records.complete" },
        { "swaps-the-turns", "records.complete" },
        { "leaves-the-run-active", "records.complete" },
        { "forgets-the-talk", "records.complete" },
        { "drops-the-report", "reports.written" },
        { "names-another-report", "reports.written" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public Task A_command_that_leaves_other_records_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.AtAsync(breakage, claim);

    [Fact]
    public void Every_claim_has_a_command_that_breaks_it() =>
        Assert.Empty(CliAutoApproveProof.Says.Select(claim => claim.Id).Except(Broken.Concat(BrokenEvidenceTests.Broken).Concat(BrokenOutcomeTests.Broken).Select(row => (string)row[1]), StringComparer.Ordinal));

    [Fact]
    public async Task A_wrapped_command_that_breaks_nothing_passes()
    {
        using BrokenProgram program = new("nothing");
        Payload told = await CliAutoApproveProof.TellAsync(program.Path, "loopback");
        Assert.True(told.Result == "pass", Prove.Describe(told));
    }
}

/// <summary>What the command says of the model, of money and of its own evidence.</summary>
public sealed class BrokenEvidenceTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "answers-itself", "dispatch.answered" },
        { "repeats-an-id", "dispatch.answered" },
        { "forges-the-grade", "dispatch.grade" },
        { "says-a-better-grade", "dispatch.grade" },
        { "rounds-the-cost", "cost.adds_up" },
        { "makes-up-the-cost", "cost.adds_up" },
        { "does-not-know-the-cost", "cost.adds_up" },
        { "spoils-the-export", "evidence.holds" },
        { "does-not-verify", "evidence.holds" },
        { "says-yes-and-ends-with-one", "evidence.holds" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public Task A_command_whose_evidence_is_wrong_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.AtAsync(breakage, claim);
}

/// <summary>What the command does where a run cannot be completed, and with its key.</summary>
public sealed class BrokenOutcomeTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "ends-with-zero-where-blocked", "blocked.not_zero" },
        { "completes-what-is-blocked", "blocked.not_zero" },
        { "asks-again", "blocked.not_zero" },
        { "approves-everything", "held.not_zero" },
        { "ends-with-one-where-held", "held.not_zero" },
        { "writes-its-key-down", "key.kept" },
        { "prints-its-key", "key.kept" },
        { "says-its-key", "key.kept" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public Task A_command_that_makes_light_of_it_turns_its_own_claim_red(string breakage, string claim) => TheyCanFail.AtAsync(breakage, claim);

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
