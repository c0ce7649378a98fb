using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TestKit.Models;

/// <summary>What a model was asked.</summary>
/// <param name="Path">The path with its query.</param>
/// <param name="Headers">The headers; names are compared without case.</param>
/// <param name="Bytes">The body as it came.</param>
public sealed record ModelRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    /// <summary>Whether it is asked in Anthropic's way.</summary>
    public bool IsAnthropic => Path.Split('?')[0].EndsWith("/messages", StringComparison.Ordinal);

    /// <summary>The model that is asked for.</summary>
    public string Model => Json.GetProperty("model").GetString()!;

    /// <summary>What the last message of the user says.</summary>
    public string Prompt => Json.GetProperty("messages").EnumerateArray().Last().GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;

    /// <summary>What the model is told beside it.</summary>
    public string System => IsAnthropic ? Json.GetProperty("system").GetString()! : Json.GetProperty("messages")[0].GetProperty("content").GetString()!;

    /// <summary>The key that came along, in whichever header; null when there is none.</summary>
    public string? Key => Headers.TryGetValue("x-api-key", out string? key) ? key : Headers.TryGetValue("Authorization", out string? bearer) ? bearer.Split(' ')[^1] : null;

    internal static async Task<ModelRequest> ReadAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        return new(request.Path + request.QueryString.ToString(), request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
    }
}
