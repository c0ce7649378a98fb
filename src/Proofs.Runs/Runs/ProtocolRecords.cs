using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

/// <summary>Reads and writes the protocol's records in the form they have on disk. Source: AgentXchain protocol v7, files on disk and record formats.</summary>
public static class ProtocolRecords
{
    /// <summary>Reads a state as this or another runner wrote it; older forms are brought into the current one.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <param name="problem">Why it cannot be read, or null.</param>
    public static RunState? ReadState(byte[] json, out Problem? problem) => StateFile.Read(json, out problem);

    /// <summary>Writes a state: JSON in UTF-8, indented by two, with a line feed at the end.</summary>
    /// <param name="state">The state.</param>
    public static byte[] Write(RunState state) => StateFile.Write(state);

    /// <summary>Reads a history: a record on each line.</summary>
    /// <param name="lines">JSON lines in UTF-8.</param>
    /// <param name="problem">What is wrong with the first line that cannot be read, or null.</param>
    public static IReadOnlyList<HistoryEntry> ReadHistory(byte[] lines, out Problem? problem) => JsonLines.Read(lines, ProtocolJson.Default.HistoryEntry, RunPaths.History, out problem, Wholeness.Fault);

    /// <summary>Writes a record of the history: JSON in UTF-8 on one line, without a line feed.</summary>
    /// <param name="entry">The record.</param>
    public static byte[] Write(HistoryEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, ProtocolJson.Line.HistoryEntry);
}
