using System.Text.Json;
using Proofs.Runs.Runs.Configuration.Checks;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Follows the names in a file that has been read: runtimes of roles, then roles and gates of phases, in the order of the file.</summary>
internal static class References
{
    internal static IEnumerable<Problem> Check(ConfigurationDraft draft, JsonElement root)
    {
        Declared declared = new(Names(root, "roles"), Names(root, "runtimes"), draft.HasGates ? Names(root, "gates") : null);
        return draft.Roles.SelectMany(role => (Problem?[])[NameChecks.Runtime(role.Key, role.Value.Role.RuntimeId, role.Value.RuntimeKey, declared), CheckClass(role.Key, role.Value, draft.Configuration)])
            .OfType<Problem>()
            .Concat(draft.Configuration.Routing.SelectMany(phase => NameChecks.Phase(phase, declared)));
    }

    private static Problem? CheckClass(string id, RoleDraft draft, RunConfiguration configuration) =>
        draft.RuntimeClass is { } stated && configuration.Runtimes.GetValueOrDefault(draft.Role.RuntimeId)?.Type is { Length: > 0 } type && type != stated
            ? ConfigurationProblem.Invalid(
                KeyPath.Root.Key("roles").Entry(id).Key("runtime_class"),
                $"must be the type of the runtime \"{KeyPath.Cut(draft.Role.RuntimeId)}\", {type}, not {stated}") with { Expected = type, Actual = stated }
            : null;

    // From the file rather than from what could be read: a broken role is declared all the same. Null when the place for them is broken itself.
    private static HashSet<string>? Names(JsonElement root, string key) =>
        !root.TryGetProperty(key, out JsonElement found) ? []
        : found.ValueKind == JsonValueKind.Object ? found.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
        : null;
}
