using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.RunnerPack;

/// <summary>How proofs of real dispatch are told: at which grade, with whose key, and how often.</summary>
internal static class LiveProofs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Tells one with a server on this machine in the provider's place.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="says">What it claims.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="answers">What the server answers, attempt by attempt; what goes well where nothing is said.</param>
    /// <param name="drive">Drives the runner and claims.</param>
    internal static Task<Payload> LoopbackAsync(string proof, IReadOnlyList<ClaimText> says, Runner runner, IReadOnlyList<JsonArray> answers, Func<Story, Provider, CancellationToken, Task> drive)
    {
        ArgumentNullException.ThrowIfNull(runner);
        int attempt = 0;
        string key = Secrets.MadeUp();
        return TellAsync(Surroundings.Begin(proof, "loopback", runner.Name), says, key, stop => Provider.LoopbackAsync(key, answers.ElementAtOrDefault(attempt++) ?? Provider.Answers(proof), stop), drive);
    }

    /// <summary>Tells one with the provider itself; without a key it is skipped.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="says">What it claims.</param>
    /// <param name="runner">The runner.</param>
    /// <param name="key">The provider's key, or null.</param>
    /// <param name="drive">Drives the runner and claims.</param>
    internal static Task<Payload> LiveAsync(string proof, IReadOnlyList<ClaimText> says, Runner runner, string? key, Func<Story, Provider, CancellationToken, Task> drive)
    {
        ArgumentNullException.ThrowIfNull(runner);
        Payload begin = Surroundings.Begin(proof, "live", runner.Name);
        return string.IsNullOrWhiteSpace(key)
            ? Task.FromResult(Story.Skip(begin, says, $"{Provider.Variable} is not set; with the key of an Anthropic account there the proof asks the provider itself."))
            : TellAsync(begin, says, key, _ => Task.FromResult(Provider.Live(key)), drive);
    }

    /// <summary>The claims about the model that was asked, which both proofs make.</summary>
    internal static void Claim(Story story, Desk desk, Provider provider, int turns)
    {
        RunRecords records = desk.Records;
        string? grade = desk.Runner.Report(desk.On, new(desk.Project.Anchors, desk.Project.Root))?.EvidenceGrade?.ToString();
        JsonNode? budget = records.State?["budget_status"];
        DispatchChecks.ClaimAnswered(story, records, turns, provider.Model);
        DispatchChecks.ClaimGrade(story, records, grade is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(grade));
        DispatchChecks.ClaimCost(story, records, provider.Model, budget?["spent_usd"], budget?["unknown_cost_attempts"]);
        Secrets secrets = new(provider.Key);
        secrets.ClaimKept(story, desk.Project.Folder, secrets.AreIn(Encoding.UTF8.GetString(desk.Runner.Export(desk.On).Span)) ? ["the export"] : []);
    }

    private static async Task<Payload> TellAsync(Payload begin, IReadOnlyList<ClaimText> says, string key, Func<CancellationToken, Task<Provider>> ask, Func<Story, Provider, CancellationToken, Task> drive)
    {
        Payload told = await Story.TellAsync(
            begin,
            says,
            async (story, stop) =>
            {
                await using Provider provider = await ask(stop).ConfigureAwait(false);
                await drive(story, provider, stop).ConfigureAwait(false);
            },
            Limit,
            Story.MostAttempts).ConfigureAwait(false);
        return new Secrets(key).Hide(told);
    }
}
