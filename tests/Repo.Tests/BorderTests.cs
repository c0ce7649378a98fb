using Mono.Cecil;
using Mono.Cecil.Cil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>What only one place may touch: a library, native code, the network, other processes.</summary>
public sealed class BorderTests
{
    /// <summary>The kinds of reference that have a border, and the namespaces (with those below them) on the inner side.</summary>
    public static TheoryData<string, string[]> Borders => new()
    {
        { "LibGit2Sharp", ["Proofs.Git"] },
        { "YamlDotNet", ["Proofs.Gates.Policies"] },
        { "Spectre.Console", ["Proofs.Cli.Hosts.Console"] },
        { "System.CommandLine", ["Proofs.Cli"] },
        { "network", ["Proofs.Cli.Hosts.GitHub", "Proofs.Workers"] },
        { "Polly", ["Proofs.Cli.Hosts.GitHub", "Proofs.Workers.Api"] },
        { "Anthropic", ["Proofs.Workers.Api"] },
        { "OpenAI", ["Proofs.Workers.Api"] },
        { "processes", ["Proofs.Processes"] },
        { "native libraries", ["Proofs.Git", "Proofs.Processes", "Proofs.Evidence"] },
    };

    [Theory]
    [MemberData(nameof(Borders))]
    public void Only_its_own_place_refers_to(string kind, string[] inside)
    {
        string[] wrong = [.. from module in Assemblies.Shipping
                             from type in module.AllTypes()
                             where !inside.Any(space => IsIn(type.RealNamespace(), space))
                             from reference in References.Types(type)
                             where IsKind(kind, reference)
                             select $"{type.FullName} refers to {reference.FullName}"];
        Violations.None(wrong);
    }

    [Theory]
    [InlineData("LibGit2Sharp")]
    [InlineData("YamlDotNet")]
    [InlineData("Spectre.Console")]
    [InlineData("System.CommandLine")]
    [InlineData("Polly")]
    [InlineData("Anthropic")]
    [InlineData("OpenAI")]
    [InlineData("network")]
    [InlineData("native libraries")]
    public void The_reader_sees_the_references_that_are_there(string kind) =>
        Assert.Contains(Assemblies.Shipping.SelectMany(module => module.AllTypes()).SelectMany(References.Types), reference => IsKind(kind, reference));

    [Fact]
    public void Only_few_types_import_native_functions()
    {
        string[] importers = [.. from module in Assemblies.Shipping
                                 from type in module.AllTypes()
                                 where type.Methods.Any(IsNative)
                                 select type.FullName];
        Assert.Equal(["Proofs.Evidence.ConfinedFiles", "Proofs.Evidence.FolderSync", "Proofs.Git.FileOwner", "Proofs.Git.Libgit2", "Proofs.Git.WorkTrees.PosixFiles", "Proofs.Processes.Posix"], importers.Order(StringComparer.Ordinal));
    }

    private static bool IsKind(string kind, TypeReference reference) => kind switch
    {
        "network" => IsIn(reference.RealNamespace(), "System.Net"),
        "processes" => reference.RealNamespace() == "System.Diagnostics" && reference.Name is "Process" or "ProcessStartInfo" or "ProcessModule" or "ProcessThread",
        "native libraries" => reference.FullName is "System.Runtime.InteropServices.NativeLibrary" or "System.Runtime.InteropServices.DllImportAttribute" or "System.Runtime.InteropServices.LibraryImportAttribute",
        "Polly" => IsIn(reference.RealNamespace(), "Polly"),
        _ => reference.AssemblyName() == kind,
    };

    private static bool IsIn(string space, string around) => space == around || space.StartsWith(around + ".", StringComparison.Ordinal);

    /// <summary>Imported, or calling through an address with a native convention.</summary>
    private static bool IsNative(MethodDefinition method) => method.IsPInvokeImpl
        || (method.HasBody && method.Body.Instructions.Any(instruction => instruction.Operand is CallSite { CallingConvention: not MethodCallingConvention.Default } && instruction.OpCode == OpCodes.Calli));
}
