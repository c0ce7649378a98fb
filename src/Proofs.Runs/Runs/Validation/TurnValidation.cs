using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation.Normalizing;

namespace Proofs.Runs.Runs.Validation;

/// <summary>Whether a turn's result may be accepted. Source: AgentXchain protocol v7, validation pipeline.</summary>
public static class TurnValidation
{
    /// <summary>How many problems of a stage are told one by one; what an agent sends must not fill the run's records.</summary>
    private const int MostProblems = 100;

    /// <summary>
    /// Reads a result, puts its shape right and takes it through the five stages; the first stage that finds anything wrong is the last one. Nothing
    /// that is sent leads to an exception.
    /// </summary>
    /// <param name="json">What the agent left: one JSON object in UTF-8.</param>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="turnId">The active turn that it is the result of; null for the only one.</param>
    /// <param name="facts">The decisions of the run, its history, and how to read the project's files.</param>
    public static ValidationResult Validate(ReadOnlyMemory<byte> json, RunState state, RunConfiguration configuration, string? turnId, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(facts);
        (JsonObject? read, Problem? problem) = ResultReader.Read(json.Span);
        if (read is null)
        {
            return new() { FailedStage = ValidationResult.Stages[0], Problems = [problem!] };
        }

        TurnContext context = TurnContext.Of(state, configuration, turnId, facts);
        (JsonObject repaired, IReadOnlyList<Normalization> done) = Normalizer.Apply(read, context);
        return Check(repaired, context) with { Normalizations = done };
    }

    /// <summary>The same for a result that is an element already. Keys that stand in it twice are found all the same.</summary>
    /// <param name="json">The result.</param>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="turnId">The active turn that it is the result of; null for the only one.</param>
    /// <param name="facts">The decisions of the run, its history, and how to read the project's files.</param>
    public static ValidationResult Validate(JsonElement json, RunState state, RunConfiguration configuration, string? turnId, RunFacts facts) =>
        Validate(Bytes(json).ToArray(), state, configuration, turnId, facts);

    /// <summary>
    /// Whether an adapter may stage it at all: an object that can be read, with schema_version, one of run_id and turn_id, and one of status, role
    /// and runtime_id, each text that is not empty.
    /// </summary>
    /// <param name="json">What a worker answered.</param>
    public static bool HasMinimumShape(JsonElement json) =>
        ResultReader.Read(Bytes(json)).Result is { } read && Has(read, "schema_version") && (Has(read, "run_id") || Has(read, "turn_id")) && (Has(read, "status") || Has(read, "role") || Has(read, "runtime_id"));

    private static ValidationResult Check(JsonObject repaired, TurnContext context)
    {
        JsonElement result = ToElement(repaired);
        ValidationResult passing = new() { Warnings = [.. SchemaStage.Warnings(result)] };
        if (Failing(passing, 0, SchemaStage.Check(result)) is { } failed)
        {
            return failed;
        }

        Candidate candidate = new(context, Bind(repaired), result.GetProperty("verification"));
        (Func<Candidate, IEnumerable<Problem>> Check, Func<Candidate, IEnumerable<string>> Warnings)[] stages =
        [
            (AssignmentStage.Check, _ => []),
            (ArtifactStage.Check, ArtifactStage.Warnings),
            (VerificationStage.Check, VerificationStage.Warnings),
            (ProtocolStage.Check, ProtocolStage.Warnings),
        ];
        for (int stage = 0; stage < stages.Length; stage++)
        {
            if (Failing(passing, stage + 1, stages[stage].Check(candidate)) is { } stopped)
            {
                return stopped;
            }

            passing = passing with { Warnings = [.. passing.Warnings, .. stages[stage].Warnings(candidate).Take(MostProblems)] };
        }

        return passing with { TurnResult = candidate.Result with { Verification = VerificationStage.Read(candidate) } };
    }

    private static ValidationResult? Failing(ValidationResult passing, int stage, IEnumerable<Problem> found)
    {
        Problem[] problems = [.. found.Take(MostProblems + 1)];
        return problems.Length switch
        {
            0 => null,
            <= MostProblems => passing with { FailedStage = ValidationResult.Stages[stage], Problems = problems },
            _ => passing with { FailedStage = ValidationResult.Stages[stage], Problems = [.. problems[..^1], new(problems[^1].Reason, $"There are more than {MostProblems} problems; the rest is left out.")] },
        };
    }

    private static JsonElement ToElement(JsonObject repaired)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            repaired.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Its shape was checked, so nothing can go wrong but in <c>verification</c>, which is left out.</summary>
    private static TurnResult Bind(JsonObject repaired)
    {
        repaired.Remove("verification");
        return repaired.Deserialize(ProtocolJson.Default.TurnResult)!;
    }

    private static ReadOnlySpan<byte> Bytes(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(json);

    private static bool Has(JsonObject read, string key) => Repair.TextIn(read, key) is { Length: > 0 };
}
