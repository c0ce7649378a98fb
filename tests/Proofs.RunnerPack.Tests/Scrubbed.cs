using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Packs;

namespace Proofs.RunnerPack.Tests;

/// <summary>A payload without what differs from run to run; what has not the form that it should have stays, and is seen.</summary>
internal static partial class Scrubbed
{
    internal static string Of(Payload payload)
    {
        JsonObject json = Parse(payload);
        json["environment"] = new JsonObject { ["os"] = "os", ["architecture"] = "x64", ["framework"] = ".NET", ["processors"] = 1 };
        (json["code"], json["ci"]) = (null, null);
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        string text = json.ToJsonString(new() { WriteIndented = true });
        text = Id().Replace(text, id => ids.TryGetValue(id.Value, out string? known) ? known : ids[id.Value] = $"{id.Groups["kind"].Value}_{ids.Count + 1:x16}");
        text = Digest().Replace(text, new string('0', 64));
        text = Instant().Replace(text, "2026-01-01T00:00:00+00:00");
        text = Request().Replace(text, "req_0_");
        text = Duration().Replace(text, "${name} 0");
        return Port().Replace(text, "127.0.0.1:1") + "\n";
    }

    internal static IEnumerable<string> Keys(Payload payload) => Parse(payload).Select(property => property.Key);

    private static JsonObject Parse(Payload payload) => JsonNode.Parse(Encoding.UTF8.GetString(payload.ToJson()))!.AsObject();

    [GeneratedRegex("(?<kind>run|turn)_[0-9a-f]{16}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    /// <summary>An escaped quotation mark ends with digits that are not the digest's.</summary>
    [GeneratedRegex(@"(?<=\\u0022|(?<![0-9a-f]))[0-9a-f]{64}(?![0-9a-f])", RegexOptions.None, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\\u002B00:00)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex("req_[0-9a-f]{32}_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Request();

    [GeneratedRegex("(?<name>\"(duration_ms|latency_ms)\":) \\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Port();
}
