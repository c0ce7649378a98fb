using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Repo.Tests.Compiled;

/// <summary>Everything one type refers to: signatures, fields, attributes, constraints and the instructions of its methods.</summary>
internal static class References
{
    /// <summary>The types referred to, without wrappers: no arrays, pointers or generic instances, but what they are made of.</summary>
    internal static IEnumerable<TypeReference> Types(TypeDefinition type) => Raw(type).SelectMany(Unwrap).DistinctBy(reference => reference.FullName, StringComparer.Ordinal);

    /// <summary>The methods that a type's instructions call or take the address of.</summary>
    internal static IEnumerable<MethodReference> Methods(TypeDefinition type) => type.Methods
        .Where(method => method.HasBody)
        .SelectMany(method => method.Body.Instructions)
        .Select(instruction => instruction.Operand)
        .OfType<MethodReference>();

    private static IEnumerable<TypeReference?> Raw(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(item => item.InterfaceType),
        .. type.Interfaces.SelectMany(Attributes),
        .. Attributes(type),
        .. Constraints(type),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.Select(property => property.PropertyType),
        .. type.Properties.SelectMany(Attributes),
        .. type.Events.Select(item => item.EventType),
        .. type.Events.SelectMany(Attributes),
        .. type.Methods.SelectMany(OfMethod),
    ];

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
    [
        .. OfSignature(method),
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. method.Parameters.SelectMany(Attributes),
        .. Constraints(method),
        .. method.Overrides.SelectMany(OfSignature),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(OfInstruction),
    ];

    private static IEnumerable<TypeReference?> OfInstruction(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => OfSignature(method),
        FieldReference field => [field.DeclaringType, field.FieldType],
        CallSite site => [site.ReturnType, .. site.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> OfSignature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType).Concat(Attributes(parameter)));

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.SelectMany(attribute => (IEnumerable<TypeReference?>)
    [
        .. OfSignature(attribute.Constructor),
        .. attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(named => named.Argument)).SelectMany(OfArgument),
    ]);

    private static IEnumerable<TypeReference?> OfArgument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument inner => [argument.Type, .. OfArgument(inner)],
        CustomAttributeArgument[] several => [argument.Type, .. several.SelectMany(OfArgument)],
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference> Unwrap(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Unwrap(generic.ElementType), .. generic.GenericArguments.SelectMany(Unwrap)],
        FunctionPointerType pointer => [.. Unwrap(pointer.ReturnType), .. pointer.Parameters.SelectMany(parameter => Unwrap(parameter.ParameterType))],
        IModifierType modified => [.. Unwrap(modified.ModifierType), .. Unwrap(modified.ElementType)],
        TypeSpecification wrapper => Unwrap(wrapper.ElementType),
        _ => [type],
    };
}
