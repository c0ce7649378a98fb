using Mono.Cecil;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>What decides about a run knows no disk, no clock, no dice and no process: those come in as facts.</summary>
public sealed class PureCoreTests
{
    private static readonly string[] Impure =
    [
        "System.TimeProvider", "System.Random", "System.Guid", "System.Security.Cryptography.RandomNumberGenerator", "System.Console",
        "Proofs.Evidence.ConfinedFiles", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Threading.Thread", "System.Threading.Tasks.Task",
    ];

    /// <summary>What of System.IO touches no disk.</summary>
    private static readonly string[] InMemory = ["System.IO.Stream", "System.IO.MemoryStream", "System.IO.StringReader", "System.IO.TextReader", "System.IO.IOException", "System.IO.Path"];

    /// <summary>What asks hooks and runs commands; what comes of the answers is decided beside it.</summary>
    private static readonly string[] Shells =
    [
        "Proofs.Runs.Runs.Hooks.HookRunner", "Proofs.Runs.Runs.Hooks.IHookTransport", "Proofs.Runs.Runs.Hooks.ProcessHookTransport", "Proofs.Runs.Runs.Hooks.ProtectedFiles",
        "Proofs.Runs.Runs.Hooks.FileFact", "Proofs.Runs.Runs.Proposals.ProposalFiles", "Proofs.Runs.Runs.RunAnchor", "Proofs.Runs.Runs.Replays.VerificationReplayer",
    ];

    private static readonly ModuleDefinition Runs = Assemblies.Shipping.Single(module => module.Assembly.Name.Name == "Proofs.Runs");

    [Fact]
    public void Only_the_runner_interface_and_its_storage_reach_outside() => Violations.None(
        from type in Runs.AllTypes()
        where !IsShell(type)
        from reference in References.Types(type).Select(reference => reference.FullName).Concat(References.Methods(type).Where(method => method.DeclaringType.FullName == "System.Environment").Select(method => method.FullName))
        where Impure.Contains(reference, StringComparer.Ordinal)
            || (reference.StartsWith("System.IO.", StringComparison.Ordinal) && !InMemory.Contains(reference, StringComparer.Ordinal))
            || reference.StartsWith("System.Net.", StringComparison.Ordinal)
            || (reference.Contains("System.Environment::", StringComparison.Ordinal) && !IsIterators(reference))
        select $"{type.FullName} refers to {reference}");

    [Fact]
    public void The_reader_sees_that_the_shell_does() =>
        Assert.Contains("System.IO.FileStream", Runs.AllTypes().Where(IsShell).SelectMany(References.Types).Select(reference => reference.FullName), StringComparer.Ordinal);

    [Fact]
    public void What_decides_does_not_know_its_storage() => Violations.None(
        from type in Runs.AllTypes()
        where !IsShell(type) && type.FullName is not ("Proofs.Runs.Runs.ProtocolRecords" or "Proofs.Runs.Runs.ProtocolJson") && !type.FullName.StartsWith("Proofs.Runs.Runs.ProtocolJson/", StringComparison.Ordinal)
        from reference in References.Types(type)
        where reference.RealNamespace() == "Proofs.Runs.Runs.Storage"
        select $"{type.FullName} refers to {reference.FullName}");

    /// <summary>The compiler asks for it in every iterator.</summary>
    private static bool IsIterators(string method) => method.EndsWith("get_CurrentManagedThreadId()", StringComparison.Ordinal);

    private static bool IsShell(TypeDefinition type) => type.RealNamespace() is "Proofs.Runs.Runs.Storage" or "Proofs.Runs.Runs.Loop" or "Proofs.Runs.Work"
        || type.FullName.StartsWith("Proofs.Runs.Runs.RunnerInterface", StringComparison.Ordinal)
        || Shells.Any(shell => type.FullName == shell || type.FullName.StartsWith(shell + "/", StringComparison.Ordinal));
}
