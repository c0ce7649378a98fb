using System.Text;
using System.Text.Json.Nodes;

namespace TestKit.Agents;

/// <summary>How a provider's API is spoken, as far as a streamed answer with one text or one call of a tool needs it.</summary>
internal abstract class AgentDialect
{
    internal static IReadOnlyList<AgentDialect> All { get; } = [new ResponsesDialect(), new ChatDialect(), new GeminiDialect(), new MessagesDialect()];

    /// <summary>Whether requests to a path are in it.</summary>
    internal abstract bool Speaks(string path);

    /// <summary>How many results of tools a request carries.</summary>
    internal abstract int Results(JsonObject asked);

    /// <summary>A step as the body of an answer.</summary>
    internal abstract string Answer(AgentStep step, int number, JsonObject asked);

    /// <summary>Server-sent events.</summary>
    protected static string Events(IEnumerable<JsonObject> events, bool areNamed)
    {
        StringBuilder text = new();
        foreach (JsonObject each in events)
        {
            if (areNamed)
            {
                text.Append($"event: {each["type"]}\n");
            }

            text.Append($"data: {each.ToJsonString()}\n\n");
        }

        return text.ToString();
    }

    protected static string Model(JsonObject asked) => asked["model"]?.GetValue<string>() ?? "loopback-model";

    protected static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}

/// <summary>OpenAI's Responses.</summary>
internal sealed class ResponsesDialect : AgentDialect
{
    internal override bool Speaks(string path) => path.EndsWith("/responses", StringComparison.Ordinal);

    internal override int Results(JsonObject asked) => Objects(asked["input"]).Count(item => item["type"]?.ToString() == "function_call_output");

    internal override string Answer(AgentStep step, int number, JsonObject asked)
    {
        JsonObject item = step.Tool is null
            ? new() { ["type"] = "message", ["role"] = "assistant", ["id"] = $"msg_{number}", ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = step.Text }) }
            : new() { ["type"] = "function_call", ["id"] = $"fc_{number}", ["call_id"] = $"call_{number}", ["name"] = step.Tool, ["arguments"] = step.Arguments!.ToJsonString() };
        return Events(
            [
                new() { ["type"] = "response.created", ["response"] = new JsonObject { ["id"] = $"resp_{number}" } },
                new() { ["type"] = "response.output_item.done", ["item"] = item },
                new()
                {
                    ["type"] = "response.completed",
                    ["response"] = new JsonObject
                    {
                        ["id"] = $"resp_{number}",
                        ["usage"] = new JsonObject { ["input_tokens"] = AgentStep.InputTokens, ["input_tokens_details"] = null, ["output_tokens"] = AgentStep.OutputTokens, ["output_tokens_details"] = null, ["total_tokens"] = AgentStep.InputTokens + AgentStep.OutputTokens },
                    },
                },
            ],
            areNamed: true);
    }
}

/// <summary>Chat completions, which many providers speak.</summary>
internal sealed class ChatDialect : AgentDialect
{
    internal override bool Speaks(string path) => path.EndsWith("/chat/completions", StringComparison.Ordinal);

    internal override int Results(JsonObject asked) => Objects(asked["messages"]).Count(message => message["role"]?.ToString() == "tool");

    internal override string Answer(AgentStep step, int number, JsonObject asked)
    {
        JsonObject said = new() { ["role"] = "assistant" };
        if (step.Tool is null)
        {
            said["content"] = step.Text;
        }
        else
        {
            said["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["id"] = $"call_{number}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = step.Tool, ["arguments"] = step.Arguments!.ToJsonString() },
            });
        }

        return Events(
            [
                Chunk(asked, said, reason: null, usage: null),
                Chunk(asked, [], step.Tool is null ? "stop" : "tool_calls", new() { ["prompt_tokens"] = AgentStep.InputTokens, ["completion_tokens"] = AgentStep.OutputTokens, ["total_tokens"] = AgentStep.InputTokens + AgentStep.OutputTokens }),
            ],
            areNamed: false) + "data: [DONE]\n\n";
    }

    private static JsonObject Chunk(JsonObject asked, JsonObject delta, string? reason, JsonObject? usage)
    {
        JsonObject chunk = new()
        {
            ["id"] = "chatcmpl-loopback",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = Model(asked),
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }),
        };
        if (usage is not null)
        {
            chunk["usage"] = usage;
        }

        return chunk;
    }
}

/// <summary>Gemini's own API.</summary>
internal sealed class GeminiDialect : AgentDialect
{
    internal override bool Speaks(string path) => path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);

    internal override int Results(JsonObject asked) => Objects(asked["contents"]).SelectMany(content => Objects(content["parts"])).Count(part => part["functionResponse"] is not null);

    internal override string Answer(AgentStep step, int number, JsonObject asked) => Events(
        [
            new()
            {
                ["candidates"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["finishReason"] = "STOP",
                    ["content"] = new JsonObject
                    {
                        ["role"] = "model",
                        ["parts"] = new JsonArray(step.Tool is null ? new JsonObject { ["text"] = step.Text } : new JsonObject { ["functionCall"] = new JsonObject { ["name"] = step.Tool, ["args"] = step.Arguments!.DeepClone() } }),
                    },
                }),
                ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = AgentStep.InputTokens, ["candidatesTokenCount"] = AgentStep.OutputTokens, ["totalTokenCount"] = AgentStep.InputTokens + AgentStep.OutputTokens },
                ["modelVersion"] = "loopback-model",
            },
        ],
        areNamed: false);
}

/// <summary>Anthropic's Messages.</summary>
internal sealed class MessagesDialect : AgentDialect
{
    internal override bool Speaks(string path) => path.EndsWith("/messages", StringComparison.Ordinal);

    internal override int Results(JsonObject asked) => Objects(asked["messages"]).SelectMany(message => Objects(message["content"])).Count(block => block["type"]?.ToString() == "tool_result");

    internal override string Answer(AgentStep step, int number, JsonObject asked) => Events(
        [
            new()
            {
                ["type"] = "message_start",
                ["message"] = new JsonObject
                {
                    ["id"] = $"msg_{number}",
                    ["type"] = "message",
                    ["role"] = "assistant",
                    ["model"] = Model(asked),
                    ["content"] = new JsonArray(),
                    ["stop_reason"] = null,
                    ["stop_sequence"] = null,
                    ["usage"] = new JsonObject { ["input_tokens"] = AgentStep.InputTokens, ["output_tokens"] = 1 },
                },
            },
            new()
            {
                ["type"] = "content_block_start",
                ["index"] = 0,
                ["content_block"] = step.Tool is null ? new JsonObject { ["type"] = "text", ["text"] = string.Empty } : new JsonObject { ["type"] = "tool_use", ["id"] = $"toolu_{number}", ["name"] = step.Tool, ["input"] = new JsonObject() },
            },
            new()
            {
                ["type"] = "content_block_delta",
                ["index"] = 0,
                ["delta"] = step.Tool is null ? new JsonObject { ["type"] = "text_delta", ["text"] = step.Text } : new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = step.Arguments!.ToJsonString() },
            },
            new() { ["type"] = "content_block_stop", ["index"] = 0 },
            new()
            {
                ["type"] = "message_delta",
                ["delta"] = new JsonObject { ["stop_reason"] = step.Tool is null ? "end_turn" : "tool_use", ["stop_sequence"] = null },
                ["usage"] = new JsonObject { ["output_tokens"] = AgentStep.OutputTokens },
            },
            new() { ["type"] = "message_stop" },
        ],
        areNamed: true);
}
