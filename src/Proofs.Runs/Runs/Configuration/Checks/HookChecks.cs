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

    private static IEnumerable<Problem?> CheckPhase(string phase, IReadOnlyList<Hook> hooks, KeyPath at) =>
    [
        ConfigurationWords.HookPhases.Contains(phase, StringComparer.Ordinal)
            ? null
            : ConfigurationProblem.Invalid(at, $"is no phase of hooks, so that nothing there would ever run; there are {string.Join(", ", ConfigurationWords.HookPhases)}") with { Allowed = ConfigurationWords.HookPhases },
        hooks.Count > MostHooks ? ConfigurationProblem.Invalid(at, $"must not have more than {MostHooks} hooks") : null,
        .. hooks.SelectMany((hook, index) => CheckHook(hook, at.At(index), ConfigurationWords.AdvisoryHookPhases.Contains(phase, StringComparer.Ordinal))),
    ];

    private static IEnumerable<Problem?> CheckHook(Hook hook, KeyPath at, bool isAdvisory)
    {
        yield return Expect.Present(at.Key("name"), !string.IsNullOrWhiteSpace(hook.Name), "the audit names every hook");
        yield return Expect.Among(at.Key("type"), hook.Type, ConfigurationWords.HookTypes);
        yield return Expect.Among(at.Key("mode"), hook.Mode, ConfigurationWords.HookModes);
        yield return isAdvisory && hook.IsBlocking ? ConfigurationProblem.Invalid(at.Key("mode"), "can only be advisory here: what has happened cannot be stopped") : null;
        yield return Expect.Within(at.Key("timeout_ms"), hook.TimeoutMs, ShortestTime, LongestTime);
        yield return Expect.Among(at.Key("method"), hook.Method, ConfigurationWords.HookMethods);
        yield return Expect.HttpAddress(at.Key("url"), hook.Url);
        yield return hook.Type == "process" ? Expect.Present(at.Key("command"), hook.Command.Count > 0, "a process hook starts a program") : null;
        yield return hook.Type == "http" ? Expect.Present(at.Key("url"), hook.Url is not null, "an http hook goes to one") : null;
    }
}
