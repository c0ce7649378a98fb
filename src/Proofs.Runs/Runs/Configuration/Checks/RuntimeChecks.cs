using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether a runtime has what its type needs.</summary>
internal static class RuntimeChecks
{
    internal static IEnumerable<Problem> Check(RunConfiguration configuration) => configuration.Runtimes
        .SelectMany(entry => Check(entry.Value, KeyPath.Root.Key("runtimes").Entry(entry.Key)));

    private static IEnumerable<Problem> Check(Runtime runtime, KeyPath at)
    {
        JsonElement settings = runtime.Settings;
        IEnumerable<Problem?> needs = runtime.Type switch
        {
            ConfigurationWords.LocalCli => [Expect.Present(at.Key("command"), Expect.HasCommand(settings), "a local_cli runtime starts a program")],
            ConfigurationWords.ApiProxy => ApiProxy(settings, at),
            ConfigurationWords.Mcp => [Mcp(settings, at)],
            ConfigurationWords.RemoteAgent => [Expect.Present(at.Key("url"), Expect.Text(settings, "url") is not null, "a remote_agent runtime is asked over HTTP")],
            _ => [Expect.Among(at.Key("type"), runtime.Type, ConfigurationWords.RuntimeTypes)],
        };
        return needs.Concat(Words(settings, at)).Concat(Sizes(settings, at)).Concat(Retries(settings, at)).OfType<Problem>();
    }

    private static IEnumerable<Problem?> ApiProxy(JsonElement settings, KeyPath at)
    {
        string? provider = Expect.Text(settings, "provider");
        yield return Expect.Present(at.Key("provider"), provider is not null, $"it can be {string.Join(", ", ConfigurationWords.Providers)}");
        yield return Expect.Present(at.Key("model"), Expect.Text(settings, "model") is not null, "an api_proxy runtime asks a model");
        yield return Expect.Present(at.Key("auth_env"), provider == ConfigurationWords.Ollama || Expect.Text(settings, "auth_env") is not null, "it names the environment variable that holds the key");
    }

    private static Problem? Mcp(JsonElement settings, KeyPath at) => Expect.Text(settings, "transport") == "streamable_http"
        ? Expect.Present(at.Key("url"), Expect.Text(settings, "url") is not null, "the transport streamable_http goes to one")
        : Expect.Present(at.Key("command"), Expect.HasCommand(settings), "the transport stdio starts a program");

    private static IEnumerable<Problem?> Words(JsonElement settings, KeyPath at) =>
    [
        Expect.Among(at.Key("provider"), Expect.Text(settings, "provider"), ConfigurationWords.Providers),
        Expect.Among(at.Key("prompt_transport"), Expect.Text(settings, "prompt_transport"), ConfigurationWords.PromptTransports),
        Expect.Among(at.Key("transport"), Expect.Text(settings, "transport"), ConfigurationWords.McpTransports),
        Expect.HttpAddress(at.Key("base_url"), Expect.Text(settings, "base_url")),
        Expect.HttpAddress(at.Key("url"), Expect.Text(settings, "url")),
        // Not quoted: where a name is expected, people put the key itself.
        Expect.Text(settings, "auth_env") is { } name && !IsVariable(name)
            ? ConfigurationProblem.Invalid(at.Key("auth_env"), "must be the name of an environment variable, not the key itself")
            : null,
    ];

    private static IEnumerable<Problem?> Sizes(JsonElement settings, KeyPath at) =>
    [
        .. ((string[])["startup_watchdog_ms", "max_output_tokens", "context_window_tokens", "timeout_ms"]).Select(key => Expect.AtLeast(at.Key(key), Expect.Number(settings, key), 1)),
        Expect.Positive(at.Key("timeout_seconds"), Expect.Number(settings, "timeout_seconds")),
    ];

    private static IEnumerable<Problem?> Retries(JsonElement settings, KeyPath at)
    {
        KeyPath retries = at.Key("retry_policy");
        JsonElement policy = Expect.Find(settings, "retry_policy") ?? default;
        yield return Expect.AtLeast(retries.Key("max_attempts"), Expect.Number(policy, "max_attempts"), 1);
        yield return Expect.AtLeast(retries.Key("base_delay_ms"), Expect.Number(policy, "base_delay_ms"), 0);
        yield return Expect.AtLeast(retries.Key("max_delay_ms"), Expect.Number(policy, "max_delay_ms"), 0);
        yield return Expect.AtLeast(retries.Key("backoff_multiplier"), Expect.Number(policy, "backoff_multiplier"), 1);
        yield return Expect.Among(retries.Key("jitter"), Expect.Text(policy, "jitter"), ConfigurationWords.Jitters);
        KeyPath tokens = at.Key("preflight_tokenization");
        JsonElement tokenization = Expect.Find(settings, "preflight_tokenization") ?? default;
        yield return Expect.Among(tokens.Key("tokenizer"), Expect.Text(tokenization, "tokenizer"), ConfigurationWords.Tokenizers);
        yield return Expect.AtLeast(tokens.Key("safety_margin_tokens"), Expect.Number(tokenization, "safety_margin_tokens"), 0);
    }

    private static bool IsVariable(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]);
}
