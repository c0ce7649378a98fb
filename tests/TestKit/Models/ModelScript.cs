using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit.Models;

/// <summary>
/// What is answered, in its order: <c>{"answers":[{"status":200,"result":{…},"input_tokens":300,"output_tokens":20,"latency_ms":0},{"status":529}]}</c>.
/// </summary>
/// <param name="answers">The list.</param>
/// <param name="ids">What the ids of the requests begin with; nobody can guess it when nothing is said.</param>
/// <param name="key">The key that it has to be asked with; null for any.</param>
public sealed class ModelScript(JsonArray answers, string? ids = null, string? key = null)
{
    private const string Heading = "\n## Required Output\n";
    private const string Fence = "```json\n";

    private readonly string _ids = ids ?? $"req_{Guid.NewGuid():N}_";

    /// <summary>How many requests were answered.</summary>
    public int Given { get; private set; }

    /// <summary>Reads a document that has the list.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ModelScript Read(byte[] document)
    {
        JsonNode? script = JsonNode.Parse(document);
        return new(script?["answers"]?.AsArray() ?? throw new JsonException("It has no \"answers\"."), key: (string?)script["key"]);
    }

    /// <summary>The next answer, and the id of its request.</summary>
    public (ModelAnswer Answer, string Id) Next(ModelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Given++;
        string id = string.Create(CultureInfo.InvariantCulture, $"{_ids}{Given}");
        ModelAnswer answer = key is not null && request.Key != key ? Error(401, "It was asked with another key.")
            : Given <= answers.Count ? Make(answers[Given - 1]!, request) : Error(500, $"No answer is left for request {Given}; the list has {answers.Count}.");
        return (answer.With(request.IsAnthropic ? "request-id" : "x-request-id", id), id);
    }

    private static ModelAnswer Make(JsonNode answer, ModelRequest request)
    {
        ModelAnswer made = (int?)answer["status"] is { } status and not 200
            ? Error(status, $"The list of answers has a {status} here.")
            : Fill(request.Prompt, answer["result"]) is { } result ? ModelAnswer.Says(result, answer["input_tokens"], answer["output_tokens"]) : Error(500, "The prompt has no template of a turn's result.");
        return made with { Latency = TimeSpan.FromMilliseconds((int?)answer["latency_ms"] ?? 0) };
    }

    /// <summary>The template of a turn's result, as the prompt has it, with the answer's own keys over it: what a model does. Null when there is none.</summary>
    private static string? Fill(string prompt, JsonNode? over)
    {
        int heading = prompt.LastIndexOf(Heading, StringComparison.Ordinal);
        int from = heading < 0 ? -1 : prompt.IndexOf(Fence, heading, StringComparison.Ordinal);
        int to = from < 0 ? -1 : prompt.IndexOf("\n```", from + Fence.Length, StringComparison.Ordinal);
        if (to < 0)
        {
            return null;
        }

        JsonObject result = JsonNode.Parse(prompt[(from + Fence.Length)..to])!.AsObject();
        foreach ((string key, JsonNode? value) in over?.AsObject() ?? [])
        {
            result[key] = value?.DeepClone();
        }

        return result.ToJsonString();
    }

    /// <summary>An error as a provider words it. Source: Anthropic, errors of the API.</summary>
    private static ModelAnswer Error(int status, string message) => ModelAnswer.Error(
        status,
        status switch
        {
            400 => "invalid_request_error",
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            _ => "api_error",
        },
        message);
}
