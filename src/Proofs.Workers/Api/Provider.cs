namespace Proofs.Workers.Api;

/// <summary>Whose model is asked, and what of theirs is their own.</summary>
/// <param name="Name">As the configuration has it.</param>
/// <param name="Address">Where it is asked when the configuration names no other address.</param>
/// <param name="Path">What the SDK puts behind an address.</param>
/// <param name="Variables">The environment variables that are known to hold its keys; the first is the usual one.</param>
internal sealed record Provider(string Name, Uri Address, string Path, IReadOnlyList<string> Variables)
{
    internal static IReadOnlyList<Provider> All { get; } =
    [
        new("anthropic", new("https://api.anthropic.com"), "/v1/messages", ["ANTHROPIC_API_KEY"]),
        new("openai", new("https://api.openai.com/v1"), "/chat/completions", ["OPENAI_API_KEY"]),
        new("google", new("https://generativelanguage.googleapis.com/v1beta/openai"), "/chat/completions", ["GEMINI_API_KEY", "GOOGLE_API_KEY"]),
        new("ollama", new("http://localhost:11434/v1"), "/chat/completions", ["OLLAMA_API_KEY"]),
    ];

    internal bool IsAnthropic => Name == "anthropic";

    /// <summary>Whether it answers without a key.</summary>
    internal bool IsOpen => Name == "ollama";

    /// <summary>Its own host, which keys may always go to; null when it has none.</summary>
    internal string? Host => Address.IsLoopback ? null : Address.IdnHost;

    internal static Provider? Find(string? name) => All.FirstOrDefault(provider => provider.Name == name);

    /// <summary>The address that the SDK is told, for an address that the configuration names: with or without the provider's path, both are common.</summary>
    internal Uri Base(Uri named)
    {
        string path = named.AbsolutePath.TrimEnd('/');
        path = path.EndsWith(Path, StringComparison.Ordinal) ? path[..^Path.Length] : path;
        path = IsAnthropic && path.EndsWith("/v1", StringComparison.Ordinal) ? path[..^3] : path;
        return new(named.GetLeftPart(UriPartial.Authority) + (path.Length == 0 ? Address.AbsolutePath.TrimEnd('/') : path));
    }
}
