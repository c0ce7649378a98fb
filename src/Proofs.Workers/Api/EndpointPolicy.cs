using System.Net;
using Proofs.Runs.Work;

namespace Proofs.Workers.Api;

/// <summary>
/// Where a key may go. The address and the variable come from the repository, which may be anybody's: a key goes to its provider's own host over https,
/// to this machine, or where the operator said so; and it is one of the provider's own keys, or one that the operator named.
/// </summary>
internal static class EndpointPolicy
{
    internal const string NotAllowed = "endpoint_not_allowed";

    /// <summary>Decides before anything is looked up or connected to.</summary>
    /// <param name="settings">What the repository says.</param>
    /// <param name="allowed">What the operator allows.</param>
    /// <param name="target">Where requests go; null when they may not.</param>
    internal static WorkFailure? Check(ApiSettings settings, IReadOnlyList<AllowedEndpoint> allowed, out ApiTarget? target)
    {
        target = null;
        if (Provider.Find(settings.Provider) is not { } provider)
        {
            return Failures.Refused("unsupported_provider", $"The runtime names the provider \"{ApiFailures.Quote(settings.Provider)}\".", $"Set provider to one of {string.Join(", ", Provider.All.Select(each => each.Name))}.");
        }

        if (settings.Model is not { Length: > 0 } model)
        {
            return Failures.Refused("invalid_request", "The runtime names no model.", "Set model to the name of one of the provider's models.");
        }

        string? wrong = null;
        Uri? named = settings.BaseUrl is null ? provider.Address : Parse(settings.BaseUrl, out wrong);
        if (named is null)
        {
            return Failures.Refused(NotAllowed, $"base_url \"{ApiFailures.Quote(settings.BaseUrl)}\" {wrong}; nothing was sent.", "Write base_url plainly: scheme, host, port if it is not the usual one, path.");
        }

        if (settings.Variable is { } name && !IsVariable(name))
        {
            // Not quoted: where a name is expected, people put the key itself.
            return Failures.Refused("missing_credentials", "auth_env is no name of an environment variable.", $"Set auth_env to the name of the variable that holds the key, such as {provider.Variables[0]}.");
        }

        if (settings.Variable is null && !provider.IsOpen)
        {
            return Failures.Refused("missing_credentials", $"The runtime names no environment variable with a key of {provider.Name}.", $"Set auth_env to {provider.Variables[0]}, and that variable to the key.");
        }

        ApiTarget wanted = new(provider, provider.Base(named), settings.Variable, model);
        if (Refusal(wanted, allowed) is { } refusal)
        {
            return refusal;
        }

        target = wanted;
        return null;
    }

    /// <summary>
    /// Reads an address that reads the same to everybody: what stands between the slashes is the host that is connected to, letter for letter. Users,
    /// escapes, other notations of numbers, look-alike letters and names that end in a dot are refused.
    /// </summary>
    internal static Uri? Parse(string text, out string? wrong)
    {
        wrong = "is no address of http or https";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || !text.StartsWith(address.Scheme + "://", StringComparison.Ordinal))
        {
            return null;
        }

        string rest = text[(address.Scheme.Length + 3)..];
        string written = rest.IndexOfAny(['/', '?', '#', '\\']) is >= 0 and var end ? rest[..end] : rest;
        string host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        bool isPlain = written == host || written == $"{host}:{address.Port}";
        wrong = !isPlain || host.EndsWith('.') || host.Contains('%', StringComparison.Ordinal) || address.UserInfo.Length > 0 ? "does not say its host plainly"
            : text.AsSpan().ContainsAny('\\', '?', '#') || address.Query.Length > 0 || address.Fragment.Length > 0 ? "has more than scheme, host, port and path"
            : null;
        return wrong is null ? address : null;
    }

    /// <summary>127.0.0.0/8, ::1 and the name localhost; a name that only resolves to one of them is none.</summary>
    internal static bool IsLoopback(Uri address) => address.IdnHost == "localhost"
        || (address.HostNameType is UriHostNameType.IPv4 && IPAddress.TryParse(address.IdnHost, out IPAddress? four) && four.GetAddressBytes()[0] == 127)
        || (address.HostNameType is UriHostNameType.IPv6 && IPAddress.TryParse(address.IdnHost, out IPAddress? six) && six.Equals(IPAddress.IPv6Loopback));

    internal static bool IsVariable(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]);

    private static WorkFailure? Refusal(ApiTarget target, IReadOnlyList<AllowedEndpoint> allowed)
    {
        Provider provider = target.Provider;
        bool isOwnHost = target.Base is { Scheme: "https", IsDefaultPort: true } && target.Base.IdnHost == provider.Host;
        bool isHome = isOwnHost || target.IsLoopback;
        bool isOwnKey = target.Variable is null || provider.Variables.Contains(target.Variable, StringComparer.Ordinal);
        if (isHome && isOwnKey)
        {
            return null;
        }

        // Without a key the prompt still goes out; the provider's usual variable stands for the operator's word about it.
        string variable = target.Variable ?? provider.Variables[0];
        bool isSafe = target.Base.Scheme == Uri.UriSchemeHttps || target.IsLoopback || target.Variable is null;
        string ask = $"If you want that, allow it yourself with --allow-endpoint {variable}={target.Host} or in your own configuration; the repository cannot. Otherwise change base_url or auth_env.";
        return !isSafe ? Failures.Refused(NotAllowed, $"The key in {target.Variable} would go to {target.Host} in the clear; nothing was sent.", "Use an https address; only this machine is asked over http.")
            : allowed.Any(each => each.Covers(variable, target.Base)) ? null
            : isHome ? Failures.Refused(NotAllowed, $"{variable} is not known to hold a key of {provider.Name} (that would be {string.Join(" or ", provider.Variables)}), so it does not go to {target.Host}; nothing was sent.", ask)
            : Failures.Refused(NotAllowed, $"{target.Host} is not {provider.Name}'s own host{(provider.Host is { } own ? $" ({own})" : string.Empty)} and not this machine, so {(target.Variable is null ? "nothing" : $"the key in {variable}")} goes there; nothing was sent.", ask);
    }
}
