using Proofs.Evidence.Payloads;
using Proofs.Gates.Payloads;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Tests.Gates.Payloads;

/// <summary>The decision about required proofs, without a disk or a repository.</summary>
public sealed class ProofsGateTests
{
    private const string Commit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Tree = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Repository = "https://github.com/acme/app";
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PayloadFacts Passed = new()
    {
        Proof = "run-loop", Grade = PayloadGrade.Stub, Result = "pass", EvidenceGrade = PayloadGrade.Stub, Claims = 2, ClaimsPassed = 2, TurnsExecuted = 0, AttemptsUsed = 1,
        Attempts = [new("pass", false)], StopReason = "completed", StateStatus = "completed", CliExitStatus = 0, Repository = "acme/app", StartedAt = Now.AddHours(-2), FinishedAt = Now.AddHours(-1), Commit = Commit, Tree = Tree, IsClean = true, RunId = "77", RunAttempt = 2,
    };

    private static readonly PayloadFacts Live = Graded(PayloadGrade.Live, new PayloadDispatch("api_proxy", PayloadGrade.Live, "req_1", "api.anthropic.com"));

    /// <summary>One change that makes a payload that held not hold, and the code that it leads to.</summary>
    private static readonly Dictionary<string, (Func<PayloadFacts, PayloadFacts> Change, string Reason)> Changes = new(StringComparer.Ordinal)
    {
        ["nothing is changed"] = (facts => facts, "proofs_ok"),
        ["it has no evidence grade and no dispatches"] = (facts => facts with { EvidenceGrade = null }, "proofs_ok"),
        ["no attempt is listed"] = (facts => facts with { Attempts = [] }, "proofs_ok"),
        ["it ended a little ahead of our clock"] = (facts => facts with { FinishedAt = Now.AddMinutes(5) }, "proofs_ok"),
        ["it is as old as is accepted"] = (facts => facts with { StartedAt = Now.AddDays(-8), FinishedAt = Now.AddDays(-7) }, "proofs_ok"),
        ["it failed"] = (facts => facts with { Result = "fail", RootCause = "broken: why" }, "proof_failed"),
        ["it failed and looks as if it passed"] = (facts => facts with { Result = "fail" }, "proof_failed"),
        ["it was skipped"] = (facts => facts with { Result = "skip", SkipReason = "no key" }, "proof_skipped"),
        ["it is too old"] = (facts => facts with { StartedAt = Now.AddDays(-8), FinishedAt = Now.AddDays(-7).AddSeconds(-1) }, "proof_too_old"),
        ["it is dated ahead"] = (facts => facts with { FinishedAt = Now.AddMinutes(5).AddSeconds(1) }, "proof_from_future"),
        ["another commit"] = (facts => facts with { Commit = Tree }, "proof_commit_mismatch"),
        ["no commit"] = (facts => facts with { Commit = null, Tree = null }, "proof_commit_mismatch"),
        ["another tree"] = (facts => facts with { Tree = Commit }, "proof_tree_mismatch"),
        ["no tree"] = (facts => facts with { Tree = null }, "proof_tree_mismatch"),
        ["not clean"] = (facts => facts with { IsClean = false }, "proof_worktree_dirty"),
        ["perhaps not clean"] = (facts => facts with { IsClean = null }, "proof_worktree_dirty"),
        ["another run"] = (facts => facts with { RunId = "78" }, "proof_run_mismatch"),
        ["no run"] = (facts => facts with { RunId = null, RunAttempt = null }, "proof_run_mismatch"),
        ["another attempt"] = (facts => facts with { RunAttempt = 1 }, "proof_run_attempt_mismatch"),
        ["no attempt at a run"] = (facts => facts with { RunAttempt = null }, "proof_run_attempt_mismatch"),
        ["no claims"] = (facts => facts with { Claims = 0, ClaimsPassed = 0 }, "proof_contradictory"),
        ["a claim that did not pass"] = (facts => facts with { ClaimsPassed = 1 }, "proof_contradictory"),
        ["a root cause"] = (facts => facts with { RootCause = "broken: why" }, "proof_contradictory"),
        ["a reason to skip"] = (facts => facts with { SkipReason = "no key" }, "proof_contradictory"),
        ["ended before it began"] = (facts => facts with { StartedAt = facts.FinishedAt.AddTicks(1) }, "proof_contradictory"),
        ["no attempt was used"] = (facts => facts with { AttemptsUsed = 0 }, "proof_contradictory"),
        ["the last attempt failed"] = (facts => facts with { Attempts = [new("fail", true)] }, "proof_contradictory"),
        ["the attempts before failed and were worth another"] = (facts => facts with { AttemptsUsed = 3, Attempts = [new("fail", true), new("fail", true), new("pass", false)] }, "proofs_ok"),
        ["an attempt before was not worth another"] = (facts => facts with { AttemptsUsed = 2, Attempts = [new("fail", false), new("pass", false)] }, "proof_contradictory"),
        ["an attempt before passed"] = (facts => facts with { AttemptsUsed = 2, Attempts = [new("pass", true), new("pass", false)] }, "proof_contradictory"),
        ["an attempt before was skipped"] = (facts => facts with { AttemptsUsed = 2, Attempts = [new("skip", true), new("pass", false)] }, "proof_contradictory"),
        ["more attempts than are listed"] = (facts => facts with { AttemptsUsed = 2 }, "proof_contradictory"),
        ["fewer attempts than are listed"] = (facts => facts with { Attempts = [new("fail", true), new("pass", false)] }, "proof_contradictory"),
        ["more attempts than a proof may take"] = (facts => facts with { AttemptsUsed = 4, Attempts = [] }, "proof_contradictory"),
        ["a claim that saw something else"] = (facts => facts with { ClaimUnlikeItsResult = "x" }, "proof_contradictory"),
        ["a claim twice"] = (facts => facts with { ClaimTwice = "x" }, "proof_contradictory"),
        ["no command"] = (facts => facts with { CliExitStatus = null }, "proofs_ok"),
        ["a command that failed"] = (facts => facts with { CliExitStatus = 1 }, "proof_contradictory"),
        ["a command that was killed"] = (facts => facts with { CliExitStatus = -9 }, "proof_contradictory"),
        ["completed and blocked"] = (facts => facts with { StateStatus = "blocked" }, "proof_contradictory"),
        ["completed, and no status"] = (facts => facts with { StateStatus = null }, "proofs_ok"),
        ["not completed, and active"] = (facts => facts with { StopReason = null, StateStatus = "active" }, "proofs_ok"),
        ["a grade without a turn"] = (_ => Graded(PayloadGrade.Loopback, new PayloadDispatch("api_proxy", PayloadGrade.Loopback, null, "127.0.0.1:1")) with { TurnsExecuted = 0 }, "proof_contradictory"),
        ["another repository"] = (facts => facts with { Repository = "evil/app" }, "proof_run_mismatch"),
        ["another repository whose name ends so"] = (facts => facts with { Repository = "me/app" }, "proof_run_mismatch"),
        ["the end of the repository's name"] = (facts => facts with { Repository = "app" }, "proof_run_mismatch"),
        ["no repository"] = (facts => facts with { Repository = null }, "proofs_ok"),
        ["less than its dispatches"] = (facts => facts with { Dispatches = [new("api_proxy", PayloadGrade.Loopback, null, "127.0.0.1:1")] }, "proof_contradictory"),
        ["a grade without dispatches"] = (facts => facts with { EvidenceGrade = PayloadGrade.Recorded, TurnsExecuted = 1 }, "proof_grade_overstated"),
        ["a grade above one of its dispatches"] = (_ => Graded(PayloadGrade.Loopback, new("api_proxy", PayloadGrade.Loopback, null, "127.0.0.1:1"), new("api_proxy", PayloadGrade.Stub, null, null)), "proof_grade_overstated"),
        ["a turn without a dispatch"] = (_ => Graded(PayloadGrade.Loopback, new PayloadDispatch("api_proxy", PayloadGrade.Loopback, null, "127.0.0.1:1")) with { TurnsExecuted = 2 }, "proof_grade_overstated"),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload(string name)
    {
        (Func<PayloadFacts, PayloadFacts> change, string reason) = Changes[name];
        GateVerdict verdict = Judge("run-loop", [File(change(Passed))]);
        Assert.Equal((reason, reason == "proofs_ok" ? Outcome.Pass : Outcome.Fail), (verdict.Reason.Id, verdict.Outcome));
        Assert.Equal(reason == "proofs_ok" ? 0 : 1, verdict.Findings.Count);
        Assert.Equal("run-loop", Assert.Single(verdict.Proofs!).Proof);
    }

    [Theory]
    [InlineData("req_1", "api.anthropic.com", "proofs_ok")]
    [InlineData("", "api.anthropic.com", "proof_grade_overstated")]
    [InlineData(null, "api.anthropic.com", "proof_grade_overstated")]
    [InlineData("req_1", null, "proof_grade_overstated")]
    [InlineData("req_1", "", "proof_grade_overstated")]
    [InlineData("req_1", "localhost", "proof_grade_overstated")]
    [InlineData("req_1", "127.0.0.1", "proof_grade_overstated")]
    [InlineData("req_1", "127.1", "proof_grade_overstated")]
    [InlineData("req_1", "0x7f.0.0.0x1", "proof_grade_overstated")]
    [InlineData("req_1", "10.0.0.7", "proof_grade_overstated")]
    [InlineData("req_1", "8.8.8.8", "proof_grade_overstated")]
    [InlineData("req_1", "[::1]", "proof_grade_overstated")]
    [InlineData("req_1", "api.anthropic.com:8443", "proof_grade_overstated")]
    [InlineData("req_1", "api.anthropic.com.", "proof_grade_overstated")]
    [InlineData("req_1", "model.internal", "proof_grade_overstated")]
    [InlineData("req_1", "api.localhost", "proof_grade_overstated")]
    [InlineData(" ", "api.anthropic.com", "proof_grade_overstated")]
    [InlineData("req_1", "api.openai.com", "proofs_ok")]
    [InlineData("req_1", "generativelanguage.googleapis.com", "proofs_ok")]
    [InlineData("req_1", "API.ANTHROPIC.COM", "proof_grade_overstated")]
    [InlineData("req_1", "api.anthropic.com.evil.com", "proof_grade_overstated")]
    [InlineData("req_1", "evil-api.anthropic.com", "proof_grade_overstated")]
    [InlineData("req_1", "anthropic.com", "proof_grade_overstated")]
    [InlineData("req_1", "localtest.me", "proof_grade_overstated")]
    [InlineData("req_1", "evil.onion", "proof_grade_overstated")]
    [InlineData("req_1", "a.---", "proof_grade_overstated")]
    [InlineData("req_1", "169.254.169.254.nip.io", "proof_grade_overstated")]
    public void Live_needs_an_id_of_the_request_and_a_providers_own_host(string? requestId, string? host, string reason) =>
        Assert.Equal(reason, Judge("run-loop", [File(Graded(PayloadGrade.Live, new PayloadDispatch("api_proxy", PayloadGrade.Live, requestId, host)))]).Reason.Id);

    [Fact]
    public void Live_needs_the_worker_that_asks_a_provider_and_an_id_that_no_other_dispatch_has()
    {
        PayloadDispatch one = new("api_proxy", PayloadGrade.Live, "req_1", "api.anthropic.com");
        string With(params PayloadDispatch[] dispatches) => Judge("run-loop", [File(Graded(PayloadGrade.Live, dispatches))]).Reason.Id;
        Assert.Equal("proofs_ok", With(one, one with { RequestId = "req_2" }));
        Assert.Equal("proof_grade_overstated", With(one, one));
        Assert.Equal("proof_grade_overstated", With(one, one with { EndpointHost = "api.openai.com" }));
        Assert.Equal("proof_grade_overstated", With(one with { Worker = "scripted" }));
        Assert.Equal("proof_grade_overstated", With(one with { Worker = "local_cli" }));
    }

    [Theory]
    [InlineData("gateway.acme.com:8443", "proofs_ok")]
    [InlineData("localhost:8080", "proof_grade_overstated")]
    [InlineData("127.0.0.1:8080", "proof_grade_overstated")]
    [InlineData("[::1]:8080", "proof_grade_overstated")]
    [InlineData(null, "proof_grade_overstated")]
    public void A_custom_endpoint_is_no_server_on_the_same_machine(string? host, string reason) =>
        Assert.Equal(reason, Judge("run-loop", [File(Graded(PayloadGrade.CustomEndpoint, new PayloadDispatch("api_proxy", PayloadGrade.CustomEndpoint, null, host)))]).Reason.Id);

    [Fact]
    public void Grades_are_ordered_and_any_from_the_required_one_on_will_do()
    {
        PayloadGrade[] grades = Enum.GetValues<PayloadGrade>();
        Assert.Equal(["stub", "recorded", "loopback", "unobserved", "custom_endpoint", "live"], grades.Select(PayloadGrades.Word));
        foreach (PayloadGrade required in grades)
        {
            foreach (PayloadGrade found in grades)
            {
                FoundPayload payload = File(found == PayloadGrade.Stub ? Passed : Graded(found, new PayloadDispatch("api_proxy", found, "req_1", "api.anthropic.com")));
                GateVerdict verdict = Judge($"run-loop={required.Word()}", [payload], Attestation(payload.File.Sha256));
                Assert.Equal(found >= required ? "proofs_ok" : "proof_grade_too_low", verdict.Reason.Id);
            }
        }
    }

    [Fact]
    public void A_proof_without_any_payload_is_missing_and_has_a_row_all_the_same()
    {
        GateVerdict verdict = Judge("run-loop=loopback", []);
        Assert.Equal("proof_missing", verdict.Reason.Id);
        Assert.Equal(new ProofRow("run-loop", "loopback"), Assert.Single(verdict.Proofs!));
    }

    [Fact]
    public void One_payload_that_failed_is_red_beside_another_grade_that_passed()
    {
        GateVerdict verdict = Judge("run-loop", [File(Passed), File(Graded(PayloadGrade.Loopback) with { Result = "fail" })]);
        Assert.Equal("proof_failed", verdict.Reason.Id);
        Assert.Equal(["pass", "fail"], verdict.Proofs!.Select(row => row.Result));
    }

    [Fact]
    public void A_stale_payload_is_red_beside_another_grade_that_holds() =>
        Assert.Equal("proof_commit_mismatch", Judge("run-loop", [File(Passed), File(Graded(PayloadGrade.Loopback, new PayloadDispatch("api_proxy", PayloadGrade.Loopback, null, "127.0.0.1:1")) with { Commit = Tree })]).Reason.Id);

    [Fact]
    public void A_skip_beside_a_pass_that_suffices_is_a_note_and_beside_one_that_does_not_a_failure()
    {
        FoundPayload[] found = [File(Passed), File(Graded(PayloadGrade.Loopback) with { Result = "skip", SkipReason = "no server" })];
        GateVerdict any = Judge("run-loop", found);
        Assert.Equal((Outcome.Pass, "proof_skip_covered"), (any.Outcome, Assert.Single(any.Findings).Reason.Id));
        GateVerdict loopback = Judge("run-loop=loopback", found);
        Assert.Equal(["proof_skipped", "proof_grade_too_low"], loopback.Findings.Select(finding => finding.Reason.Id));
    }

    [Fact]
    public void A_proof_that_nobody_requires_may_have_failed() =>
        Assert.Equal("proofs_ok", Judge("run-loop", [File(Passed), File(Passed with { Proof = "other", Result = "fail" })]).Reason.Id);

    [Fact]
    public void A_file_that_is_no_payload_is_red_even_where_nobody_requires_it()
    {
        GateVerdict verdict = Judge("run-loop", [File(Passed), new(new("other.stub.json") { Problem = "it is no JSON" })]);
        Assert.Equal("proof_payload_invalid", verdict.Reason.Id);
        Assert.Contains("other.stub.json: it is no JSON.", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.stub.json")]
    [InlineData("run-loop.live.json")]
    [InlineData("run-loop.json")]
    public void A_file_whose_name_is_not_what_it_says_is_red_even_where_nobody_requires_it(string name)
    {
        Assert.Equal("proof_contradictory", Judge("run-loop", [File(Passed) with { File = File(Passed).File with { Name = name } }]).Reason.Id);
        Assert.Equal("proof_contradictory", Judge("run-loop", [File(Passed), new(new(name + "x.json") { Facts = Passed with { Proof = "unasked" } })]).Reason.Id);
    }

    [Fact]
    public void A_wrong_digest_is_red_for_a_pass_and_for_a_skip()
    {
        FoundPayload wrong = File(Passed) with { File = File(Passed).File with { DigestProblem = "it is not there" } };
        Assert.Equal("proof_digest_mismatch", Judge("run-loop", [wrong]).Reason.Id);
        FoundPayload skipped = File(Graded(PayloadGrade.Loopback) with { Result = "skip" });
        Assert.Equal("proof_digest_mismatch", Judge("run-loop", [File(Passed), skipped with { File = skipped.File with { DigestProblem = "other" } }]).Reason.Id);
    }

    [Theory]
    [InlineData(nameof(FileOrigin.Tracked), Outcome.Fail, "evidence_self_issued")]
    [InlineData(nameof(FileOrigin.Stored), Outcome.Fail, "evidence_self_issued")]
    [InlineData(nameof(FileOrigin.Unknown), Outcome.Undetermined, "evidence_origin_unknown")]
    [InlineData(nameof(FileOrigin.Elsewhere), Outcome.Pass, "proofs_ok")]
    public void Evidence_from_what_is_judged_vouches_for_nothing(string origin, Outcome outcome, string reason)
    {
        FileOrigin from = Enum.Parse<FileOrigin>(origin);
        foreach (FoundPayload found in new[] { File(Passed) with { Origin = from }, File(Passed) with { DigestOrigin = from } })
        {
            GateVerdict verdict = Judge("run-loop", [found]);
            Assert.Equal((outcome, reason), (verdict.Outcome, verdict.Reason.Id));
        }
    }

    public static TheoryData<string, string, string, string> Attestations => new()
    {
        { Commit, Repository, "77", "proofs_ok" },
        { Tree, Repository, "77", "evidence_unsigned" },
        { Commit, "https://github.com/acme/other", "77", "evidence_unsigned" },
        { Commit, Repository, "7", "evidence_unsigned" },
    };

    [Theory]
    [MemberData(nameof(Attestations))]
    public void A_required_live_proof_needs_an_attestation_of_this_commit_repository_and_run(string commit, string repository, string run, string reason)
    {
        FoundPayload found = File(Live);
        GateVerdict verdict = Judge("run-loop=live", [found], Attestation(found.File.Sha256, commit, repository, run));
        Assert.Equal((reason, reason == "proofs_ok" ? Outcome.Pass : Outcome.Undetermined), (verdict.Reason.Id, verdict.Outcome));
        Assert.Equal(reason == "proofs_ok", Assert.Single(verdict.Proofs!).IsAttested);
    }

    [Fact]
    public void An_attestation_of_other_bytes_or_another_attempt_or_none_leaves_a_required_live_proof_open()
    {
        FoundPayload found = File(Live);
        Assert.Equal("evidence_unsigned", Judge("run-loop=live", [found]).Reason.Id);
        Assert.Equal("evidence_unsigned", Judge("run-loop=live", [found], Attestation(new('0', 64))).Reason.Id);
        Assert.Equal("evidence_unsigned", Judge("run-loop=live", [found], Attestation(found.File.Sha256) with { Run = $"{Repository}/actions/runs/77/attempts/1" }).Reason.Id);
        Assert.Equal("evidence_unsigned", Judge("run-loop=live", [found], Attestation(found.File.Sha256) with { Run = null }).Reason.Id);
        Assert.Equal("proofs_ok", Judge("run-loop", [found]).Reason.Id);
    }

    [Fact]
    public void Without_a_run_or_a_repository_nobody_asks_for_them()
    {
        FoundPayload found = File(Live with { RunId = null, RunAttempt = null });
        ProofsTerms terms = new([new("run-loop", PayloadGrade.Live)], TimeSpan.FromDays(7), null, null, null, null);
        Assert.Equal("proofs_ok", ProofsGate.Judge(terms, new(Commit, Tree, Now, [found], [new([found.File.Sha256], Commit, null, null)]), []).Reason.Id);
    }

    [Fact]
    public void Nothing_required_fails_and_an_open_question_without_a_reason_is_a_defect()
    {
        ProofsTerms terms = ProofsTerms.Of(new() { Required = ["run-loop"], Path = "p" });
        Assert.Equal("required_proofs_missing", ProofsGate.Judge(ProofsTerms.Of(null), new(Commit, Tree, Now, [File(Passed)], []), []).Reason.Id);
        Assert.Throws<InvalidOperationException>(() => ProofsGate.Judge(terms, new(null, null, Now, [File(Passed)], []), []));
        Assert.Equal("branch_head_missing", ProofsGate.Judge(terms, new(null, null, Now, [File(Passed)], []), [new(ReasonCodes.BranchHeadMissing, "open")]).Reason.Id);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("acme/app", null, "acme/app")]
    [InlineData(null, "https://github.com/acme/app", "acme/app")]
    [InlineData("acme/app", "https://github.com/acme/other", "acme/app")]
    public void The_repository_is_the_one_that_is_named_or_that_of_the_address(string? repository, string? address, string? expected) =>
        Assert.Equal(expected, ProofsTerms.Of(new() { Required = ["run-loop"], Path = "p", Repository = repository, RepositoryAddress = address }).Repository);

    private static PayloadFacts Graded(PayloadGrade grade, params PayloadDispatch[] dispatches) => Passed with { Grade = grade, EvidenceGrade = grade, Dispatches = dispatches, TurnsExecuted = dispatches.Length };

    private static FoundPayload File(PayloadFacts facts) => new(new($"{facts.Proof}.{facts.Grade.Word()}.json") { Facts = facts, Sha256 = new('c', 64) });

    private static Attestation Attestation(string sha256, string commit = Commit, string repository = Repository, string run = "77") => new([sha256], commit, repository, $"{repository}/actions/runs/{run}/attempts/2");

    private static GateVerdict Judge(string required, FoundPayload[] found, params Attestation[] attestations) =>
        ProofsGate.Judge(new([RequiredProof.Parse(required)!], TimeSpan.FromDays(7), "77", 2, "Acme/app", Repository), new(Commit, Tree, Now, found, attestations), []);
}
