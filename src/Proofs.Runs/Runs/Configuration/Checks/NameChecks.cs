namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether the names that every run follows lead somewhere: runtimes of roles, roles and gates of phases. Sentences are the protocol's.</summary>
internal static class NameChecks
{
    /// <summary>A role's runtime.</summary>
    /// <param name="id">The role.</param>
    /// <param name="runtime">What it names.</param>
    /// <param name="key">The key that names it.</param>
    /// <param name="declared">What there is.</param>
    internal static Problem? Runtime(string id, string runtime, string key, Declared declared) => runtime.Length == 0 || declared.Runtimes?.Contains(runtime) != false
        ? null
        : ConfigurationProblem.Undeclared(RunCodes.UndeclaredRuntimeReference, KeyPath.Root.Key("roles").Entry(id).Key(key), runtime,
            $"Role \"{KeyPath.Cut(id)}\" references unknown runtime \"{KeyPath.Cut(runtime)}\"");

    /// <summary>A phase's entry role and gate.</summary>
    internal static IEnumerable<Problem> Phase(Phase phase, Declared declared)
    {
        KeyPath at = KeyPath.Root.Key("routing").Entry(phase.Name);
        string name = KeyPath.Cut(phase.Name);
        if (phase.EntryRole is { } entry && declared.Roles?.Contains(entry) == false)
        {
            yield return ConfigurationProblem.Undeclared(RunCodes.UndeclaredRoleReference, at.Key("entry_role"), entry,
                $"Routing \"{name}\": entry_role \"{KeyPath.Cut(entry)}\" is not a defined role");
        }

        if (phase.ExitGate is { } gate && declared.Gates?.Contains(gate) == false)
        {
            yield return ConfigurationProblem.Undeclared(RunCodes.UndeclaredGateReference, at.Key("exit_gate"), gate, $"Routing references unknown gate: \"{KeyPath.Cut(gate)}\"");
        }
    }

    /// <summary>The roles that may follow in a phase. Only a run needs them: the published corpus has files that name roles of elsewhere.</summary>
    internal static IEnumerable<Problem> NextRoles(Phase phase, Declared declared)
    {
        KeyPath at = KeyPath.Root.Key("routing").Entry(phase.Name);
        string name = KeyPath.Cut(phase.Name);
        foreach ((int index, string role) in phase.AllowedNextRoles.Index())
        {
            if (role.Length > 0 && role != ConfigurationName.Human && declared.Roles?.Contains(role) == false)
            {
                yield return ConfigurationProblem.Undeclared(RunCodes.UndeclaredRoleReference, at.Key("allowed_next_roles").At(index), role,
                    $"Routing \"{name}\": allowed_next_roles \"{KeyPath.Cut(role)}\" is not a defined role");
            }
        }
    }
}
