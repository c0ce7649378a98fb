using Proofs.Runs.Runs.Configuration;
using Proofs.Texts;
using Proofs.Workers.Api;
using Proofs.Workers.LocalCli;

namespace Proofs.Cli.Run;

/// <summary>Which programs a configuration has started, which hosts it has asked and what it approves: what an operator lets happen by running it.</summary>
internal static class RunSurface
{
    private const string Approves = "auto_approve";

    /// <summary>One line for each, neutralised.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isPlayed">Whether every turn is played from a scenario.</param>
    /// <param name="allowed">What the operator allows.</param>
    internal static IEnumerable<string> Lines(RunConfiguration configuration, bool isPlayed, IReadOnlyList<AllowedEndpoint> allowed)
    {
        foreach ((string id, Runtime runtime) in configuration.Runtimes.Where(each => !isPlayed && configuration.Roles.Values.Any(role => role.RuntimeId == each.Key)))
        {
            yield return Line($"runtime {id}", runtime.Type switch
            {
                "manual" => "a person",
                "local_cli" => Describe(LocalCliRuntime.Describe(runtime)),
                "api_proxy" => Describe(ApiRuntime.Describe(runtime, allowed)),
                _ => $"{runtime.Type}, which nothing here does",
            });
        }

        foreach ((string moment, IReadOnlyList<Hook> hooks) in configuration.Hooks)
        {
            foreach (Hook hook in hooks)
            {
                yield return Line($"hook {moment}/{hook.Name}", hook.Url is { } url ? $"asks {url}" : $"starts {string.Join(' ', hook.Command)}");
            }
        }

        foreach (IReadOnlyList<string> command in configuration.Verification.Commands)
        {
            yield return Line("verification", $"starts {string.Join(' ', command)}");
        }

        foreach (string decision in configuration.ApprovalPolicy is { } policy ? Decides(policy) : [])
        {
            yield return Line("approval_policy", $"{decision}; nobody is asked");
        }
    }

    /// <summary>What the configuration decides in a person's place. Whoever runs another's project has to know that nobody is asked.</summary>
    private static IEnumerable<string> Decides(ApprovalPolicy policy)
    {
        foreach (ApprovalRule rule in policy.PhaseTransitions.Where(rule => rule.Action == Approves))
        {
            yield return $"approves the change of phase {rule.FromPhase ?? "from any"} → {rule.ToPhase ?? "to any"} where its rule holds";
        }

        if (policy.PhaseTransitionDefault == Approves)
        {
            yield return "approves every change of phase that no rule keeps for a person";
        }

        if (policy.RunCompletion is { Action: Approves })
        {
            yield return "approves the run's end where its rule holds";
        }

        if (policy.Proposals == ApprovalPolicy.AutomaticProposals)
        {
            yield return "applies what turns propose";
        }
    }

    private static string Line(string what, string does) => SafeText.Neutralise($"{what}: {does}");

    private static string Describe(LocalCliRuntime runtime) => runtime.Problem is { } problem
        ? $"cannot be started: {problem}"
        : $"starts {string.Join(' ', runtime.Arguments)}{(runtime.WorkingFolder is { } folder ? $" in {folder}" : string.Empty)}{(runtime.Variables.Count > 0 ? $" with {string.Join(", ", runtime.Variables)}" : string.Empty)}";

    private static string Describe(ApiRuntime runtime) => runtime.Refusal is { } refusal
        ? $"cannot be asked: {refusal.Reason}"
        : $"asks {runtime.Endpoint} for {runtime.Model}{(runtime.Variable is { } variable ? $" with the key in {variable}" : string.Empty)}";
}
