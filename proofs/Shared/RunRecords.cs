using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>The records of a run as they lie in a project: what a stranger finds there, whatever the runner answered. Source: AgentXchain protocol v7, files on disk.</summary>
public sealed class RunRecords
{
    private readonly string _root;

    /// <summary>Reads them.</summary>
    /// <param name="root">The project's folder.</param>
    /// <exception cref="JsonException">One of them is no JSON.</exception>
    public RunRecords(string root)
    {
        _root = root;
        State = Bytes(".agentxchain/state.json") is { } state ? JsonNode.Parse(state)?.AsObject() : null;
        History = Lines(".agentxchain/history.jsonl");
        Ledger = Lines(".agentxchain/decision-ledger.jsonl");
        Events = Lines(".agentxchain/events.jsonl");
    }

    /// <summary>state.json, or null.</summary>
    public JsonObject? State { get; }

    /// <summary>history.jsonl: one entry for each accepted turn.</summary>
    public IReadOnlyList<JsonObject> History { get; }

    /// <summary>decision-ledger.jsonl.</summary>
    public IReadOnlyList<JsonObject> Ledger { get; }

    /// <summary>events.jsonl.</summary>
    public IReadOnlyList<JsonObject> Events { get; }

    /// <summary>The roles of the accepted turns.</summary>
    public IReadOnlyList<string> Roles => [.. History.Select(entry => Text(entry, "role"))];

    /// <summary>The accepted turns, each as who did it where and how it ended.</summary>
    public JsonArray Turns => new([.. History.Select(entry => (JsonNode)$"{Text(entry, "role")} in {Text(entry, "phase")}: {Text(entry, "status")}")]);

    /// <summary>What the ledger holds: the ids of decisions with their role, and the kinds of all else.</summary>
    public JsonArray Decided => new([.. Ledger.Select(entry => (JsonNode)(entry["id"] is null ? Text(entry, "decision") : $"{Text(entry, "id")} of {Text(entry, "role")}"))]);

    /// <summary>The roles whose decisions the ledger holds, each once.</summary>
    public JsonArray Deciders => new([.. Ledger.Where(entry => Text(entry, "id").Length > 0).Select(entry => Text(entry, "role")).Distinct(StringComparer.Ordinal).Select(role => (JsonNode)role)]);

    /// <summary>The roles that TALK.md has a section of.</summary>
    public JsonArray Talkers => new([.. Talk.Split('\n').Where(line => line.StartsWith("## Turn ", StringComparison.Ordinal) && line.Contains(" — ", StringComparison.Ordinal)).Select(line => (JsonNode)line.Split(" — ")[1].Split(' ')[0])]);

    /// <summary>The dispatch record of each accepted turn; those that have none are left out.</summary>
    public IReadOnlyList<JsonObject> Dispatches => [.. History.Select(entry => entry["dispatch"]).OfType<JsonObject>()];

    /// <summary>The lowest grade of the accepted turns; null when there is none or one has no record.</summary>
    public string? EvidenceGrade => History.Count == 0 || Dispatches.Count != History.Count
        ? null
        : Dispatches.Select(record => Text(record, "evidence_grade")).MinBy(Requirements.Rank);

    /// <summary>TALK.md, or nothing.</summary>
    public string Talk => Bytes("TALK.md") is { } talk ? System.Text.Encoding.UTF8.GetString(talk) : string.Empty;

    /// <summary>Fills in what the records tell.</summary>
    /// <param name="payload">What is known.</param>
    /// <param name="export">The export, relative to the project; or null.</param>
    /// <param name="report">The report, relative to the project; or null.</param>
    public Payload Fill(Payload payload, string? export = null, string? report = null) => payload with
    {
        RunId = (string?)State?["run_id"],
        TurnsExecuted = History.Count,
        Roles = Roles,
        Phases = [.. History.Select(entry => Text(entry, "phase")).Distinct(StringComparer.Ordinal)],
        PhaseGateStatus = State?["phase_gate_status"] is JsonObject gates ? gates.ToDictionary(gate => gate.Key, gate => (string)gate.Value!, StringComparer.Ordinal) : null,
        Dispatches = [.. Dispatches.Select(record => record.DeepClone())],
        EvidenceGrade = EvidenceGrade,
        Artifacts = new(
            State is null ? null : new((string?)State["status"], (string?)State["phase"], (string?)State["run_id"], Digest(".agentxchain/state.json")!),
            Facts(".agentxchain/history.jsonl", History),
            Facts(".agentxchain/decision-ledger.jsonl", Ledger),
            Digest("TALK.md"),
            new(export, export is null ? null : Digest(export), report, report is null ? null : Digest(report)),
            Cost()),
    };

    /// <summary>The SHA-256 of a file; null when it is not there.</summary>
    /// <param name="path">Relative to the project.</param>
    public string? Digest(string path) => Bytes(path) is { } content ? Convert.ToHexStringLower(SHA256.HashData(content)) : null;

    /// <summary>The bytes of a file; null when it is not there.</summary>
    /// <param name="path">Relative to the project.</param>
    public byte[]? Bytes(string path) => File.Exists(Path.Combine(_root, path)) ? File.ReadAllBytes(Path.Combine(_root, path)) : null;

    private CostFacts Cost()
    {
        TurnCostFacts[] turns = [.. History.Select(entry => new TurnCostFacts(Text(entry, "turn_id"), Text(entry, "role"), Text(entry, "phase"), Usd(entry)))];
        bool isKnown = turns.Length > 0 && turns.All(turn => turn.Usd is not null);
        return new(isKnown ? turns.Sum(turn => turn.Usd) : null, turns, Dispatches.Count(record => Text(record, "evidence_grade") == "live" && Text(record, "request_id").Length > 0));
    }

    private static decimal? Usd(JsonObject entry) => entry["cost"]?["usd"] is JsonValue usd ? usd.GetValue<decimal>() : null;

    private LinesFacts? Facts(string path, IReadOnlyList<JsonObject> lines) => Digest(path) is { } digest ? new(lines.Count, digest) : null;

    private IReadOnlyList<JsonObject> Lines(string path) => Bytes(path) is { } content
        ? [.. System.Text.Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())]
        : [];

    private static string Text(JsonObject from, string name) => (string?)from[name] ?? string.Empty;
}
