using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Work;

namespace Proofs.Workers.Tests;

/// <summary>Orders for workers that need no run around them.</summary>
internal static class Orders
{
    private const string RunId = "run_0123456789abcdef";
    private const string TurnId = "turn_0123456789abcdef";

    internal static WorkOrder Of(string root, string role = "dev", WriteAuthority authority = WriteAuthority.Authoritative, int attempt = 1, string settings = "{}", string type = "manual")
    {
        string bundle = Path.Combine(root, ".agentxchain/dispatch/turns/turn_0123456789abcdef");
        Directory.CreateDirectory(bundle);
        File.WriteAllText(Path.Combine(bundle, "PROMPT.md"), "# Do it\n");
        File.WriteAllText(Path.Combine(bundle, "CONTEXT.md"), "# What is known\n");
        Seal(bundle, role);
        return new()
        {
            RunId = RunId,
            TurnId = TurnId,
            Attempt = attempt,
            Role = role,
            Phase = "implementation",
            WriteAuthority = authority,
            RuntimeId = "worker",
            Runtime = new(type, JsonElement.Parse(settings)),
            Root = root,
            BundlePath = bundle,
            StagingPath = Path.Combine(root, ".agentxchain/staging/turn_0123456789abcdef/turn-result.json"),
        };
    }

    /// <summary>Seals a bundle as it lies there.</summary>
    internal static void Seal(string bundle, string role = "dev")
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Directory.GetFiles(bundle).Where(path => Path.GetFileName(path) != DispatchManifest.FileName).ToDictionary(path => Path.GetFileName(path), path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path), StringComparer.Ordinal);
        File.WriteAllBytes(Path.Combine(bundle, DispatchManifest.FileName), DispatchManifest.Seal(files, RunId, TurnId, role, DateTimeOffset.UnixEpoch));
    }
}
