using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Dispatch;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on a sealed bundle.</summary>
internal static class ManifestAnswers
{
    private const string Manifest = "MANIFEST.json";

    internal static JsonObject Verify(Fixture fixture)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed(fixture, out string turnId);
        foreach ((string name, JsonNode? text) in Of(fixture, "post_finalize_inject", turnId).Concat(Of(fixture, "post_finalize_tamper", turnId)))
        {
            files[name] = Content(text);
        }

        foreach (JsonNode? name in (fixture.Setup["post_finalize_delete"] as JsonObject)?[turnId] as JsonArray ?? [])
        {
            files.Remove((string)name!);
        }

        if ((fixture.Setup["post_finalize_corrupt_manifest"] as JsonObject)?[turnId] is { } corrupt)
        {
            files[Manifest] = Content(corrupt);
        }

        if (IsSet(fixture.Setup["post_finalize_delete_manifest"], turnId))
        {
            files.Remove(Manifest);
        }

        IReadOnlyList<Problem> problems = DispatchManifest.Verify(files);
        JsonArray errors = new([.. problems.Select(Error)]);
        return problems.Count > 0
            ? new() { ["result"] = "error", ["manifest_valid"] = false, ["error_type"] = problems[0].Reason.Id, ["verification_errors"] = errors }
            : new() { ["result"] = "success", ["manifest_valid"] = true, ["manifest"] = JsonNode.Parse(files[Manifest].Span), ["verification_errors"] = errors };
    }

    internal static JsonObject Inspect(Fixture fixture)
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Sealed(fixture, out _);
        string[] paths = [.. JsonNode.Parse(files[Manifest].Span)!["files"]!.AsArray().Select(file => (string)file!["path"]!)];
        return new() { ["result"] = "success", ["manifest_contains_self"] = paths.Contains(Manifest, StringComparer.Ordinal), ["file_paths"] = ResultAnswers.Texts(paths) };
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Sealed(Fixture fixture, out string turnId)
    {
        string id = turnId = (string?)fixture.Args["turn_id"] ?? throw new FixtureException("input.args.turn_id is missing.");
        Turn turn = fixture.State.ActiveTurns.GetValueOrDefault(id) ?? throw new FixtureException($"No turn {id} is active.");
        Dictionary<string, ReadOnlyMemory<byte>> files = Of(fixture, "dispatch_bundle", id).ToDictionary(pair => pair.Key, pair => Content(pair.Value), StringComparer.Ordinal);
        files[Manifest] = DispatchManifest.Seal(files, fixture.State.RunId!, id, turn.AssignedRole, fixture.Facts.Now);
        return files;
    }

    private static JsonNode Error(Problem problem)
    {
        JsonObject error = new() { ["type"] = problem.Reason.Id, ["detail"] = problem.Message };
        ResultAnswers.Put(error, "path", problem.Path);
        return error;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Of(Fixture fixture, string key, string turnId) => (fixture.Setup[key] as JsonObject)?[turnId] as JsonObject ?? [];

    private static bool IsSet(JsonNode? node, string turnId) => node switch
    {
        JsonObject byTurn => IsSet(byTurn[turnId], turnId),
        JsonArray turns => turns.Any(turn => (string?)turn == turnId),
        JsonValue value => value.GetValueKind() is JsonValueKind.True || (value.GetValueKind() is JsonValueKind.String && (string?)value == turnId),
        _ => false,
    };

    private static ReadOnlyMemory<byte> Content(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? Encoding.UTF8.GetBytes(value.GetValue<string>()) : Fixture.Bytes(node);
}
