using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

/// <summary>How the protocol's records are written as JSON: snake_case names, words for enumerations, times in UTC with milliseconds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    Converters = [typeof(ProtocolTime), typeof(ProtocolWord<RunStatus>), typeof(ProtocolWord<TurnStatus>), typeof(ProtocolWord<ResultStatus>), typeof(ProtocolWord<VerificationStatus>), typeof(ProtocolWord<EvidenceGrade>)])]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(TurnResult))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(DispatchRecord))]
[JsonSerializable(typeof(LedgerDecision))]
[JsonSerializable(typeof(LedgerRecord))]
[JsonSerializable(typeof(RepoDecision))]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(StagedResult))]
[JsonSerializable(typeof(RunCommand))]
[JsonSerializable(typeof(RunEntry))]
[JsonSerializable(typeof(RecordedFacts))]
[JsonSerializable(typeof(PreparedTransaction))]
[JsonSerializable(typeof(ProposalSnapshot))]
[JsonSerializable(typeof(ApplyJournal))]
internal sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>Indented, for files that people read; text of any script stays readable.</summary>
    internal static ProtocolJson Indented => field ??= new(new JsonSerializerOptions(Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>On one line, for files that are appended to; text of any script stays readable.</summary>
    internal static ProtocolJson Line => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>A word of the protocol, in snake_case; no numbers.</summary>
internal sealed class ProtocolWord<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>A point in time as ECMAScript's toISOString writes it.</summary>
internal sealed class ProtocolTime : JsonConverter<DateTimeOffset>
{
    internal static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));
}
