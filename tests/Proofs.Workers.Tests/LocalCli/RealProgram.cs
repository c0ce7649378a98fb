using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>How a real agent's program is reached, told where its model is, and has a file written.</summary>
/// <param name="Tool">Its package.</param>
/// <param name="File">The program in it.</param>
public sealed record RealProgram(NpmTool Tool, string File)
{
    internal const string Key = "sk-loopback-0123456789abcdef";

    public static RealProgram Codex { get; } = new(NpmTool.Codex, ".bin/codex")
    {
        Settings = (home, address) =>
        {
            Directory.CreateDirectory(Path.Combine(home, ".codex"));
            System.IO.File.WriteAllText(Path.Combine(home, ".codex/config.toml"), $"""
                model = "loopback-model"
                model_provider = "loopback"
                [model_providers.loopback]
                name = "loopback"
                base_url = "{address}/v1"
                env_key = "OPENAI_API_KEY"
                wire_api = "responses"
                request_max_retries = 0
                stream_max_retries = 0
                """);
            return new(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = Key };
        },
        Write = (path, text) => ("exec_command", new JsonObject { ["cmd"] = $"printf '%s' '{text}' > '{path}'" }),
    };

    public static RealProgram Claude { get; } = new(NpmTool.ClaudeCode, "@anthropic-ai/claude-code-linux-ARCH/claude")
    {
        Settings = (_, address) => new(StringComparer.Ordinal)
        {
            ["ANTHROPIC_API_KEY"] = Key,
            ["ANTHROPIC_BASE_URL"] = address,
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            // It asks ten times more, also with a key that was refused, and waits minutes in all.
            ["CLAUDE_CODE_MAX_RETRIES"] = "1",
        },
        Write = (path, text) => ("Write", new JsonObject { ["file_path"] = path, ["content"] = text }),
    };

    public static RealProgram Gemini { get; } = new(NpmTool.Gemini, ".bin/gemini")
    {
        Settings = (home, address) =>
        {
            Directory.CreateDirectory(Path.Combine(home, ".gemini"));
            System.IO.File.WriteAllText(Path.Combine(home, ".gemini/settings.json"), """{"security":{"auth":{"selectedType":"gemini-api-key"}},"general":{"disableAutoUpdate":true},"privacy":{"usageStatisticsEnabled":false}}""");
            return new(StringComparer.Ordinal) { ["GEMINI_API_KEY"] = Key, ["GOOGLE_GEMINI_BASE_URL"] = address };
        },
        Arguments = ["-m", "gemini-2.5-flash"],
        Write = (path, text) => ("write_file", new JsonObject { ["file_path"] = path, ["content"] = text }),
    };

    public static RealProgram OpenCode { get; } = new(NpmTool.OpenCode, "opencode-linux-ARCH/bin/opencode")
    {
        Settings = (_, address) => new(StringComparer.Ordinal)
        {
            ["OPENAI_API_KEY"] = Key,
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_CONFIG_CONTENT"] = """{"autoupdate":false,"share":"disabled","model":"loopback/m","small_model":"loopback/m","provider":{"loopback":{"npm":"@ai-sdk/openai-compatible","options":{"baseURL":"ADDRESS/v1","apiKey":"{env:OPENAI_API_KEY}"},"models":{"m":{"name":"m"}}}}}""".Replace("ADDRESS", address, StringComparison.Ordinal),
        },
        Write = (path, text) => ("write", new JsonObject { ["filePath"] = path, ["content"] = text }),
    };

    /// <summary>Its variables, given an empty HOME, which may get files, and the address of its model.</summary>
    public required Func<string, string, Dictionary<string, string>> Settings { get; init; }

    /// <summary>What an operator adds to its command.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The call of its tool that writes a file.</summary>
    public required Func<string, string, (string Tool, JsonObject Arguments)> Write { get; init; }

    public override string ToString() => Tool.Name;
}
