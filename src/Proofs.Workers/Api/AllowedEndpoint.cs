using System.Diagnostics.CodeAnalysis;

namespace Proofs.Workers.Api;

/// <summary>
/// A key that the operator lets go to a host which is not its provider's own. Never taken from a repository: it would decide about its reader's keys.
/// </summary>
public sealed record AllowedEndpoint
{
    private AllowedEndpoint(string variable, Uri host) => (Variable, Host) = (variable, host);

    /// <summary>The environment variable that holds the key.</summary>
    public string Variable { get; }

    /// <summary>The host, as an address over https; its port is 443 unless another was named.</summary>
    internal Uri Host { get; }

    /// <summary>Reads <c>VAR=HOST</c> or <c>VAR=HOST:PORT</c>.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="allowed">What it says; null when it cannot be read.</param>
    /// <returns>Whether it can be read: a name of a variable, and one host without scheme, path, wildcard or user.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AllowedEndpoint? allowed)
    {
        allowed = null;
        string[] parts = (text ?? string.Empty).Split('=');
        if (parts is not [var variable, var host] || !EndpointPolicy.IsVariable(variable) || EndpointPolicy.Parse($"https://{host}/", out _) is not { AbsolutePath: "/" } address)
        {
            return false;
        }

        allowed = new(variable, address);
        return true;
    }

    /// <summary>As it is written: <c>VAR=HOST</c>, with the port when it is not 443.</summary>
    public override string ToString() => $"{Variable}={Host.Authority}";

    /// <summary>Whether it is about this key and this host.</summary>
    internal bool Covers(string variable, Uri address) =>
        Variable == variable && Host.IdnHost == address.IdnHost && (Host.Port == address.Port || (Host.IsDefaultPort && (address.IsDefaultPort || EndpointPolicy.IsLoopback(address))));
}
