using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>What the turn says of its tests. A status that is there is never touched, and neither is an exit code.</summary>
internal static class VerificationRules
{
    private static readonly HashSet<string> DescribingKeys = new(["type", "name", "title", "description", "detail", "summary", "text", "note", "path", "ref", "url"], StringComparer.Ordinal);

    /// <summary>A status that is missing follows from exit codes, when every command that was named has one.</summary>
    internal static void StatusFromExitCodes(Repair repair, TurnContext context)
    {
        if (repair.Result["verification"] is JsonObject verification && !verification.ContainsKey("status") && Outcome(verification) is { } outcome)
        {
            repair.Set("verification_status_from_exit_codes", verification, "status", "verification.status", outcome);
        }
    }

    /// <summary>Evidence that is no command but a described thing of some type belongs in the summary.</summary>
    internal static void TypedEvidence(Repair repair, TurnContext context)
    {
        if (repair.Result["verification"] is not JsonObject verification || verification["machine_evidence"] is not JsonArray evidence || !evidence.Any(IsDescription))
        {
            return;
        }

        JsonNode?[] descriptions = [.. evidence.Where(IsDescription)];
        if (verification["evidence_summary"] is { } other && Repair.TextOf(other) is null)
        {
            return;
        }

        IEnumerable<string> summary = [.. new[] { Repair.TextIn(verification, "evidence_summary") }.OfType<string>(), .. descriptions.Select(each => each!.ToJsonString())];
        repair.Set("typed_evidence_to_summary", verification, "evidence_summary", "verification.evidence_summary", string.Join('\n', summary));
        repair.Set("typed_evidence_to_summary", verification, "machine_evidence", "verification.machine_evidence", new JsonArray([.. evidence.Where(each => !IsDescription(each)).Select(each => each?.DeepClone())]));
    }

    private static string? Outcome(JsonObject verification)
    {
        if (verification["machine_evidence"] is not JsonArray { Count: > 0 } evidence)
        {
            return null;
        }

        (string? Command, int? Exit, int? Expected)[] ran = [.. evidence.Select(each => (Repair.TextIn(each as JsonObject, "command"), Integer(each, "exit_code"), Expected(each)))];
        HashSet<string?> commands = ran.Select(each => each.Command).ToHashSet(StringComparer.Ordinal);
        bool isComplete = ran.All(each => !string.IsNullOrWhiteSpace(each.Command) && each.Exit is not null && each.Expected is not null)
            && (verification["commands"] is null || (verification["commands"] is JsonArray named && named.All(each => Repair.TextOf(each) is { } command && commands.Contains(command))));
        return !isComplete ? null : ran.All(each => each.Exit == each.Expected) ? "pass" : "fail";
    }

    /// <summary>0 when nothing is declared, null when what is declared is no exit code.</summary>
    private static int? Expected(JsonNode? evidence) => evidence is JsonObject some && some["expected_exit_code"] is null ? 0 : Integer(evidence, "expected_exit_code");

    private static int? Integer(JsonNode? owner, string key) =>
        owner is JsonObject some && some[key] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) ? number : null;

    /// <summary>Nothing but words that describe: under any other key may stand how a command came out.</summary>
    private static bool IsDescription(JsonNode? evidence) =>
        evidence is JsonObject some && Repair.TextIn(some, "type") is not null && some.All(each => DescribingKeys.Contains(each.Key) && Repair.TextOf(each.Value) is not null);
}
