using System.Text.Json;
using TestKit.Payloads;

namespace Proofs.Packages.Tests;

/// <summary>Required proofs in a build.</summary>
public sealed class RequiredProofsTests(PackedFeed feed) : ConsumerTests(feed)
{
    private const string Required = "<ProofsRequiredProofs>one-turn;run-loop=stub</ProofsRequiredProofs><ProofsPath>../../payloads</ProofsPath><ProofsResultFile>result.json</ProofsResultFile>";

    [Fact]
    public void A_build_is_red_until_the_proofs_are_there_and_judges_them_anew_each_time()
    {
        Make(Required, Keyed);
        _consumer.InContinuousIntegration();
        Consumer.BuildResult missing = _consumer.Build("one");
        Assert.Equal(("proof_missing", 1), (Assert.Single(missing.Codes("error")), missing.ExitCode));
        Save("one-turn");
        Save("run-loop");
        Consumer.BuildResult there = _consumer.Build("one", "-v:normal");
        Assert.True(there.ExitCode == 0, there.ToString());
        Assert.Equal(1, there.Judged);
        JsonElement gate = JsonDocument.Parse(File.ReadAllText(Path.Combine(_consumer.Repo.Path, "one", "result.json"))).RootElement.GetProperty("gates")[3];
        Assert.Equal(("proofs_ok", 2), (gate.GetProperty("reason_code").GetString(), gate.GetProperty("proofs").GetArrayLength()));
        Save("run-loop", failed: true);
        Assert.Equal("proof_failed", Assert.Single(_consumer.Build("one").Codes("error")));
    }

    [Fact]
    public void In_GitHub_Actions_payloads_come_from_the_same_run_unless_any_will_do()
    {
        Make(Required, Keyed);
        Save("one-turn");
        Save("run-loop");
        _consumer.InContinuousIntegration();
        _consumer.Environment["GITHUB_RUN_ID"] = "77";
        _consumer.Environment["GITHUB_RUN_ATTEMPT"] = "3";
        Assert.Equal("proof_run_attempt_mismatch", Assert.Single(_consumer.Build("one").Codes("error")));
        Assert.Equal(0, _consumer.Build("one", "-p:ProofsRun=any").ExitCode);
        _consumer.Environment["GITHUB_RUN_ATTEMPT"] = "2";
        Assert.Equal(0, _consumer.Build("one").ExitCode);
    }

    [Fact]
    public void What_passed_elsewhere_than_in_CI_is_no_reason_to_skip_the_proofs()
    {
        Make(Required.Replace("<ProofsResultFile>result.json</ProofsResultFile>", string.Empty, StringComparison.Ordinal), Keyed);
        Save("one-turn");
        Save("run-loop");
        Assert.Equal(1, _consumer.Build("one", "-v:normal").Judged);
        Save("one-turn", failed: true);
        Assert.Equal("proof_failed", Assert.Single(_consumer.Build("one", "-v:normal").Codes("warning")));
    }

    [Theory]
    [InlineData("ProofsRequiredProofs", "", "required_proofs_missing")]
    [InlineData("ProofsPath", "", "usage_error")]
    [InlineData("ProofsMaxAge", "soon", "usage_error")]
    [InlineData("ProofsAttestations", "attestations.json", "evidence_self_issued")]
    public void A_property_that_cannot_be_meant_is_an_error(string property, string value, string reason)
    {
        Make(Required, Keyed);
        Save("one-turn");
        Save("run-loop");
        _consumer.InContinuousIntegration();
        Assert.Equal(reason, Assert.Single(_consumer.Build("one", $"-p:{property}={value}").Codes("error")));
    }

    private void Save(string proof, bool failed = false) =>
        PayloadSample.Passing(proof, "stub", _consumer.Repo.Head, _consumer.Repo.Git("rev-parse", "HEAD^{tree}"), TimeProvider.System.GetUtcNow())
            .With(document => document["result"] = failed ? "fail" : "pass")
            .Save(Path.Combine(_consumer.Repo.Outside, "payloads"));
}
