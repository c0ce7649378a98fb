using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.RunnerPack;

/// <summary>Whom a proof of real dispatch asks: a server on this machine, or the provider itself.</summary>
internal sealed class Provider : IAsyncDisposable
{
    /// <summary>The variable that the provider's key is in.</summary>
    internal const string Variable = "ANTHROPIC_API_KEY";

    private readonly ModelProcess? _model;

    private Provider(string grade, string key, ModelProcess? model) => (Grade, Key, _model) = (grade, key, model);

    /// <summary>What asking it proves.</summary>
    internal string Grade { get; }

    /// <summary>The key that it is asked with.</summary>
    internal string Key { get; }

    /// <summary>What the configuration says of its address, after the other settings of the runtime.</summary>
    internal string Endpoint => _model is null ? string.Empty : $", \"base_url\": \"{_model.Address}\"";

    /// <summary>The ids that it gave the requests which it answered; null when only it can know.</summary>
    internal IReadOnlyList<string>? AnsweredIds => _model?.AnsweredIds;

    /// <summary>The environment of a worker that asks it.</summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal) { [Variable] = Key };

    /// <summary>A server on this machine that gives these answers.</summary>
    /// <param name="answers">See <see cref="ModelProcess.StartAsync"/>.</param>
    /// <param name="cancellation">Ends the waiting for it.</param>
    internal static async Task<Provider> LoopbackAsync(JsonArray answers, CancellationToken cancellation) =>
        new("loopback", Guid.NewGuid().ToString("N"), await ModelProcess.StartAsync(answers, cancellation).ConfigureAwait(false));

    /// <summary>The answers that go with a project.</summary>
    internal static JsonArray Answers(string project) => JsonNode.Parse(Encoding.UTF8.GetString(Project.Bytes($"{project}/answers.json")))!.AsArray();

    /// <summary>The provider itself.</summary>
    /// <param name="key">Its key.</param>
    internal static Task<Provider> LiveAsync(string key) => Task.FromResult(new Provider("live", key, null));

    /// <summary>Stops what was started for it.</summary>
    public ValueTask DisposeAsync() => _model?.DisposeAsync() ?? ValueTask.CompletedTask;
}
