using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>What a turn's word is worth, and what is good enough for a gate.</summary>
public sealed class NormalizedVerificationTests
{
    [Theory]
    [InlineData("pass", null, 0, null, "attested_pass", "attested", false)]
    [InlineData("pass", "not_executed", 0, null, "attested_pass", "attested", false)]
    [InlineData("pass", "wonderful", 0, null, "attested_pass", "attested", false)]
    [InlineData("pass", "match", 0, null, "pass", "replayed", true)]
    [InlineData("pass", "match", 3, 3, "pass", "replayed", true)]
    [InlineData("pass", "match", 3, null, "not_reproducible", "replayed", false)]
    [InlineData("pass", "mismatch", 0, null, "not_reproducible", "replayed", false)]
    [InlineData("fail", null, 0, null, "fail", "attested", false)]
    [InlineData("fail", "match", 0, null, "fail", "replayed", false)]
    [InlineData("skipped", null, 0, null, "skipped", "attested", false)]
    [InlineData("skipped", "match", 0, null, "skipped", "replayed", false)]
    [InlineData(null, "match", 0, null, "skipped", "replayed", false)]
    [InlineData(null, null, 0, null, "skipped", "attested", false)]
    public void Only_what_was_run_again_is_a_pass(string? claimed, string? overall, int exit, int? expected, string status, string grade, bool isReproducible)
    {
        foreach (string runtime in new[] { "manual", "local_cli", "api_proxy", "mcp", "remote_agent" })
        {
            NormalizedVerification worth = NormalizedVerifications.Of(Claiming(claimed), runtime, overall is null ? null : new VerificationReplay { Overall = overall, Commands = [new MachineEvidence { Command = "make", ExitCode = exit, ExpectedExitCode = expected }] });
            Assert.Equal((status, grade, isReproducible), (worth.Status, worth.Grade, worth.Reproducible));
            Assert.False(string.IsNullOrEmpty(worth.Reason));
        }
    }

    [Fact]
    public void A_replay_of_nothing_shows_nothing() =>
        Assert.Equal("attested_pass", NormalizedVerifications.Of(Claiming("pass"), "local_cli", new VerificationReplay { Overall = "match" }).Status);

    [Fact]
    public void The_reason_names_who_says_so() => Assert.Contains("api_proxy", NormalizedVerifications.Of(Claiming("pass"), "api_proxy", null).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("pass", true, "replayed", true, true)]
    [InlineData("pass", false, "replayed", true, false)]
    [InlineData("pass", true, "attested", true, false)]
    [InlineData("pass", true, null, true, false)]
    [InlineData("attested_pass", false, "attested", true, false)]
    [InlineData("attested_pass", true, "replayed", true, false)]
    [InlineData("not_reproducible", false, "replayed", false, false)]
    [InlineData("fail", false, "replayed", false, false)]
    [InlineData("skipped", false, "attested", false, false)]
    [InlineData("", true, "replayed", false, false)]
    public void A_gate_that_wants_a_replay_takes_nothing_less(string status, bool isReproducible, string? grade, bool holds, bool holdsWhenRequired)
    {
        NormalizedVerification worth = new() { Status = status, Reproducible = isReproducible, Grade = grade };
        Assert.Equal(holds, VerificationPredicate.Holds(worth, requireReproducible: false));
        Assert.Equal(holdsWhenRequired, VerificationPredicate.Holds(worth, requireReproducible: true));
    }

    private static TurnResult Claiming(string? status) =>
        new() { Verification = status is null ? null : new Verification { Status = Enum.Parse<VerificationStatus>(status, ignoreCase: true) } };
}
