using Mono.Cecil;

namespace Repo.Tests.Compiled;

/// <summary>The shipping assemblies and what they are built on, as metadata.</summary>
internal static class Assemblies
{
    private static readonly Lazy<IReadOnlyList<ModuleDefinition>> Ours = new(() => [.. Checkout.Projects.Select(project => Load(Checkout.Built(project, project + ".dll")))]);

    /// <summary>One module for each project of src.</summary>
    internal static IReadOnlyList<ModuleDefinition> Shipping => Ours.Value;

    /// <summary>The folder of the framework that runs these tests.</summary>
    internal static string Framework { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Reads one assembly; what it refers to is looked for beside it and in the framework.</summary>
    internal static ModuleDefinition Load(string path)
    {
        DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Framework);
        return ModuleDefinition.ReadModule(path, new() { AssemblyResolver = resolver });
    }

    /// <summary>Every type of a module, nested and compiler-generated ones included.</summary>
    internal static IEnumerable<TypeDefinition> AllTypes(this ModuleDefinition module) => module.Types.SelectMany(WithNested);

    /// <summary>A type's namespace; a nested one's is that of the type around it.</summary>
    internal static string RealNamespace(this TypeReference type)
    {
        TypeReference outer = type;
        while (outer.DeclaringType is { } around)
        {
            outer = around;
        }

        return outer.Namespace;
    }

    /// <summary>Name of the assembly that a reference leads to.</summary>
    internal static string AssemblyName(this TypeReference type) => type.Scope switch
    {
        AssemblyNameReference reference => reference.Name,
        ModuleDefinition module => module.Assembly.Name.Name,
        _ => type.Module.Assembly.Name.Name,
    };

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
