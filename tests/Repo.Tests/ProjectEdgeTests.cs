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

    /// <summary>What a pack drives from outside: the libraries, by what they show to everybody, or a command, which is no reference at all.</summary>
    private static readonly Dictionary<string, string[]> Packs = new(StringComparer.Ordinal)
    {
        ["Proofs.RunnerPack"] = ["Proofs", "Proofs.Runs", "Proofs.Workers"],
        ["Proofs.CliPack"] = [],
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
    public void Every_pack_of_proofs_has_a_row() => Violations.None(Directory.EnumerateDirectories(Checkout.In("proofs"), "Proofs.*").Select(folder => Path.GetFileName(folder)!).Except(Packs.Keys, StringComparer.Ordinal));

    [Fact]
    public void Packs_of_proofs_refer_to_what_they_prove_as_strangers_do()
    {
        Violations.None(from pack in Packs
                        from edge in Edges(Pack(pack.Key))
                        where !pack.Value.Contains(edge, StringComparer.Ordinal)
                        select $"{pack.Key} -> {edge}");
        Violations.None(from module in Assemblies.Shipping
                        from friend in Friends(module)
                        where Packs.ContainsKey(friend)
                        select $"{module.Assembly.Name.Name} shows its internals to {friend}");
    }

    [Fact]
    public void The_reader_sees_the_edge_that_is_there() =>
        Assert.Contains("Proofs", Edges(Assemblies.Shipping.Single(module => module.Assembly.Name.Name == "Proofs.Cli")), StringComparer.Ordinal);

    [Fact]
    public void The_reader_sees_the_friend_that_is_there() =>
        Assert.Contains("Proofs.Cli.Tests", Friends(Assemblies.Shipping.Single(module => module.Assembly.Name.Name == "Proofs.Cli")), StringComparer.Ordinal);

    private static ModuleDefinition Pack(string name) => Assemblies.Load(Checkout.Built(name, name + ".dll"));

    private static IEnumerable<string> Friends(ModuleDefinition module) => module.Assembly.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
        .Select(attribute => ((string)attribute.ConstructorArguments[0].Value).Split(',')[0]);

    private static IEnumerable<string> Edges(ModuleDefinition module) => module.AssemblyReferences
        .Select(reference => reference.Name)
        .Where(name => name == "Proofs" || name.StartsWith("Proofs.", StringComparison.Ordinal));
}
