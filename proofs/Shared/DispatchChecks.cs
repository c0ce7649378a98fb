using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>
/// What the records of a run have to say before anybody believes that a model was asked. A cost is no evidence of that: a stub can make one up, and a
/// small call costs next to nothing.
/// </summary>
public static class DispatchChecks
{
    private const string ProvidersHost = "api.anthropic.com";

    /// <summary>What went wrong with a provider and may go away by itself. Source: AgentXchain protocol v7, adapters, api_proxy, error classes.</summary>
    public static IReadOnlyList<string> Retryable { get; } = ["rate_limited", "provider_overloaded", "network_failure", "timeout"];

    /// <summary>Claims that every accepted turn has the id of a request that the provider answered, and each its own.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    /// <param name="given">The ids that the server says it gave out; null when only the provider can know.</param>
    public static void ClaimAnswered(Story story, RunRecords records, IReadOnlyList<string>? given)
    {
        string[] ids = [.. records.Dispatches.Where(record => (string?)record["worker"] == "api_proxy").Select(record => (string?)record["request_id"] ?? string.Empty)];
        bool areAnswered = ids.Length == records.History.Count && ids.All(id => given?.Contains(id, StringComparer.Ordinal) ?? id.Length > 0);
        story.Claim(
            "dispatch.answered",
            new JsonObject { ["answered"] = true, ["different"] = records.History.Count },
            new JsonObject { ["answered"] = areAnswered && ids.Length > 0, ["different"] = ids.Distinct(StringComparer.Ordinal).Count() });
    }

    /// <summary>Claims that every accepted turn's grade is what the host that answered shows, and the one that the proof set out for.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    public static void ClaimGrade(Story story, RunRecords records)
    {
        JsonArray said = new([.. records.Dispatches.Select(record => record["evidence_grade"]?.DeepClone())]);
        JsonArray shown = new([.. records.History.Select(_ => JsonValue.Create(story.Facts.Grade))]);
        bool areShown = records.Dispatches.All(record => Shows((string?)record["endpoint_host"]) == story.Facts.Grade);
        story.Claim("dispatch.grade", new JsonObject { ["said"] = shown, ["shown"] = true }, new JsonObject { ["said"] = said, ["shown"] = areShown });
    }

    /// <summary>Claims that every turn's cost is known and charged; below a tenth of a cent too.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    /// <param name="expected">What the turns cost together, in US dollars, where it is known before.</param>
    public static void ClaimCost(Story story, RunRecords records, decimal? expected)
    {
        decimal?[] costs = [.. records.History.Select(entry => (entry["cost"]?["usd"] as JsonValue)?.GetValue<decimal>())];
        decimal? spent = (records.State?["budget_status"]?["spent_usd"] as JsonValue)?.GetValue<decimal>();
        story.Claim(
            "cost.adds_up",
            new JsonObject { ["known"] = true, ["charged"] = true, ["total_usd"] = Text(expected ?? costs.Sum()) },
            new JsonObject { ["known"] = costs.All(cost => cost is not null), ["charged"] = spent >= costs.Sum(), ["total_usd"] = Text(costs.Sum()) });
    }

    /// <summary>Claims that a key is in no file of a project and in none of these texts.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="root">The project.</param>
    /// <param name="key">The key.</param>
    /// <param name="beside">What is looked through beside the files.</param>
    public static void ClaimKeyKept(Story story, string root, string key, params IEnumerable<ReadOnlyMemory<byte>> beside)
    {
        byte[] secret = Encoding.UTF8.GetBytes(key);
        string[] found =
        [
            .. Kept.Files(root)
                .Where(path => File.ReadAllBytes(path).AsSpan().IndexOf(secret) >= 0)
                .Select(path => Path.GetRelativePath(root, path)),
            .. beside.Any(text => text.Span.IndexOf(secret) >= 0) ? ["(beside the files)"] : Array.Empty<string>(),
        ];
        story.Claim("key.kept", new JsonArray(), new JsonArray([.. found.Select(path => JsonValue.Create(path))]));
    }

    /// <summary>The grade that a host shows.</summary>
    private static string Shows(string? host) => host is null ? "unobserved"
        : host == ProvidersHost ? "live"
        : Uri.TryCreate($"http://{host}/", UriKind.Absolute, out Uri? address) && (address.Host == "localhost" || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip))) ? "loopback"
        : "custom_endpoint";

    private static string? Text(decimal? usd) => usd?.ToString("0.#############", CultureInfo.InvariantCulture);
}
