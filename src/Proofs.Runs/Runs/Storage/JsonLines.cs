using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Records, one on each line. A line that cannot be read is told, never left out: what it said may be what somebody wants gone.</summary>
internal static class JsonLines
{
    /// <summary>Reads every record.</summary>
    /// <param name="content">The file; empty when there is none.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="problem">What is wrong with the first line that cannot be read, or null.</param>
    /// <param name="fault">What is wrong with a record that could be read, or null.</param>
    internal static IReadOnlyList<T> Read<T>(ReadOnlySpan<byte> content, JsonTypeInfo<T> type, string name, out Problem? problem, Func<T, string?>? fault = null)
        where T : class => ReadOn(content, before: [], known: null, type, name, out problem, fault);

    /// <summary>Reads every record; the ones at the beginning that are known already are not read again.</summary>
    /// <param name="content">The file; empty when there is none.</param>
    /// <param name="before">The file as it was, ending with a line; or empty.</param>
    /// <param name="known">What it said.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="problem">What is wrong with the first line that cannot be read, or null.</param>
    /// <param name="fault">What is wrong with a record that could be read, or null.</param>
    internal static IReadOnlyList<T> ReadOn<T>(ReadOnlySpan<byte> content, ReadOnlySpan<byte> before, IReadOnlyList<T>? known, JsonTypeInfo<T> type, string name, out Problem? problem, Func<T, string?>? fault = null)
        where T : class
    {
        problem = null;
        bool goesOn = before is [.., (byte)'\n'] && known is not null && content.StartsWith(before);
        List<T> records = goesOn ? [.. known!] : [];
        ReadOnlySpan<byte> rest = content[(goesOn ? before.Length : 0)..];
        for (int line = 1 + (goesOn ? before.Count((byte)'\n') : 0); !rest.IsEmpty; line++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (text.Trim("\r\t "u8).IsEmpty)
            {
                continue;
            }

            try
            {
                T record = JsonSerializer.Deserialize(text, type) ?? throw new JsonException("It is null.");
                records.Add(fault?.Invoke(record) is { } wrong ? throw new JsonException($"{wrong}.") : record);
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                string what = end < 0 && broken is JsonException { Path: null } ? "its last line was cut off" : "the line is no record";
                problem = new(RunCodes.RecordUnreadable, $"Line {line} of {name} cannot be read: {what}.") { Path = name, Field = $"line {line}", Detail = broken.Message };
                break;
            }
        }

        return records;
    }

    /// <summary>Writes records, one on each line.</summary>
    internal static byte[] Write<T>(IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        using MemoryStream lines = new();
        foreach (T record in records)
        {
            JsonSerializer.Serialize(lines, record, type);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }
}
