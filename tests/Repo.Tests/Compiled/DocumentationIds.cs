using Mono.Cecil;

namespace Repo.Tests.Compiled;

/// <summary>Documentation ids (ECMA-334 annex D.4) of what src/BannedSymbols.txt can name: types, methods and properties that are not generic.</summary>
internal static class DocumentationIds
{
    internal static string Of(TypeReference type) => "T:" + Name(type);

    internal static string Of(PropertyReference property) => $"P:{Name(property.DeclaringType)}.{property.Name}{Parameters(property.Parameters)}";

    internal static string Of(MethodReference method) => $"M:{Name(method.DeclaringType)}.{method.Name.Replace('.', '#')}{Parameters(method.Parameters)}";

    /// <summary>The id under which a called method is banned: a getter's or setter's is its property's.</summary>
    internal static string OfCalled(MethodReference method) =>
        method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal)
            ? $"P:{Name(method.DeclaringType)}.{method.Name[4..]}"
            : Of(method);

    private static string Parameters(ICollection<ParameterDefinition> parameters) =>
        parameters.Count == 0 ? string.Empty : $"({string.Join(',', parameters.Select(parameter => Name(parameter.ParameterType)))})";

    private static string Name(TypeReference type) => type switch
    {
        GenericInstanceType generic => $"{Name(generic.ElementType).Split('`')[0]}{{{string.Join(',', generic.GenericArguments.Select(Name))}}}",
        ArrayType array => $"{Name(array.ElementType)}[]",
        _ => type.FullName.Replace('/', '.'),
    };
}
