using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit;

namespace Proofs.Workers.Tests.Api;

/// <summary>A project's folder with a sealed bundle, and orders for a worker.</summary>
internal sealed class Desk : IDisposable
{
    internal const string Key = "sk-test-0123456789abcdefghijklmnop";
    internal const string RunId = "run_0123456789abcdef";
    internal const string TurnId = "turn_0123456789abcdef";
    internal static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);

    internal static readonly string Result = """{"schema_version":"1.0","run_id":"run_0123456789abcdef","summary":"done","cost":{"usd":0}}""";

    private readonly TempFolder _folder = new();

    internal Desk(string prompt = "# Turn\n\nDo it.\n", string context = "# Context of turn\n\nAll is well.\n")
    {
        Directory.CreateDirectory(Bundle);
        Write("PROMPT.md", prompt);
        Write("CONTEXT.md", context);
        Write("ASSIGNMENT.json", "{}");
        Seal();
    }

    internal string Path => _folder.Path;

    internal string Bundle => _folder.In(".agentxchain", "dispatch", "turns", TurnId);

    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["ANTHROPIC_API_KEY"] = Key, ["OPENAI_API_KEY"] = Key, ["GEMINI_API_KEY"] = Key, ["GITHUB_TOKEN"] = "ghp_" + Key };

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal List<AllowedEndpoint> Allowed { get; } = [];

    internal Dictionary<string, CostRate> Rates { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    internal static JsonObject Anthropic(Uri? at) => Runtime("anthropic", "claude-haiku-4-5", "ANTHROPIC_API_KEY", at?.ToString());

    internal static JsonObject OpenAi(Uri? at) => Runtime("openai", "gpt-4o", "OPENAI_API_KEY", at?.ToString());

    internal static JsonObject For(string provider, Uri? at) => provider switch
    {
        "anthropic" => Anthropic(at),
        "openai" => OpenAi(at),
        "google" => Runtime("google", "gemini-2.5-pro", "GEMINI_API_KEY", at?.ToString()),
        _ => Runtime("ollama", "llama3", null, at?.ToString()),
    };

    internal static JsonObject Runtime(string provider, string model, string? variable, string? baseUrl)
    {
        JsonObject settings = new() { ["type"] = "api_proxy", ["provider"] = provider, ["model"] = model };
        if (variable is not null)
        {
            settings["auth_env"] = variable;
        }

        if (baseUrl is not null)
        {
            settings["base_url"] = baseUrl;
        }

        return settings;
    }

    internal void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Bundle, name), text);

    internal void Seal() => Orders.Seal(Bundle, "qa");

    internal WorkOrder Order(JsonObject settings, WriteAuthority authority = WriteAuthority.ReviewOnly, TimeSpan? limit = null) => new()
    {
        RunId = RunId,
        TurnId = TurnId,
        Attempt = 1,
        Role = "qa",
        Phase = "qa",
        WriteAuthority = authority,
        RuntimeId = "api",
        Runtime = new("api_proxy", JsonSerializer.SerializeToElement(settings)),
        Root = Path,
        BundlePath = Bundle,
        StagingPath = _folder.In(".agentxchain", "staging", TurnId, "turn-result.json"),
        TimeLimit = limit,
    };

    internal async Task<WorkResult> Work(JsonObject settings, WriteAuthority authority = WriteAuthority.ReviewOnly, TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        using ApiWorker worker = new(new() { Environment = Environment, AllowedEndpoints = Allowed, CostRates = Rates }, Time) { Dice = () => 0.5 };
        return await worker.WorkAsync(Order(settings, authority, limit), cancellation).WaitAsync(Hard);
    }

    /// <summary>Everything that lies under the project, as text.</summary>
    internal string Everything() => string.Concat(Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path))));
}
