using System.Runtime.CompilerServices;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>Runs note their journals' heads outside the project; those of tests go where they are gone afterwards.</summary>
internal static class AnchorsAside
{
    internal static string StateHome { get; } = Path.Combine(EmptyHome.Path, "state");

    [ModuleInitializer]
    internal static void Begin() => Environment.SetEnvironmentVariable("XDG_STATE_HOME", StateHome);
}
