using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.RunnerPack;

/// <summary>Whom a proof of real dispatch asks: a server on this machine, or the provider itself.</summary>
internal sealed class Provider : IAsyncDisposable
{
    /// <summary>The variable that the provider's key is in.</summary>
    internal const string Variable = "ANTHROPIC_API_KEY";

    private Provider(string key, ModelProcess? model) => (Key, Model) = (key, model);

    /// <summary>The key that it is asked with.</summary>
    internal string Key { get; }

    /// <summary>The server on this machine that stands in for it; null when it is the provider itself.</summary>
    internal ModelProcess? Model { get; }

    /// <summary>What the configuration says of its address, after the other settings of the runtime.</summary>
    internal string Endpoint => Model is null ? string.Empty : $", \"base_url\": \"{Model.Address}\"";

    /// <summary>The environment of a worker that asks it.</summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal) { [Variable] = Key };

    /// <summary>A server on this machine that gives these answers.</summary>
    /// <param name="key">The key that it is asked with.</param>
    /// <param name="answers">See <see cref="ModelProcess.StartAsync"/>.</param>
    /// <param name="cancellation">Ends the waiting for it.</param>
    internal static async Task<Provider> LoopbackAsync(string key, JsonArray answers, CancellationToken cancellation) => new(key, await ModelProcess.StartAsync(answers, cancellation, key).ConfigureAwait(false));

    /// <summary>The answers that go with a project.</summary>
    internal static JsonArray Answers(string project) => JsonNode.Parse(Encoding.UTF8.GetString(Project.Bytes($"{project}/answers.json")))!.AsArray();

    /// <summary>The provider itself.</summary>
    /// <param name="key">Its key.</param>
    internal static Provider Live(string key) => new(key, null);

    /// <summary>Stops what was started for it.</summary>
    public ValueTask DisposeAsync() => Model?.DisposeAsync() ?? ValueTask.CompletedTask;
}
