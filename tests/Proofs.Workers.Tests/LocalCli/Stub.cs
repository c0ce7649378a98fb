using System.Text.Json;
using Proofs.Runs.Work;
using Proofs.Workers.LocalCli;
using TestKit;

namespace Proofs.Workers.Tests.LocalCli;

/// <summary>The program with verbs, as an agent's program of a runtime.</summary>
internal static class Stub
{
    internal static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);

    internal static string File { get; } = Path.Combine(AppContext.BaseDirectory, "StubWorker");

    /// <summary>What whoever runs it gives it.</summary>
    internal static LocalCliOptions Options(params (string Name, string Value)[] variables) => new()
    {
        Environment = new Dictionary<string, string>(variables.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = EmptyHome.Path,
            ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath)!,
        },
        PassedVariables = ["DOTNET_ROOT"],
        Grace = TimeSpan.FromMilliseconds(300),
    };

    /// <summary>An order for it.</summary>
    internal static WorkOrder Order(TempFolder folder, params string[] verbs) => Orders.Of(folder.Path, type: "local_cli", settings: Settings([File, .. verbs]));

    internal static string Settings(string[] command, string? transport = null) =>
        JsonSerializer.Serialize(transport is null ? new Dictionary<string, object>(StringComparer.Ordinal) { ["command"] = command } : new Dictionary<string, object>(StringComparer.Ordinal) { ["command"] = command, ["prompt_transport"] = transport });

    /// <summary>Has it do a turn.</summary>
    internal static Task<WorkResult> WorkAsync(WorkOrder order, LocalCliOptions? options = null, CancellationToken cancellation = default) =>
        new LocalCliWorker(options ?? Options(), TimeProvider.System).WorkAsync(order, cancellation).WaitAsync(Hard, CancellationToken.None);

    internal static string Log(TempFolder folder, string name = "stdout.log") => System.IO.File.ReadAllText(folder.In(".agentxchain/dispatch/logs/turn_0123456789abcdef-attempt-1", name));
}
