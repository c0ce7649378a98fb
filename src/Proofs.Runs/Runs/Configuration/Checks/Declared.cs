namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>The names that a configuration declares; null where nobody can say, or where anything goes.</summary>
internal sealed record Declared(IReadOnlySet<string>? Roles, IReadOnlySet<string>? Runtimes, IReadOnlySet<string>? Gates)
{
    internal static Declared By(RunConfiguration configuration) => new(Names(configuration.Roles.Keys), Names(configuration.Runtimes.Keys), Names(configuration.Gates.Keys));

    private static HashSet<string> Names(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);
}
