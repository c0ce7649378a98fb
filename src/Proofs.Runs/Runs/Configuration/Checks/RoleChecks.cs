namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Who there is, and whether each can be what it is declared as. Source: AgentXchain protocol v7, write authority and runtimes.</summary>
internal static class RoleChecks
{
    private const int MostAuthority = 99;

    internal static IEnumerable<Problem> Check(RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("roles");
        if (configuration.Roles.Count == 0)
        {
            yield return ConfigurationProblem.Invalid(at, "must hold at least one role");
        }

        Declared declared = Declared.By(configuration);
        foreach ((string id, Role role) in configuration.Roles)
        {
            foreach (Problem problem in CheckRole(id, role, configuration, declared, at.Entry(id)))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> CheckRole(string id, Role role, RunConfiguration configuration, Declared declared, KeyPath at)
    {
        if (!ConfigurationName.IsRole(id))
        {
            yield return ConfigurationProblem.Invalid(at, "must be named with a-z, 0-9, _ and - only; no turn result could name it otherwise");
        }
        else if (id == ConfigurationName.Human)
        {
            yield return ConfigurationProblem.Invalid(at, "cannot be the name of a role; it stands for the person who is asked");
        }

        if (Expect.Within(at.Key("decision_authority"), role.DecisionAuthority, 0, MostAuthority) is { } authority)
        {
            yield return authority;
        }

        if (NameChecks.Runtime(id, role.RuntimeId, "runtime", declared) is { } undeclared)
        {
            yield return undeclared;
        }
        else if (configuration.Runtimes.GetValueOrDefault(role.RuntimeId) is { } runtime && Binding(id, role, runtime, at) is { } binding)
        {
            yield return binding;
        }
    }

    private static Problem? Binding(string id, Role role, Runtime runtime, KeyPath at) => (role.WriteAuthority, runtime.Type) switch
    {
        (WriteAuthority.Authoritative, ConfigurationWords.ApiProxy or ConfigurationWords.RemoteAgent) => new(RunCodes.InvalidAuthoritativeBinding,
            $"Role \"{KeyPath.Cut(id)}\" is authoritative, and its runtime \"{KeyPath.Cut(role.RuntimeId)}\" of type {runtime.Type} can only propose changes.")
        {
            Field = at.Key("runtime").Field,
            Referenced = role.RuntimeId,
            Actual = runtime.Type,
        },
        (WriteAuthority.ReviewOnly, ConfigurationWords.LocalCli) => new(RunCodes.InvalidReviewOnlyBinding,
            $"Role \"{KeyPath.Cut(id)}\" is review_only, and its runtime \"{KeyPath.Cut(role.RuntimeId)}\" of type {runtime.Type} can write every file.")
        {
            Field = at.Key("runtime").Field,
            Referenced = role.RuntimeId,
            Actual = runtime.Type,
        },
        _ => null,
    };
}
