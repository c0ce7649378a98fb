using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TestKit.Models;

/// <summary>What a model server answers: words in the wire format it was asked in, an error in that format, or bytes as they are.</summary>
public sealed record ModelAnswer
{
    private static readonly byte[] Filling = [.. Enumerable.Repeat((byte)' ', 64 << 10)];

    private Func<ModelRequest, string> Body { get; init; } = _ => string.Empty;

    /// <summary>The status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>How it is sent.</summary>
    public ModelManner Manner { get; init; }

    /// <summary>How long it thinks before it says anything.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many bytes of blanks follow the body.</summary>
    public long Padding { get; init; }

    /// <summary>Headers, beside the id of the request that every answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words, and what they used; counts that are null are left out, and they may be anything that JSON can say.</summary>
    public static ModelAnswer Says(string text, JsonNode? sent = null, JsonNode? back = null, string? stop = null, string? model = null) => new()
    {
        Body = request => request.IsAnthropic ? Anthropic(request, text, sent, back, stop ?? "end_turn", model) : OpenAi(request, text, sent, back, stop ?? "stop", model),
    };

    /// <summary>An error as the provider writes it.</summary>
    public static ModelAnswer Error(int status, string type, string message, string? code = null) => new()
    {
        Status = status,
        Body = request =>
        {
            JsonObject error = new() { ["type"] = type, ["message"] = message };
            if (code is not null)
            {
                error["code"] = code;
            }

            return new JsonObject { ["type"] = "error", ["error"] = error }.ToJsonString();
        },
    };

    /// <summary>A body as it is.</summary>
    public static ModelAnswer Raw(int status, string body) => new() { Status = status, Body = _ => body };

    /// <summary>The same with a header.</summary>
    public ModelAnswer With(string name, string value) => this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [name] = value } };

    internal async Task WriteAsync(HttpContext context, ModelRequest request, CancellationToken gone)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body(request));
        if (Manner == ModelManner.Silent)
        {
            await Task.Delay(Timeout.Infinite, gone);
        }

        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, gone);
        }

        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.Headers[request.IsAnthropic ? "request-id" : "x-request-id"] = "req_1";
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        int half = Manner == ModelManner.Whole ? body.Length : body.Length / 2;
        await response.Body.WriteAsync(body.AsMemory(0, half), gone);
        await response.Body.FlushAsync(gone);
        if (Manner == ModelManner.Slow)
        {
            // The rest never comes, and nobody hangs up.
            await Task.Delay(Timeout.Infinite, gone);
        }

        if (Manner == ModelManner.Cut)
        {
            context.Abort();
            return;
        }

        for (long left = Padding; left > 0; left -= Filling.Length)
        {
            await response.Body.WriteAsync(Filling.AsMemory(0, (int)Math.Min(left, Filling.Length)), gone);
        }
    }

    private static string Anthropic(ModelRequest request, string text, JsonNode? sent, JsonNode? back, string stop, string? model) => new JsonObject
    {
        ["id"] = "msg_1",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = model ?? request.Model,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["stop_reason"] = stop,
        ["stop_sequence"] = null,
        ["usage"] = Usage(("input_tokens", sent), ("output_tokens", back)),
    }.ToJsonString();

    private static string OpenAi(ModelRequest request, string text, JsonNode? sent, JsonNode? back, string stop, string? model) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = model ?? request.Model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text }, ["finish_reason"] = stop }),
        ["usage"] = Usage(("prompt_tokens", sent), ("completion_tokens", back)),
    }.ToJsonString();

    private static JsonObject Usage(params (string Name, JsonNode? Count)[] counts)
    {
        JsonObject usage = [];
        foreach ((string name, JsonNode? count) in counts)
        {
            if (count is not null)
            {
                usage[name] = count.DeepClone();
            }
        }

        return usage;
    }
}

/// <summary>How a model server answers.</summary>
public enum ModelManner
{
    /// <summary>With everything.</summary>
    Whole,

    /// <summary>With a half, and then it closes the connection.</summary>
    Cut,

    /// <summary>With a half; the rest never comes.</summary>
    Slow,

    /// <summary>Not at all; the connection stays open.</summary>
    Silent,
}
