using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether hooks are such as can be run. Source: AgentXchain protocol v7, hooks.</summary>
internal static class HookChecks
{
    private const int MostHooks = 8;
    private const int ShortestTime = 100;
    private const int LongestTime = 30_000;

    internal static IEnumerable<Problem> Check(RunConfiguration configuration) => configuration.Hooks
        .SelectMany(entry => CheckPhase(entry.Key, entry.Value, KeyPath.Root.Key("hooks").Entry(entry.Key)))
        .OfType<Problem>();

    private static IEnumerable<Problem?> CheckPhase(string phase, IReadOnlyList<JsonElement> hooks, KeyPath at) =>
    [
        ConfigurationWords.HookPhases.Contains(phase, StringComparer.Ordinal)
            ? null
            : ConfigurationProblem.Invalid(at, $"is no phase of hooks, so that nothing there would ever run; there are {string.Join(", ", ConfigurationWords.HookPhases)}") with { Allowed = ConfigurationWords.HookPhases },
        hooks.Count > MostHooks ? ConfigurationProblem.Invalid(at, $"must not have more than {MostHooks} hooks") : null,
        .. hooks.SelectMany((hook, index) => CheckHook(hook, at.At(index), ConfigurationWords.AdvisoryHookPhases.Contains(phase, StringComparer.Ordinal))),
    ];

    private static IEnumerable<Problem?> CheckHook(JsonElement hook, KeyPath at, bool isAdvisory)
    {
        string type = Expect.Text(hook, "type") ?? string.Empty;
        string mode = Expect.Text(hook, "mode") ?? string.Empty;
        yield return Expect.Present(at.Key("name"), !string.IsNullOrWhiteSpace(Expect.Text(hook, "name")), "the audit names every hook");
        yield return Expect.Among(at.Key("type"), type, ConfigurationWords.HookTypes);
        yield return Expect.Among(at.Key("mode"), mode, ConfigurationWords.HookModes);
        yield return isAdvisory && mode == "blocking" ? ConfigurationProblem.Invalid(at.Key("mode"), "can only be advisory here: what has happened cannot be stopped") : null;
        yield return Expect.Within(at.Key("timeout_ms"), Expect.Number(hook, "timeout_ms"), ShortestTime, LongestTime);
        yield return Expect.Among(at.Key("method"), Expect.Text(hook, "method"), ConfigurationWords.HookMethods);
        yield return Expect.HttpAddress(at.Key("url"), Expect.Text(hook, "url"));
        yield return type == "process" ? Expect.Present(at.Key("command"), Expect.HasCommand(hook), "a process hook starts a program") : null;
        yield return type == "http" ? Expect.Present(at.Key("url"), Expect.Text(hook, "url") is not null, "an http hook goes to one") : null;
    }
}
