using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Cli.Tests.Hosts.GitHub;
using TestKit;
using TestKit.Payloads;

namespace Proofs.Cli.Tests.Actions;

/// <summary>Required proofs in the action: inputs, where files may lie, and what is told.</summary>
public sealed class RequiredProofsTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _before;
    private readonly string _after;
    private readonly string _tree;

    public RequiredProofsTests()
    {
        _before = _repo.Commit("Begin\n");
        _after = _repo.CommitFile("code.txt", "code\n", "Work\n");
        _tree = _repo.Git("rev-parse", "HEAD^{tree}");
    }

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Proofs_of_this_run_with_an_attestation_pass_and_are_told_as_a_table()
    {
        using ActionRun run = Start();
        Save(run, "one-turn", "stub");
        PayloadSample live = Save(run, "api-dispatch", "live");
        File.WriteAllText(run.In("attestations.json"), new JsonArray(live.Attestation(_after)).ToJsonString());
        Assert.True(run.Run(("required-proofs", "one-turn\napi-dispatch=live"), ("proofs-path", "payloads"), ("proofs-attestations", "attestations.json"), ("proofs-max-age", "1h")) == 0, run.Log);
        Assert.Equal(("pass", "proofs_ok", "not_requested"), (run.Outputs["proofs-verdict"], run.Outputs["proofs-reason"], run.Outputs["feature-key-verdict"]));
        Assert.Contains("| proof | required | found grade | result | claims | age | attested |\n|---|---|---|---|---|---|---|\n| <code>one&#45;turn</code> | any | stub | pass | 1 of 1 | 0 min | no |\n| <code>api&#45;dispatch</code> | live | live | pass | 1 of 1 | 0 min | yes |\n\n", run.Summary, StringComparison.Ordinal);
        Assert.Empty(run.Commands);
    }

    [Fact]
    public void A_missing_proof_and_one_that_failed_are_errors_and_rows()
    {
        using ActionRun run = Start();
        Save(run, "one-turn", "stub", document =>
        {
            document["result"] = "fail";
            document["root_cause"] = new JsonObject { ["code"] = "x", ["message"] = "::error::not mine\n| **bold** |", ["next"] = "n" };
        });
        Assert.Equal(1, run.Run(("required-proofs", "one-turn, run-loop=loopback"), ("proofs-path", "payloads")));
        Assert.Equal(["proofs proofs: proof_failed", "proofs proofs: proof_missing"], run.Commands.Select(command => command.Properties["title"]));
        Assert.Contains("| <code>run&#45;loop</code> | loopback |  | **missing** |  |  | no |\n", run.Summary, StringComparison.Ordinal);
        Assert.Contains("| <code>one&#45;turn</code> | any | stub | fail | 1 of 1 | 0 min | no |\n", run.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("**bold**", run.Summary, StringComparison.Ordinal);
        Assert.Equal(2, Document(run).GetProperty("gates")[3].GetProperty("proofs").GetArrayLength());
    }

    [Theory]
    [InlineData("78", "2", null, "proof_run_mismatch")]
    [InlineData("77", "3", null, "proof_run_attempt_mismatch")]
    [InlineData("77", "3", "current", "proof_run_attempt_mismatch")]
    [InlineData("78", "3", "any", "proofs_ok")]
    [InlineData("77", "2", "current", "proofs_ok")]
    public void Payloads_come_from_this_run_unless_any_will_do(string id, string attempt, string? asked, string reason)
    {
        using ActionRun run = Start(id, attempt);
        Save(run, "one-turn", "stub");
        int exit = run.Run([("required-proofs", "one-turn"), ("proofs-path", "payloads"), .. asked is null ? [] : new[] { ("proofs-run", asked) }]);
        Assert.Equal((reason, reason == "proofs_ok" ? 0 : 1), (run.Outputs["proofs-reason"], exit));
    }

    [Theory]
    [InlineData("https://github.com", "acme/app", 0)]
    [InlineData("https://github.com/", "acme/app", 0)]
    [InlineData("https://github.com", "acme/other", 2)]
    [InlineData("https://ghe.acme.example", "acme/app", 2)]
    public void An_attestation_is_of_this_repository(string server, string repository, int exit)
    {
        using ActionRun run = Start();
        run.Variables["GITHUB_SERVER_URL"] = server;
        run.Variables["GITHUB_REPOSITORY"] = repository;
        PayloadSample live = Save(run, "api-dispatch", "live", document => document["ci"]!["repository"] = repository);
        File.WriteAllText(run.In("attestations.json"), new JsonArray(live.Attestation(_after)).ToJsonString());
        Assert.Equal(exit, run.Run(("required-proofs", "api-dispatch=live"), ("proofs-path", "payloads"), ("proofs-attestations", "attestations.json"), ("check-runs", "false")));
        Assert.Equal(exit == 0 ? "proofs_ok" : "evidence_unsigned", run.Outputs["proofs-reason"]);
    }

    [Theory]
    [InlineData("current")]
    [InlineData("any")]
    public void Payloads_come_from_this_repository_even_where_any_run_will_do(string asked)
    {
        using ActionRun run = Start();
        run.Variables["GITHUB_REPOSITORY"] = "acme/app";
        Save(run, "one-turn", "stub", document => document["ci"]!["repository"] = "evil/fork");
        Assert.Equal(1, run.Run(("required-proofs", "one-turn"), ("proofs-path", "payloads"), ("proofs-run", asked), ("check-runs", "false")));
        Assert.Equal("proof_run_mismatch", run.Outputs["proofs-reason"]);
    }

    [Fact]
    public void Attestations_that_a_checkout_holds_do_not_count()
    {
        using ActionRun run = Start();
        PayloadSample live = Save(run, "api-dispatch", "live");
        File.WriteAllText(Path.Combine(_repo.Path, "attestations.json"), new JsonArray(live.Attestation(_after)).ToJsonString());
        Assert.Equal(1, run.Run(("required-proofs", "api-dispatch=live"), ("proofs-path", "payloads"), ("proofs-attestations", Path.Combine(_repo.Path, "attestations.json"))));
        Assert.Equal("evidence_self_issued", run.Outputs["proofs-reason"]);
    }

    [Fact]
    public void A_variable_that_is_not_set_switches_the_gate_off_only_where_nothing_else_speaks_of_it()
    {
        using ActionRun silent = Start();
        Assert.Equal(0, silent.Run(("required-proofs", " "), ("required-baseline", _before)));
        Assert.Equal("not_requested", silent.Outputs["proofs-verdict"]);
        using ActionRun named = Start();
        Assert.Equal(1, named.Run(("required-proofs", ""), ("proofs-path", "payloads")));
        Assert.Equal("required_proofs_missing", named.Outputs["proofs-reason"]);
        using ActionRun listed = Start();
        Assert.Equal(1, listed.Run(("gates", "proofs")));
        Assert.Equal("required_proofs_missing", listed.Outputs["proofs-reason"]);
    }

    [Fact]
    public void Soft_fail_softens_the_gate_unless_the_base_commit_demands_it()
    {
        using ActionRun soft = Start();
        Assert.Equal(0, soft.Run(("required-proofs", "one-turn"), ("proofs-path", "payloads"), ("soft-fail", "true")));
        string demanding = _repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [proofs]\n", "Demand\n");
        string head = _repo.Commit("Work\n");
        using ActionRun hard = new(_repo.Path, "push", ActionRun.Push(demanding, head)) { Variables = { ["GITHUB_RUN_ID"] = "77", ["GITHUB_RUN_ATTEMPT"] = "2" } };
        Assert.Equal(1, hard.Run(("required-proofs", "one-turn"), ("proofs-path", "payloads"), ("soft-fail", "true")));
    }

    [Theory]
    [InlineData("proofs-run", "mine", "input_invalid")]
    [InlineData("proofs-max-age", "soon", "usage_error")]
    [InlineData("required-proofs", "one-turn=best", "usage_error")]
    [InlineData("proofs-path", "", "usage_error")]
    public void Inputs_that_cannot_be_meant_are_refused(string name, string value, string code)
    {
        using ActionRun run = Start();
        Dictionary<string, string> inputs = new(StringComparer.Ordinal) { ["required-proofs"] = "one-turn", ["proofs-path"] = "payloads", [name] = value };
        Assert.Equal(64, run.Run([.. inputs.Select(input => (input.Key, input.Value))]));
        Assert.Equal(code, Document(run).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GITHUB_RUN_ID")]
    [InlineData("GITHUB_RUN_ATTEMPT")]
    [InlineData("RUNNER_TEMP")]
    public void What_a_runner_would_have_set_is_not_guessed(string variable)
    {
        using ActionRun run = Start();
        run.Variables.Remove(variable);
        Assert.Equal(64, run.Run(("required-proofs", "one-turn"), ("proofs-path", "payloads")));
        Assert.Contains("input_invalid", run.Outputs["result-json"], StringComparison.Ordinal);
    }

    private ActionRun Start(string id = "77", string attempt = "2") => new(_repo.Path, "push", ActionRun.Push(_before, _after)) { Variables = { ["GITHUB_RUN_ID"] = id, ["GITHUB_RUN_ATTEMPT"] = attempt } };

    private PayloadSample Save(ActionRun run, string proof, string grade, Action<JsonObject>? change = null)
    {
        PayloadSample sample = PayloadSample.Passing(proof, grade, _after, _tree, TimeProvider.System.GetUtcNow()).With(change ?? (_ => { }));
        sample.Save(run.In("payloads"));
        return sample;
    }

    private static JsonElement Document(ActionRun run) => JsonDocument.Parse(run.Outputs["result-json"]).RootElement;
}
