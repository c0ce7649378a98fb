using Mono.Cecil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>Which shipping project may build on which. A project that is not here yet has its row already.</summary>
public sealed class ProjectEdgeTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Proofs"] = [],
        ["Proofs.Runs"] = ["Proofs"],
        ["Proofs.Workers"] = ["Proofs", "Proofs.Runs"],
        ["Proofs.MSBuild"] = ["Proofs"],
        ["Proofs.Cli"] = ["Proofs", "Proofs.Runs", "Proofs.Workers"],
    };

    [Fact]
    public void Every_project_of_src_has_a_row() => Violations.None(Checkout.Projects.Except(Allowed.Keys, StringComparer.Ordinal));

    [Fact]
    public void Projects_refer_to_the_projects_they_may_build_on_and_to_no_other()
    {
        string[] wrong = [.. from module in Assemblies.Shipping
                             from edge in Edges(module)
                             where !Allowed[module.Assembly.Name.Name].Contains(edge, StringComparer.Ordinal)
                             select $"{module.Assembly.Name.Name} -> {edge}"];
        Violations.None(wrong);
    }

    [Fact]
    public void The_reader_sees_the_edge_that_is_there() =>
        Assert.Contains("Proofs", Edges(Assemblies.Shipping.Single(module => module.Assembly.Name.Name == "Proofs.Cli")), StringComparer.Ordinal);

    private static IEnumerable<string> Edges(ModuleDefinition module) => module.AssemblyReferences
        .Select(reference => reference.Name)
        .Where(name => name == "Proofs" || name.StartsWith("Proofs.", StringComparison.Ordinal));
}
