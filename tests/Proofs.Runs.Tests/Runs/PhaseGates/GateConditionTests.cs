using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>What a gate wants, for the next phase and for the run's end alike.</summary>
public sealed class GateConditionTests
{
    private const string Signoff = ".planning/PM_SIGNOFF.md";

    [Theory]
    [InlineData(null)]
    [InlineData("undefined")]
    public void A_phase_without_a_gate_is_open(string? exitGate)
    {
        GateSample sample = new() { ExitGate = exitGate, Gate = new() { RequiresFiles = ["a"], RequiresVerificationPass = true, RequiresHumanApproval = true }, Artifacts = [new("b")] };
        Assert.Equal((GateOutcome.Advance, null), (sample.Exit().Action, sample.Exit().GateId));
        Assert.Equal(GateOutcome.Complete, sample.AtEnd().End().Action);
    }

    [Fact]
    public void A_gate_that_wants_nothing_lets_pass()
    {
        Assert.Equal((GateOutcome.Advance, "gate"), (new GateSample().Exit().Action, new GateSample().Exit().GateId));
        Assert.Null(new GateSample().Exit().Reason);
    }

    [Theory]
    [InlineData("src/a.js")]
    [InlineData("./src//a.js")]
    [InlineData("src\\a.js")]
    public void A_required_file_has_to_be_there(string required)
    {
        GateSample sample = new() { Gate = new() { RequiresFiles = [required] } };
        Failed(sample, "gate_file_missing");
        Assert.Equal(["src/a.js"], sample.Exit().MissingFiles);
        Assert.Equal("requires_files predicate failed", sample.Exit().Reason);
        Assert.Contains("src/a.js", sample.Exit().Problems[0].Message, StringComparison.Ordinal);
        Passed(sample.With(("src/a.js", string.Empty)));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("src/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:/windows")]
    [InlineData("")]
    [InlineData("./.")]
    [InlineData("a\0b")]
    public void A_path_that_leads_outside_is_never_read_and_never_there(string required)
    {
        GateSample sample = new() { Gate = new() { RequiresFiles = [required] }, Files = new Dictionary<string, string>(StringComparer.Ordinal) { [required] = "there" } };
        Failed(sample, "gate_file_missing");
        Assert.Contains("no path inside the project", sample.Exit().Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".planning/PM_SIGNOFF.md")]
    [InlineData("./.planning/PM_SIGNOFF.md")]
    [InlineData(".planning\\PM_SIGNOFF.md")]
    [InlineData(".planning//./PM_SIGNOFF.md")]
    public void No_spelling_of_a_path_escapes_its_meaning(string required)
    {
        GateSample sample = new GateSample { Gate = new() { RequiresFiles = [required] } }.With((Signoff, "Approved: NO"));
        Failed(sample, "gate_file_failing");
        Assert.Equal([Signoff], sample.Exit().FailingFiles);
        Assert.Empty(sample.Exit().MissingFiles);
        Assert.Equal("PM signoff is not approved. Found \"Approved: NO\" in .planning/PM_SIGNOFF.md; set it to \"Approved: YES\".", sample.Exit().Reason);
        Passed(sample.With((Signoff, "Approved: YES")));
    }

    [Fact]
    public void The_files_of_the_phase_are_required_as_well()
    {
        GateSample sample = new() { Artifacts = [new("docs/a.md"), new("docs/b.md") { Required = false }] };
        Failed(sample, "gate_file_missing");
        Passed(sample.With(("docs/a.md", "A")));
    }

    [Fact]
    public void What_is_optional_for_the_phase_and_required_by_the_gate_is_required_with_all_that_is_said_of_it()
    {
        GateSample sample = new() { Gate = new() { RequiresFiles = ["docs/a.md"] }, Artifacts = [new("./docs/a.md") { Required = false, OwnedBy = "qa", Semantics = "section_check", RequiredSections = ["## A"] }] };
        Failed(sample, "gate_file_missing");
        Failed(sample.With(("docs/a.md", "A")), "gate_file_failing", "gate_owner_missing");
        Assert.Equal(GateOutcome.Advance, (sample.With(("docs/a.md", "## A")) with { History = [GateSample.Had("qa", "build")] }).Exit().Action);
    }

    [Fact]
    public void A_file_that_is_named_twice_is_told_once() => Failed(new GateSample { Gate = new() { RequiresFiles = ["a", "./a"] }, Artifacts = [new("a")] }, "gate_file_missing");

    [Theory]
    [InlineData("qa", "build", "completed", "run_1", true)]
    [InlineData("qa", "build", "needs_human", "run_1", true)]
    [InlineData("qa", "build", "failed", "run_1", false)]
    [InlineData("qa", "build", "blocked", "run_1", false)]
    [InlineData("qa", "build", "reissued", "run_1", false)]
    [InlineData("qa", "plan", "completed", "run_1", false)]
    [InlineData("qa", "build", "completed", "run_2", false)]
    [InlineData("pm", "build", "completed", "run_1", false)]
    public void The_owner_of_a_file_has_to_have_had_a_turn_in_the_phase(string role, string phase, string status, string run, bool counts)
    {
        GateSample sample = new GateSample { Artifacts = [new("a") { OwnedBy = "qa" }], History = [GateSample.Had(role, phase, status, run)] }.With(("a", "A"));
        Assert.Equal(counts ? GateOutcome.Advance : GateOutcome.GateFailed, sample.Exit().Action);
        Assert.Equal(counts ? null : "a is owned by role \"qa\", which had no accepted turn in phase \"build\".", sample.Exit().Reason);
        Assert.Empty(sample.Exit().FailingFiles);
    }

    [Fact]
    public void The_turn_that_asks_counts_for_its_own_phase()
    {
        GateSample sample = new GateSample { Artifacts = [new("a") { OwnedBy = "dev" }] }.With(("a", "A"));
        Assert.Equal(GateOutcome.Advance, sample.Exit().Action);
        Assert.Equal(GateOutcome.Advance, (sample with { Turn = sample.Turn with { Phase = null } }).Exit().Action);
        Assert.Equal(GateOutcome.GateFailed, (sample with { Turn = sample.Turn with { Phase = "plan" } }).Exit().Action);
        Assert.Equal(GateOutcome.GateFailed, (sample with { Turn = sample.Turn with { Role = null } }).Exit().Action);
    }

    [Fact]
    public void A_turn_of_no_run_is_nobody_s()
    {
        GateSample sample = new GateSample { Artifacts = [new("a") { OwnedBy = "qa" }], History = [GateSample.Had("qa", "build") with { RunId = null }] }.With(("a", "A"));
        RunState lost = sample.State with { RunId = null };
        Assert.Equal(GateOutcome.GateFailed, PhaseExit.Evaluate(lost, sample.Configuration, GateRequest.For(sample.Turn), sample.Facts).Action);
    }

    [Theory]
    [InlineData(VerificationStatus.Pass, "pass", true, true, true)]
    [InlineData(VerificationStatus.Pass, "pass", false, true, false)]
    [InlineData(VerificationStatus.Pass, "attested_pass", false, true, false)]
    [InlineData(VerificationStatus.Pass, "attested_pass", true, true, false)]
    [InlineData(VerificationStatus.Pass, "not_reproducible", false, false, false)]
    [InlineData(VerificationStatus.Pass, "fail", false, false, false)]
    [InlineData(VerificationStatus.Pass, "skipped", false, false, false)]
    [InlineData(VerificationStatus.Pass, "PASS", true, false, false)]
    [InlineData(VerificationStatus.Pass, "", true, false, false)]
    [InlineData(VerificationStatus.Pass, null, false, false, false)]
    [InlineData(VerificationStatus.Fail, "pass", true, false, false)]
    [InlineData(VerificationStatus.Skipped, "pass", true, false, false)]
    [InlineData(null, "pass", true, false, false)]
    [InlineData(null, null, false, false, false)]
    public void A_verification_counts_when_the_claim_and_its_worth_do(VerificationStatus? claimed, string? worth, bool isReproducible, bool passes, bool passesReplayed)
    {
        GateSample sample = new GateSample { Gate = new() { RequiresVerificationPass = true } }.Saying(claimed, worth, isReproducible);
        Verified(sample, passes);
        Verified(sample with { OnlyReplays = true }, passesReplayed);
        Assert.Equal(GateOutcome.Advance, (sample with { Gate = new() }).Exit().Action);
    }

    [Fact]
    public void A_person_is_asked_only_when_the_rest_holds()
    {
        GateSample sample = new() { Gate = new() { RequiresFiles = ["a"], RequiresHumanApproval = true } };
        Failed(sample, "gate_file_missing");
        foreach (GateSample there in new[] { sample.With(("a", "A")), new GateSample { Gate = new() { Credentialed = true } } })
        {
            Assert.Equal((GateOutcome.AwaitingHumanApproval, "check", true), (there.Exit().Action, there.Exit().NextPhase, there.Exit().Passed));
            Assert.Equal((GateOutcome.AwaitingHumanApproval, null), (there.AtEnd().End().Action, there.AtEnd().End().NextPhase));
        }
    }

    [Fact]
    public void Everything_that_does_not_hold_is_told_missing_files_first_and_then_verification_contents_and_owners()
    {
        GateSample sample = new GateSample
        {
            Gate = new() { RequiresFiles = [Signoff, "b", "a"], RequiresVerificationPass = true, RequiresHumanApproval = true },
            Artifacts = [new("c") { OwnedBy = "qa", Semantics = "ship_verdict" }, new("d")],
        }.With((Signoff, string.Empty), ("c", string.Empty)).Saying(VerificationStatus.Fail, "fail");
        Failed(sample, "gate_file_missing", "gate_file_missing", "gate_file_missing", "gate_verification_missing", "gate_file_failing", "gate_file_failing", "gate_owner_missing");
        GateEvaluation evaluation = sample.Exit();
        Assert.Equal(["b", "a", "d"], evaluation.MissingFiles);
        Assert.Equal([Signoff, "c"], evaluation.FailingFiles);
        Assert.True(evaluation.MissingVerification);
        Assert.Equal("requires_files predicate failed", evaluation.Reason);
        Assert.Equal("requires_verification_pass predicate failed", sample.With((Signoff, string.Empty), ("a", ""), ("b", ""), ("c", ""), ("d", "")).Exit().Reason);
    }

    private static void Verified(GateSample sample, bool passes)
    {
        Assert.Equal(passes ? GateOutcome.Advance : GateOutcome.GateFailed, sample.Exit().Action);
        Assert.Equal(!passes, sample.Exit().MissingVerification);
        Assert.Equal(passes ? null : "requires_verification_pass predicate failed", sample.Exit().Reason);
        Assert.Equal(passes ? [] : ["gate_verification_missing"], sample.Exit().Problems.Select(problem => problem.Reason.Id));
    }

    private static void Passed(GateSample sample)
    {
        Assert.Equal(GateOutcome.Advance, sample.Exit().Action);
        Assert.Equal(GateOutcome.Complete, sample.AtEnd().End().Action);
        Assert.Empty(sample.Exit().Problems);
    }

    private static void Failed(GateSample sample, params string[] codes)
    {
        foreach (GateEvaluation evaluation in new[] { sample.Exit(), sample.AtEnd().End() })
        {
            Assert.Equal((GateOutcome.GateFailed, "gate", false), (evaluation.Action, evaluation.GateId, evaluation.Passed));
            Assert.Equal(codes, evaluation.Problems.Select(problem => problem.Reason.Id));
        }
    }
}
