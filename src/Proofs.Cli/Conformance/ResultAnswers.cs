using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on a turn's result.</summary>
internal static class ResultAnswers
{
    internal static JsonObject Validate(Fixture fixture)
    {
        // Of several turns the one that is named, or the one the result is of; a result of none of them is of another turn than the first.
        IReadOnlyDictionary<string, Turn> turns = fixture.State.ActiveTurns;
        string? named = fixture.Args["turn_id"] is JsonValue id ? (string?)id : fixture.TurnResult?["turn_id"] is JsonValue claim && claim.GetValueKind() == JsonValueKind.String ? (string?)claim : null;
        string? target = turns.Count > 1 ? (named is not null && turns.ContainsKey(named) ? named : turns.Keys.First()) : null;
        ValidationResult validation = TurnValidation.Validate(Fixture.Bytes(fixture.TurnResult), fixture.State, fixture.Configuration, target, fixture.Facts);
        JsonArray warnings = Texts(validation.Warnings);
        if (validation.FailedStage is null)
        {
            return new() { ["result"] = "success", ["stages_passed"] = Texts(ValidationResult.Stages), ["errors"] = new JsonArray(), ["warnings"] = warnings };
        }

        Problem first = validation.Problems[0];
        JsonObject answer = new()
        {
            ["result"] = "error",
            ["failed_stage"] = validation.FailedStage,
            ["error_type"] = first.Reason.Id,
            ["errors"] = Texts(validation.Problems.Select(problem => problem.Message)),
            ["warnings"] = warnings,
        };
        Put(answer, "error_field", first.Field);
        Put(answer, "error_path", first.Path);
        Put(answer, "error_detail", first.Detail);
        return answer;
    }

    internal static JsonObject Accept(Fixture fixture)
    {
        string? turnId = (string?)fixture.Args["turn_id"];
        RunFacts facts = fixture.Facts;
        Ruling ruling = RunMachine.Apply(fixture.State, fixture.Configuration, new AcceptTurn(turnId, Fixture.Bytes(fixture.TurnResult)), facts);
        int before = facts.History.Count;
        if (!ruling.IsAllowed)
        {
            return new()
            {
                ["result"] = "error",
                ["error_type"] = ruling.Refusal.Reason.Id,
                ["history_length"] = before + (ruling.Change?.History.Count ?? 0),
                ["state_unchanged"] = fixture.IsUnchanged(ruling.Change?.State ?? fixture.State),
            };
        }

        return new()
        {
            ["result"] = "success",
            ["state"] = Fixture.Document(ruling.Change.State),
            ["history_length"] = before + ruling.Change.History.Count,
            ["history_last_entry"] = JsonNode.Parse(ProtocolRecords.Write(ruling.Change.History[^1])),
        };
    }

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    internal static void Put(JsonObject answer, string name, string? value)
    {
        if (value is not null)
        {
            answer[name] = value;
        }
    }
}
