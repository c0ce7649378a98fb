using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Writes what a loop tells in the form that other programs read. Source: AgentXchain protocol v7, runLoop.</summary>
public static class LoopRecords
{
    /// <summary>Writes a result: JSON in UTF-8 on one line, with the protocol's names.</summary>
    /// <param name="result">The result.</param>
    public static byte[] Write(RunLoopResult result) => JsonSerializer.SerializeToUtf8Bytes(result, LoopJson.Line.RunLoopResult);

    /// <summary>Writes an event: JSON in UTF-8 on one line, with the protocol's names.</summary>
    /// <param name="happened">The event.</param>
    public static byte[] Write(RunLoopEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, LoopJson.Line.RunLoopEvent);
}

/// <summary>How that is written: as the protocol's records are, errors as texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ProtocolTime), typeof(ProtocolWord<RunStatus>), typeof(ProtocolWord<TurnStatus>), typeof(ProtocolWord<StopReason>), typeof(ProtocolWord<RunLoopEventType>), typeof(ProtocolWord<GateKind>), typeof(ProblemText)])]
[JsonSerializable(typeof(RunLoopResult))]
[JsonSerializable(typeof(RunLoopEvent))]
internal sealed partial class LoopJson : JsonSerializerContext
{
    internal static LoopJson Line => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>A problem as <c>code: message</c>; written only.</summary>
internal sealed class ProblemText : JsonConverter<Problem>
{
    public override Problem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A text is not read back as a problem.");

    public override void Write(Utf8JsonWriter writer, Problem value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Reason.Id}: {value.Message}");
}
