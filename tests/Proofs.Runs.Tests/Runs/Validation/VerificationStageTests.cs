using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>What a turn says of its tests.</summary>
public sealed class VerificationStageTests
{
    [Theory]
    [InlineData("status", null, "result_field_missing")]
    [InlineData("status", "\"passed\"", "result_field_value")]
    [InlineData("status", "\"PASS\"", "result_field_value")]
    [InlineData("status", "\"attested_pass\"", "result_field_value")]
    [InlineData("status", "true", "result_field_type")]
    [InlineData("status", "null", "result_field_type")]
    [InlineData("commands", "\"make\"", "result_field_type")]
    [InlineData("commands", "[\"\"]", "result_field_value")]
    [InlineData("evidence_summary", "3", "result_field_type")]
    [InlineData("machine_evidence", "{}", "result_field_type")]
    [InlineData("machine_evidence", "[\"make test\"]", "result_field_type")]
    [InlineData("machine_evidence", "[{\"command\":\"make\"}]", "result_field_missing")]
    [InlineData("machine_evidence", "[{\"exit_code\":0}]", "result_field_missing")]
    [InlineData("machine_evidence", "[{\"command\":\"make\",\"exit_code\":\"0\"}]", "result_field_type")]
    [InlineData("machine_evidence", "[{\"command\":\"make\",\"exit_code\":0.0}]", "result_field_type")]
    [InlineData("machine_evidence", "[{\"command\":\"make\",\"exit_code\":99999999999}]", "result_field_type")]
    [InlineData("machine_evidence", "[{\"command\":\"make\",\"exit_code\":0,\"expected_exit_code\":\"any\"}]", "result_field_type")]
    [InlineData("machine_evidence", "[{\"command\":\"make\",\"exit_code\":0,\"argv\":[1]}]", "result_field_type")]
    [InlineData("produced_files", "[\"a.txt\"]", "result_field_type")]
    [InlineData("produced_files", "[{\"path\":\"a.txt\"}]", "result_field_missing")]
    [InlineData("produced_files", "[{\"path\":\"a.txt\",\"disposition\":\"keep\"}]", "result_field_value")]
    public void What_has_the_wrong_shape_is_refused(string key, string? json, string code)
    {
        ValidationResult result = Scene.Author.Check(change =>
        {
            change["verification"]!.AsObject().Remove("machine_evidence");
            Scene.Put(change, "verification." + key, json);
        });
        Assert.StartsWith("verification." + key, result.Fails("verification", code).Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass", 0, null, true)]
    [InlineData("pass", 1, null, false)]
    [InlineData("pass", -1, null, false)]
    [InlineData("pass", 1, 0, false)]
    [InlineData("pass", 0, 1, false)]
    [InlineData("pass", 2, 1, false)]
    [InlineData("pass", 1, 1, true)]
    [InlineData("pass", int.MinValue, int.MinValue, true)]
    [InlineData("fail", 1, null, true)]
    [InlineData("fail", 0, null, true)]
    [InlineData("skipped", 1, null, true)]
    public void A_pass_has_the_exit_codes_that_were_declared_before(string status, int exit, int? expected, bool passes)
    {
        string declared = expected is null ? string.Empty : $",\"expected_exit_code\":{expected}";
        ValidationResult result = Check(status, $"[{{\"command\":\"make\",\"exit_code\":0}},{{\"command\":\"make test\",\"exit_code\":{exit}{declared}}}]");
        if (passes)
        {
            Assert.Equal(expected, result.Passes().Verification!.MachineEvidence![1].ExpectedExitCode);
        }
        else
        {
            Problem problem = result.Fails("verification", "undeclared_exit_code");
            Assert.Equal("verification.machine_evidence[1].exit_code", problem.Field);
            Assert.Equal(($"{expected ?? 0}", $"{exit}"), (problem.Expected, problem.Actual));
        }

        Assert.DoesNotContain(result.Normalizations, each => each.Field.Contains("exit_code", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bare_pass_passes_and_is_odd()
    {
        ValidationResult result = Scene.Author.CheckWith("verification", "{\"status\":\"pass\"}");
        Assert.Equal(VerificationStatus.Pass, result.Passes().Verification?.Status);
        Assert.Contains("machine_evidence", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"path":"a","disposition":"ignore"},{"path":"a","disposition":"ignore"}]""", "produced_file_repeated")]
    [InlineData("""[{"path":"a","disposition":"ignore"},{"path":"./a","disposition":"artifact"}]""", "produced_file_repeated")]
    [InlineData("""[{"path":"src/a.cs","disposition":"ignore"}]""", "produced_file_conflict")]
    [InlineData("""[{"path":"src//a.cs","disposition":"ignore"}]""", "produced_file_conflict")]
    public void A_file_is_either_kept_or_ignored(string files, string code) => Scene.Author.CheckWith("verification.produced_files", files).Fails("verification", code);

    [Fact]
    public void A_kept_file_may_be_listed_as_changed() => Scene.Author.CheckWith("verification.produced_files", """[{"path":"src/a.cs","disposition":"artifact"}]""").Passes();

    private static ValidationResult Check(string status, string evidence) => Scene.Author.CheckWith("verification", $"{{\"status\":\"{status}\",\"machine_evidence\":{evidence}}}");
}
