using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>How problems of a configuration are put into words.</summary>
internal static class ConfigurationProblem
{
    /// <summary>A key that is not as it has to be.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What is wrong, as the rest of a sentence that begins with the place.</param>
    internal static Problem Invalid(KeyPath at, string what) => new(RunCodes.InvalidConfig, $"{at.Subject} {what}.") { Field = at.Field };

    /// <summary>A word that is none of those that can stand here.</summary>
    internal static Problem NotAmong(KeyPath at, string found, IReadOnlyList<string> allowed) =>
        Invalid(at, $"cannot be \"{KeyPath.Cut(found)}\"; it can be {string.Join(", ", allowed)}") with { Actual = found, Allowed = allowed };

    /// <summary>A name that leads nowhere.</summary>
    internal static Problem Undeclared(Proofs.Verdicts.ReasonCode reason, KeyPath at, string name, string message) => new(reason, message) { Field = at.Field, Referenced = name };

    /// <summary>A role that is named and not declared.</summary>
    internal static Problem UndeclaredRole(KeyPath at, string role) =>
        Undeclared(RunCodes.UndeclaredRoleReference, at, role, $"{at.Subject} names the role \"{KeyPath.Cut(role)}\", which is not declared.");

    /// <summary>A phase that is named and not declared.</summary>
    internal static Problem UndeclaredPhase(KeyPath at, string phase) =>
        Undeclared(RunCodes.UndeclaredPhaseReference, at, phase, $"{at.Subject} names the phase \"{KeyPath.Cut(phase)}\", which routing does not have.");

    /// <summary>What a value is, in words.</summary>
    internal static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    /// <summary>A value as <see cref="Problem.Actual"/> shows it.</summary>
    internal static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{…}",
        JsonValueKind.Array => "[…]",
        JsonValueKind.String => KeyPath.Cut(value.GetString()!),
        _ => KeyPath.Cut(value.GetRawText()),
    };
}
