using System.Text;
using System.Text.Json;

namespace Proofs.Workers.LocalCli;

/// <summary>
/// Finds a turn's result in what an agent says: all of it, else what stands in the first fence, else what stands between the first and the last brace.
/// Source: AgentXchain protocol v7, api_proxy.
/// </summary>
internal static class ResultText
{
    private const string Fence = "```";

    /// <summary>The result, or null.</summary>
    internal static byte[]? Find(string text) => Candidates(text).Select(Read).FirstOrDefault(result => result is not null);

    /// <summary>Whether it is one JSON object that can be a turn's result.</summary>
    internal static bool IsResult(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("schema_version", out _);
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // It is no JSON.
            return false;
        }
    }

    private static IEnumerable<string> Candidates(string text)
    {
        yield return text;
        int fence = text.IndexOf(Fence, StringComparison.Ordinal);
        int begin = fence < 0 ? -1 : text.IndexOf('\n', fence);
        int end = begin < 0 ? -1 : text.IndexOf(Fence, begin, StringComparison.Ordinal);
        if (end > 0)
        {
            yield return text[begin..end];
        }

        int first = text.IndexOf('{', StringComparison.Ordinal);
        int last = text.LastIndexOf('}');
        if (first >= 0 && last > first)
        {
            yield return text[first..(last + 1)];
        }
    }

    private static byte[]? Read(string text)
    {
        byte[] json = Encoding.UTF8.GetBytes(text.Trim());
        return IsResult(json) ? json : null;
    }
}
