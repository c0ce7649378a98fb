using Mono.Cecil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>Rooms are the first-level namespaces of Proofs; each may look only into the rooms behind it.</summary>
public sealed class RoomEdgeTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Verdicts"] = [],
        ["Evidence"] = ["Verdicts"],
        ["Texts"] = [],
        ["Git"] = ["Texts", "Verdicts"],
        ["Gates"] = ["Git", "Evidence", "Texts", "Verdicts"],
        ["Ranges"] = ["Verdicts"],
        ["Processes"] = ["Verdicts"],
    };

    private static readonly ModuleDefinition Proofs = Assemblies.Shipping.Single(module => module.Assembly.Name.Name == "Proofs");

    [Fact]
    public void Every_type_of_Proofs_lives_in_a_known_room()
    {
        string[] homeless = [.. Proofs.AllTypes().Where(type => Room(type) is not { } room ? !IsGenerated(type) : !Allowed.ContainsKey(room)).Select(type => type.FullName)];
        Violations.None(homeless);
    }

    [Fact]
    public void Rooms_refer_to_the_rooms_behind_them_and_to_no_other()
    {
        string[] wrong = [.. from type in Proofs.AllTypes()
                              let own = Room(type)
                              from reference in References.Types(type)
                              let to = reference.AssemblyName() == "Proofs" ? Room(reference) : null
                              where to is not null && own != to && (own is null || !Allowed.GetValueOrDefault(own, []).Contains(to, StringComparer.Ordinal))
                              select $"{own} -> {to}: {type.FullName} refers to {reference.FullName}"];
        Violations.None(wrong);
    }

    [Fact]
    public void The_reader_sees_the_edges_that_are_there()
    {
        string[] fromGates = [.. Proofs.AllTypes().Where(type => Room(type) == "Gates").SelectMany(References.Types).Where(type => type.AssemblyName() == "Proofs").Select(Room).OfType<string>().Distinct(StringComparer.Ordinal)];
        Assert.Superset(new HashSet<string>(["Git", "Evidence", "Verdicts"], StringComparer.Ordinal), fromGates.ToHashSet(StringComparer.Ordinal));
    }

    private static string? Room(TypeReference type) => type.RealNamespace().Split('.') is ["Proofs", var room, ..] ? room : null;

    /// <summary>What the compiler adds outside every namespace; its names are none that C# can write.</summary>
    private static bool IsGenerated(TypeDefinition type)
    {
        TypeDefinition outer = type;
        while (outer.DeclaringType is { } around)
        {
            outer = around;
        }

        return outer.Name.StartsWith('<') || outer.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");
    }
}
