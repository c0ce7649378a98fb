using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>What a result that is not taken says it cost.</summary>
internal static class StagedCost
{
    /// <summary>Reads the cost; null when it says nothing that can be read, and then nobody knows it.</summary>
    internal static TurnCost? Read(byte[]? staged)
    {
        try
        {
            return staged is null ? null : JsonSerializer.Deserialize(staged, ProtocolJson.Default.StagedResult)?.Cost;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // It is being rejected, most likely for that.
            return null;
        }
    }
}

/// <summary>A staged result as far as its cost.</summary>
internal sealed record StagedResult(TurnCost? Cost);
