using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on records and on the configuration.</summary>
internal static class RecordAnswers
{
    internal static JsonObject AppendDecision(Fixture fixture)
    {
        JsonObject entry = fixture.Args["entry"] as JsonObject ?? [];
        Problem? refusal = DecisionLedger.Check(JsonSerializer.SerializeToElement(entry), fixture.Facts.DecisionIds);
        if (refusal is null)
        {
            return new() { ["result"] = "success", ["ledger_length"] = fixture.Ledger.Count + 1, ["ledger_last_entry"] = entry.DeepClone() };
        }

        JsonObject answer = new() { ["result"] = "error", ["error_type"] = refusal.Reason.Id, ["ledger_length"] = fixture.Ledger.Count };
        ResultAnswers.Put(answer, "error_field", refusal.Field);
        ResultAnswers.Put(answer, "duplicate_id", refusal.Referenced);
        if (refusal.Allowed.Count > 0)
        {
            answer["valid_values"] = ResultAnswers.Texts(refusal.Allowed);
        }

        return answer;
    }

    internal static JsonObject ValidateEvent(Fixture fixture) => Checked(EventChecks.Check(JsonSerializer.SerializeToElement(fixture.Args["event"])));

    internal static JsonObject ValidateOrder(Fixture fixture) =>
        Checked(EventChecks.CheckOrder([.. (fixture.Args["events"] as JsonArray ?? []).Select(each => JsonSerializer.SerializeToElement(each))]));

    internal static JsonObject ValidateConfiguration(Fixture fixture)
    {
        ConfigurationReading reading = ConfigurationReader.Read(Fixture.Bytes(Inflation.Configuration(fixture.Args["config"] as JsonObject ?? [])));
        JsonObject answer = Checked(reading.Problems);
        if (reading.Problems is [{ } first, ..])
        {
            ResultAnswers.Put(answer, "error_field", first.Field);
            ResultAnswers.Put(answer, "expected_version", first.Expected);
            if (first.Reason == RunCodes.SchemaVersionInvalid)
            {
                answer["actual_version"] = fixture.Args["config"]?["schema_version"]?.DeepClone();
            }

            ResultAnswers.Put(answer, Referenced(first), first.Referenced);
        }

        return answer;
    }

    /// <summary>The corpus names what is missing after its kind.</summary>
    private static string Referenced(Problem problem) =>
        problem.Reason == RunCodes.UndeclaredRuntimeReference ? "referenced_runtime"
        : problem.Reason == RunCodes.UndeclaredGateReference ? "referenced_gate"
        : "referenced_role";

    private static JsonObject Checked(IReadOnlyList<Problem> problems) => problems.Count == 0
        ? new() { ["result"] = "success", ["errors"] = new JsonArray() }
        : new() { ["result"] = "error", ["error_type"] = problems[0].Reason.Id, ["errors"] = ResultAnswers.Texts(problems.Select(problem => problem.Message)) };
}
