using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Cli.Conformance;

/// <summary>How a fixture was answered; the numbers are the protocol's exit codes.</summary>
internal enum AnswerStatus
{
    Pass = 0,
    Fail = 1,
    Error = 2,
    NotImplemented = 3,
}

/// <summary>What the adapter says of a fixture.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Actual">What the product did.</param>
/// <param name="Message">For people, or null.</param>
internal sealed record Answer(AnswerStatus Status, JsonNode? Actual, string? Message)
{
    internal string Word => JsonNamingPolicy.SnakeCaseLower.ConvertName(Status.ToString());
}
