using System.Net;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>
/// What the records of a run have to say before anybody believes that a model was asked. A cost is no evidence of that: a stub can make one up, and a
/// small call costs next to nothing.
/// </summary>
public static class DispatchChecks
{
    private const string ProvidersHost = "api.anthropic.com";

    /// <summary>In US dollars a million tokens. Source: Anthropic, prices of Claude Haiku 4.5.</summary>
    private const decimal InputRate = 1;
    private const decimal OutputRate = 5;

    /// <summary>What went wrong with a provider and may go away by itself. Source: AgentXchain protocol v7, adapters, api_proxy, error classes.</summary>
    public static IReadOnlyList<string> Retryable { get; } = ["rate_limited", "provider_overloaded", "network_failure", "timeout"];

    /// <summary>Claims that every accepted turn has the id of a request that the provider answered, and each its own.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    /// <param name="turns">How many turns there have to be.</param>
    /// <param name="model">The server on this machine, which knows the ids that it gave out and what it said; null where only the provider does.</param>
    public static void ClaimAnswered(Story story, RunRecords records, int turns, ModelProcess? model)
    {
        IReadOnlyList<string>? given = model?.AnsweredIds;
        string[] ids = [.. records.Dispatches.Where(record => Text(record, "worker") == "api_proxy").Select(record => Text(record, "request_id")).Where(id => id.Length > 0)];
        story.Claim(
            "dispatch.answered",
            new JsonObject { ["turns"] = turns, ["different_ids"] = turns, ["never_given_out"] = given is null ? null : new JsonArray(), ["not_what_was_answered"] = given is null ? null : new JsonArray() },
            new JsonObject
            {
                ["turns"] = records.History.Count,
                ["different_ids"] = ids.Distinct(StringComparer.Ordinal).Count(),
                ["never_given_out"] = given is null ? null : Texts(ids.Except(given, StringComparer.Ordinal)),
                ["not_what_was_answered"] = model is null ? null : Texts(records.History.Where(entry => !Says(entry, model)).Select(entry => Text(entry, "turn_id"))),
            });
    }

    /// <summary>Whether a turn says what the server answered to its request. A turn of an id that the server never gave out is told of there.</summary>
    private static bool Says(JsonObject entry, ModelProcess model)
    {
        JsonNode? answered = Tokens(entry, [.. model.Answered.Select(each => each.Id)], model.Answers);
        return answered?["result"] is not JsonObject said
            || ((string[])["summary", "decisions", "objections"]).All(part => said[part] is null || JsonNode.DeepEquals(said[part], entry[part]));
    }

    /// <summary>Claims that every accepted turn's grade is what the host that answered shows, and the one that the proof set out for.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    /// <param name="answered">The grade that the runner answers for the run as a whole.</param>
    public static void ClaimGrade(Story story, RunRecords records, string? answered)
    {
        string grade = story.Facts.Grade;
        string[] shown = [.. records.Dispatches.Select(record => Shows(Text(record, "endpoint_host"))).DefaultIfEmpty("nothing was asked")];
        story.Claim(
            "dispatch.grade",
            new JsonObject { ["hosts_show"] = Texts(shown.Select(_ => grade)), ["records"] = Texts(records.Dispatches.Select(_ => grade)), ["run"] = grade },
            new JsonObject { ["hosts_show"] = Texts(shown), ["records"] = Texts(records.Dispatches.Select(record => Text(record, "evidence_grade"))), ["run"] = answered });
    }

    /// <summary>Claims that every turn's cost is known and charged, exactly: below a tenth of a cent too, and what a rejected attempt cost with it.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="records">The run's records.</param>
    /// <param name="model">The server on this machine, which counted the tokens; null where only the provider did.</param>
    /// <param name="charged">What the runner says the run cost, in US dollars.</param>
    /// <param name="unknown">How many attempts the runner says it does not know the cost of.</param>
    public static void ClaimCost(Story story, RunRecords records, ModelProcess? model, JsonNode? charged, JsonNode? unknown)
    {
        decimal?[] turns = [.. records.History.Select(entry => Money((entry["cost"] as JsonObject)?["usd"]))];
        decimal? sum = turns.Concat(RejectedCosts(records)).Aggregate((decimal?)0, (left, right) => left + right);
        string[] given = [.. model?.Answered.Select(each => each.Id) ?? []];
        JsonNode expected = model is not null ? Sums(records.History.Select(entry => Price(Tokens(entry, given, model.Answers))))
            : turns.All(usd => usd > 0) && turns.Length > 0 ? Sums(turns)
            : "each is known and more than nothing";
        story.Claim(
            "cost.adds_up",
            new JsonObject { ["turns"] = expected, ["charged_usd"] = Usd(sum) ?? "a sum that is known", ["unknown_cost_attempts"] = 0 },
            new JsonObject { ["turns"] = Sums(turns), ["charged_usd"] = Usd(Money(charged)), ["unknown_cost_attempts"] = unknown?.DeepClone() });
    }

    /// <summary>The grade that a host shows, whatever anybody wrote down. Source: RFC 6761, RFC 5735; Anthropic, address of the API.</summary>
    private static string Shows(string host) => Uri.TryCreate($"https://{host}", UriKind.Absolute, out Uri? address)
        ? address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out IPAddress? number) && IPAddress.IsLoopback(number)) ? "loopback"
        : host == ProvidersHost ? "live" : "custom_endpoint"
        : "no host";

    /// <summary>What counts tokens: the server that was asked; what the turn says itself only where it asked somebody else, which has a claim of its own.</summary>
    private static JsonNode? Tokens(JsonObject entry, string[] given, JsonArray answers)
    {
        int at = entry["dispatch"] is JsonObject dispatch ? Array.IndexOf(given, Text(dispatch, "request_id")) : -1;
        return at >= 0 && at < answers.Count ? answers[at] : entry["cost"];
    }

    /// <summary>One that nobody knows is nothing here: it is counted among those that are unknown, and there may be none.</summary>
    private static IEnumerable<decimal?> RejectedCosts(RunRecords records) =>
        records.Events.Where(told => Text(told, "event_type") == "turn_rejected").Select(told => (decimal?)(Money(told["payload"]?["dispatch"]?["usage"]?["usd"]) ?? 0));

    private static decimal? Price(JsonNode? tokens) => ((Money(tokens?["input_tokens"]) * InputRate) + (Money(tokens?["output_tokens"]) * OutputRate)) / 1_000_000;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonArray Sums(IEnumerable<decimal?> sums) => new([.. sums.Select(Usd)]);

    /// <summary>Without zeros at the end, which say nothing: 0.00040 is 0.0004.</summary>
    private static JsonNode? Usd(decimal? usd) => usd is { } known ? JsonValue.Create(known / 1.0000000000000000000000000000m) : null;

    private static decimal? Money(JsonNode? usd) => usd is JsonValue value && value.TryGetValue(out decimal known) ? known : null;

    private static string Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;
}
