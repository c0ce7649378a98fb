using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Work;

namespace Proofs.Workers.Tests;

/// <summary>Orders for workers that need no run around them.</summary>
internal static class Orders
{
    internal static WorkOrder Of(string root, string role = "dev", WriteAuthority authority = WriteAuthority.Authoritative, int attempt = 1, string settings = "{}", string type = "manual")
    {
        string bundle = Path.Combine(root, ".agentxchain/dispatch/turns/turn_0123456789abcdef");
        Directory.CreateDirectory(bundle);
        File.WriteAllText(Path.Combine(bundle, "PROMPT.md"), "# Do it\n");
        File.WriteAllText(Path.Combine(bundle, "CONTEXT.md"), "# What is known\n");
        return new()
        {
            RunId = "run_0123456789abcdef",
            TurnId = "turn_0123456789abcdef",
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
}
