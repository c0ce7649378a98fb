using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>A result whose shape is right but for <c>verification</c>, which is looked at in its own stage.</summary>
/// <param name="Context">What it is held against.</param>
/// <param name="Result">The result; its <see cref="TurnResult.Verification"/> is null.</param>
/// <param name="Verification">That as it was sent: an object.</param>
internal sealed record Candidate(TurnContext Context, TurnResult Result, JsonElement Verification)
{
    /// <summary>Whether the turn is said to be done.</summary>
    internal bool IsCompleted => Result.Status == ResultStatus.Completed;

    /// <summary>Whether it asks for the end of the run.</summary>
    internal bool AsksForEnd => Result.RunCompletionRequest == true;

    /// <summary>The changes it proposes.</summary>
    internal IReadOnlyList<ProposedChange> ProposedChanges => Result.ProposedChanges ?? [];

    /// <summary>The files that the verification left, as far as they can be read before its own stage.</summary>
    internal IReadOnlyList<ProducedFile> ProducedFiles { get; } = Produced(Verification);

    private static IReadOnlyList<ProducedFile> Produced(JsonElement verification) =>
        verification.TryGetProperty("produced_files", out JsonElement files) && files.ValueKind == JsonValueKind.Array
            ? [.. files.EnumerateArray().Select(file => new ProducedFile { Path = Word(file, "path"), Disposition = Word(file, "disposition") })]
            : [];

    private static string Word(JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
