using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Storage;

/// <summary>What goes with a change of a run beside its records.</summary>
internal sealed record Writing
{
    /// <summary>Other files that are written with it.</summary>
    internal IReadOnlyList<FileEffect> Files { get; init; } = [];

    /// <summary>The folders that go with it.</summary>
    internal IReadOnlyList<string> Deletes { get; init; } = [];

    /// <summary>The phase of hooks that is asked once a result was validated, whatever came of it; or null.</summary>
    internal string? AfterValidation { get; init; }

    /// <summary>The phase of hooks that is asked before it is written, and can stop it; or null.</summary>
    internal string? Before { get; init; }

    /// <summary>The phase of hooks that is told of it afterwards; or null.</summary>
    internal string? After { get; init; }

    /// <summary>What the hooks are told.</summary>
    internal JsonObject Payload { get; init; } = [];

    /// <summary>The last look before it is written: why it is not, or null.</summary>
    internal Func<Problem?> Last { get; init; } = () => null;

    /// <summary>Stops the hooks that are asked before it is written; those behind that are asked all the same.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>What the hooks are told of a validation.</summary>
    internal static JsonObject Of(JsonObject payload, ValidationResult validation)
    {
        JsonObject told = payload.DeepClone().AsObject();
        told["validation"] = new JsonObject { ["ok"] = validation.TurnResult is not null, ["stage"] = validation.FailedStage, ["errors"] = new JsonArray([.. validation.Problems.Select(problem => JsonValue.Create(problem.Message))]) };
        return told;
    }
}
