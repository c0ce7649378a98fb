using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>A line of <c>.agentxchain/hook-audit.jsonl</c>. Source: AgentXchain protocol v7, hooks.</summary>
public sealed record HookAuditEntry
{
    /// <summary>When the hook was asked, or passed over.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The phase of hooks.</summary>
    public required string HookPhase { get; init; }

    /// <summary>The hook.</summary>
    public required string HookName { get; init; }

    /// <summary><c>process</c> or <c>http</c>; null for one that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Transport { get; init; }

    /// <summary>The run, or null.</summary>
    public string? RunId { get; init; }

    /// <summary>The turn, or null.</summary>
    public string? TurnId { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long DurationMs { get; init; }

    /// <summary><c>allow</c>, <c>warn</c> or <c>block</c>: the hook's word, or what stands for it when it said nothing that counts; null for one that was not asked.</summary>
    public string? Verdict { get; init; }

    /// <summary>What the hook says to people, or what is wrong with it.</summary>
    public string? Message { get; init; }

    /// <summary>What the hook wants kept, as it gave it; null when nothing.</summary>
    public JsonElement? Annotations { get; init; }

    /// <summary>The code a process ended with, or null.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether its time was over before it had answered.</summary>
    public bool TimedOut { get; init; }

    /// <summary>The beginning of what it wrote to standard error.</summary>
    public string? StderrExcerpt { get; init; }

    /// <summary>What came of it: continued, warned…, blocked…, aborted_tamper or skipped.</summary>
    public required string OrchestratorAction { get; init; }
}

/// <summary>A line of <c>.agentxchain/hook-annotations.jsonl</c>.</summary>
internal sealed record HookAnnotations
{
    public DateTimeOffset Timestamp { get; init; }

    public required string HookPhase { get; init; }

    public required string HookName { get; init; }

    public string? RunId { get; init; }

    public string? TurnId { get; init; }

    public JsonElement Annotations { get; init; }
}

/// <summary>How hooks' records are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(ProtocolTime)])]
[JsonSerializable(typeof(HookAuditEntry))]
[JsonSerializable(typeof(HookAnnotations))]
internal sealed partial class HookJson : JsonSerializerContext
{
    /// <summary>On one line; text of any script stays readable.</summary>
    internal static HookJson Line => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
