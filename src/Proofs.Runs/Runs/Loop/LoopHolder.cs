using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Who drives a project's run.</summary>
/// <param name="ProcessId">The process, or null when it has not said.</param>
/// <param name="Since">Since when, or null when it has not said.</param>
public sealed record LoopHolder(int? ProcessId, DateTimeOffset? Since)
{
    /// <summary>Whether the process that said so is not there any more. Where that cannot be told, the lock has to be asked.</summary>
    internal bool IsGone => ProcessId is { } process && OperatingSystem.IsLinux() && !Directory.Exists($"/proc/{process}");

    /// <summary>Reads what a loop said of itself.</summary>
    internal static LoopHolder Read(string? text)
    {
        try
        {
            JsonObject? said = text is null ? null : JsonNode.Parse(text) as JsonObject;
            return new(said?["owner_pid"]?.GetValue<int>(), said?["acquired_at"]?.GetValue<DateTimeOffset>());
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            // It lies in the project, where anybody may write; then nobody has said who it is.
            return new(null, null);
        }
    }
}
