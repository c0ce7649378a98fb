using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Api;

/// <summary>Where a runtime's requests go. Made by <see cref="EndpointPolicy"/> only, so that whoever holds one may connect.</summary>
/// <param name="Provider">Whose API is spoken.</param>
/// <param name="Base">The address that the SDK is told.</param>
/// <param name="Variable">The environment variable with the key, or null when none is sent.</param>
/// <param name="Model">The model.</param>
internal sealed record ApiTarget(Provider Provider, Uri Base, string? Variable, string Model)
{
    /// <summary>The one address that is posted to.</summary>
    internal Uri Address { get; } = new(Base.AbsoluteUri.TrimEnd('/') + Provider.Path);

    internal bool IsLoopback => EndpointPolicy.IsLoopback(Base);

    /// <summary>For records: the port only when it is not the scheme's own.</summary>
    internal string Host => Base.IsDefaultPort ? Base.IdnHost : $"{Base.IdnHost}:{Base.Port}";

    /// <summary>How much an answer from there proves: live is what came from the provider's published address and no other.</summary>
    internal EvidenceGrade Grade => IsLoopback ? EvidenceGrade.Loopback
        : Base.Scheme == Uri.UriSchemeHttps && Base.AbsoluteUri.TrimEnd('/') == Provider.Address.AbsoluteUri.TrimEnd('/') ? EvidenceGrade.Live
        : EvidenceGrade.CustomEndpoint;
}
