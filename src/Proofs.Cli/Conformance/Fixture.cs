using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Cli.Conformance;

/// <summary>A fixture's setup, in the product's own shapes. Fixtures leave out what their authors take for granted; it is put in here, and nothing is decided.</summary>
internal sealed class Fixture
{
    private readonly byte[] _before;

    private static readonly DateTimeOffset Moment = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal Fixture(JsonObject document)
    {
        Setup = document["setup"] as JsonObject ?? [];
        JsonObject input = document["input"] as JsonObject ?? throw new FixtureException("input is no object.");
        Operation = (string?)input["operation"] ?? throw new FixtureException("input.operation is missing.");
        Args = input["args"] as JsonObject ?? [];
        Reading = ConfigurationReader.Read(Bytes(Inflation.Configuration(Setup["config"] as JsonObject ?? [])));
        State = Read(Inflation.State(Setup["state"] as JsonObject ?? [], Reading.Shape));
        _before = ProtocolRecords.Write(State);
        TurnResult = Args["turn_result"] as JsonObject ?? Setup["turn_result"] as JsonObject;
    }

    internal JsonObject Setup { get; }

    internal string Operation { get; }

    internal JsonObject Args { get; }

    internal ConfigurationReading Reading { get; }

    /// <summary>The configuration, whose names may lead nowhere: fixtures' often do, and only a run needs them to lead somewhere.</summary>
    internal RunConfiguration Configuration => Reading.Shape ?? throw new FixtureException("The configuration cannot be used: " + string.Join(" ", Reading.Problems.Select(problem => problem.Message)));

    internal RunState State { get; }

    internal JsonObject? TurnResult { get; }

    internal RunFacts Facts => new(Moment)
    {
        History = History(),
        DecisionIds = Ledger.Where(entry => entry["run_id"] is null || (string?)entry["run_id"] == State.RunId).Select(entry => (string?)entry["id"]).OfType<string>().ToHashSet(StringComparer.Ordinal),
        ReadFile = path => (string?)(Setup["filesystem"] as JsonObject)?[path],
    };

    internal IReadOnlyList<JsonObject> Ledger => [.. (Setup["ledger"] as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>Whether a state says what the fixture's said before the product had it.</summary>
    internal bool IsUnchanged(RunState state) => ProtocolRecords.Write(state).AsSpan().SequenceEqual(_before);

    internal static JsonObject Document(RunState state) => JsonNode.Parse(ProtocolRecords.Write(state))!.AsObject();

    internal static byte[] Bytes(JsonNode? node) => Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null");

    internal static RunState Read(JsonObject state) => ProtocolRecords.ReadState(Bytes(state), out Problem? problem) ?? throw new FixtureException(problem!.Message);

    private IReadOnlyList<HistoryEntry> History()
    {
        byte[] lines = [.. (Setup["history"] as JsonArray ?? []).SelectMany(line => Bytes(line).Append((byte)'\n'))];
        IReadOnlyList<HistoryEntry> history = ProtocolRecords.ReadHistory(lines, out Problem? problem);
        return problem is null ? history : throw new FixtureException(problem.Message);
    }
}

/// <summary>The fixture itself cannot be used.</summary>
internal sealed class FixtureException(string message) : Exception(message);
