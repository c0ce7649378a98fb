using System.Net;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Wait">How long it asks to wait before the next request, or null when it does not.</param>
/// <param name="Body">Everything it said.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, TimeSpan? Wait, byte[] Body)
{
    internal bool IsSuccess => (int)Status is >= 200 and < 300;
}
