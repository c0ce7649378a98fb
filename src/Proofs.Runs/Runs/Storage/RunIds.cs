using System.Security.Cryptography;

namespace Proofs.Runs.Runs.Storage;

/// <summary>New ids. Source: AgentXchain protocol v7: a prefix and 8 random bytes as lower-case hexadecimal digits.</summary>
internal static class RunIds
{
    internal static string Run() => New("run_");

    internal static string Turn() => New("turn_");

    internal static string Event() => New("evt_");

    internal static string Transaction() => New("txn_");

    internal static string Session() => New("session_");

    internal static string Escalation() => New("hesc_");

    private static string New(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
