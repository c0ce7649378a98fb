using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Work;

namespace Proofs.Workers.Api;

/// <summary>What a runtime of the kind api_proxy will do, for an operator to see before it does.</summary>
/// <param name="Provider">Whose API is spoken, as the configuration has it; null when it says nothing.</param>
/// <param name="Model">The model; null when the configuration names none.</param>
/// <param name="Endpoint">The one address that is posted to; null when nothing may be sent.</param>
/// <param name="Variable">The environment variable whose key goes there; null when none does.</param>
/// <param name="Refusal">Why nothing may be sent, or null.</param>
public sealed record ApiRuntime(string? Provider, string? Model, Uri? Endpoint, string? Variable, WorkFailure? Refusal)
{
    /// <summary>Describes a runtime. Nothing is connected to or looked up, and no key is looked at.</summary>
    /// <param name="runtime">The runtime, as the repository has it.</param>
    /// <param name="allowed">What the operator allows.</param>
    public static ApiRuntime Describe(Runtime runtime, IReadOnlyList<AllowedEndpoint>? allowed = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ApiSettings settings = ApiSettings.Read(runtime);
        WorkFailure? refusal = EndpointPolicy.Check(settings, allowed ?? [], out ApiTarget? target);
        return new(settings.Provider, settings.Model, target?.Address, target?.Variable, refusal);
    }
}
