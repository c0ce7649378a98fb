using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>What the command says of a run: <c>proofs.run/v1</c>, read by somebody who knows nothing of the command but what it prints.</summary>
internal sealed partial class RunDocument
{
    private readonly JsonObject _json;

    private RunDocument(JsonObject json) => _json = json;

    internal string? Schema => Text(_json, "schema");

    internal bool? IsOk => _json["ok"] is JsonValue ok && ok.TryGetValue(out bool is1) ? is1 : null;

    internal string? StopReason => Text(_json, "stop_reason");

    internal string? Status => Text(_json, "status");

    internal string? Report => Text(_json, "report");

    internal string? Export => Text(_json, "export");

    /// <summary>What <c>proofs.verify/v1</c> comes to.</summary>
    internal string? Verdict => Text(_json, "verdict");

    internal string? EvidenceGrade => Text(_json, "evidence_grade");

    internal int? GatesApproved => _json["gates_approved"] is JsonValue count && count.TryGetValue(out int number) ? number : null;

    /// <summary>Where each gate stands.</summary>
    internal JsonObject Gates
    {
        get
        {
            JsonObject gates = [];
            foreach (JsonObject gate in Objects("gates"))
            {
                gates[Text(gate, "id") ?? string.Empty] = Text(gate, "status");
            }

            return gates;
        }
    }

    internal JsonNode? KnownUsd => (_json["cost"] as JsonObject)?["known_usd"];

    internal JsonNode? UnknownCostAttempts => (_json["cost"] as JsonObject)?["unknown_cost_attempts"];

    internal JsonObject? JournalHead => _json["journal_head"] as JsonObject;

    /// <summary>The digest of the journal's head.</summary>
    internal string? Head => JournalHead is { } head ? Text(head, "digest") : null;

    /// <summary>Every attempt at a turn.</summary>
    internal IReadOnlyList<SettledTurn> Turns => [.. Objects("turn_history").Select(turn => new SettledTurn(Text(turn, "role") ?? string.Empty, Text(turn, "turn_id") ?? string.Empty, turn["accepted"] is JsonValue accepted && accepted.TryGetValue(out bool is1) && is1, Text(turn, "error_code")))];

    /// <summary>
    /// Whether what the run failed by may go away by itself. An account without credit has the same class as one that asks too often, but blocks its run;
    /// only what may pass is tried until the attempts are used up.
    /// </summary>
    internal bool MayPass => StopReason == "reject_exhausted" && Turns is [.., { Accepted: false, ErrorCode: { } code }] && DispatchChecks.Retryable.Contains(code, StringComparer.Ordinal);

    /// <summary>The document, or null where there is none.</summary>
    internal static RunDocument? Read(string printed)
    {
        try
        {
            return JsonNode.Parse(printed) is JsonObject json ? new(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why the run was not completed: what its last turn failed by, else the first error. It is shown on terminals, whoever wrote it: in one line, with nothing that a terminal obeys.</summary>
    internal Cause Cause()
    {
        JsonObject? turn = Objects("turn_history").LastOrDefault(each => Text(each, "error_code") is not null);
        JsonObject? error = Objects("errors").FirstOrDefault();
        string code = (turn is null ? null : Text(turn, "error_code")) ?? (error is null ? null : Text(error, "code")) ?? "run_not_completed";
        string message = (turn is null ? null : Text(turn, "error")) ?? (error is null ? null : Text(error, "message")) ?? $"The run stopped: {StopReason ?? "nobody says why"}.";
        string next = (_json["next"] as JsonArray)?.FirstOrDefault() is JsonValue first && first.TryGetValue(out string? text) ? text : "Look at what the command printed.";
        return new(Identifier().IsMatch(code) ? code : "run_not_completed", InOneLine(message), InOneLine(next));
    }

    private static string InOneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = (Rune.IsWhiteSpace(rune), Rune.GetUnicodeCategory(rune)) switch
            {
                (true, _) => line.Append(' '),
                (_, UnicodeCategory.Control or UnicodeCategory.Format) => line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => line.Append(rune.ToString()),
            };
        }

        return line.ToString();
    }

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private IEnumerable<JsonObject> Objects(string name) => (_json[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    [GeneratedRegex(@"\A[a-z0-9_]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
