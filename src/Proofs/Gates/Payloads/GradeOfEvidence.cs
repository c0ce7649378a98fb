using Proofs.Evidence.Payloads;

namespace Proofs.Gates.Payloads;

/// <summary>Which grade the dispatches of a payload bear out, whatever it claims.</summary>
internal static class GradeOfEvidence
{
    /// <summary>The worker that asks a provider by itself; what any other one asked, nobody saw.</summary>
    private const string ApiWorker = "api_proxy";

    /// <summary>
    /// The hosts that providers have for themselves. The workers' own list has them too, which this assembly cannot see; a test holds both together.
    /// </summary>
    internal static IReadOnlyList<string> ProviderHosts { get; } = ["api.anthropic.com", "api.openai.com", "generativelanguage.googleapis.com"];

    /// <summary>The grade that a payload claims; a turn without a record was seen by nobody and proves as much as a stub.</summary>
    internal static PayloadGrade Claimed(PayloadFacts facts) => facts.EvidenceGrade ?? PayloadGrade.Stub;

    /// <summary>The highest grade that its dispatches bear out.</summary>
    internal static PayloadGrade BorneOut(PayloadFacts facts) =>
        facts.Dispatches.Count == 0 || facts.TurnsExecuted > facts.Dispatches.Count ? PayloadGrade.Stub : LowestBorneOut(facts.Dispatches);

    /// <summary>The grade that counts.</summary>
    internal static PayloadGrade Of(PayloadFacts facts) => Claimed(facts) < BorneOut(facts) ? Claimed(facts) : BorneOut(facts);

    /// <summary>The lowest grade that the dispatches claim, or null without any.</summary>
    internal static PayloadGrade? Lowest(PayloadFacts facts) => facts.Dispatches.Count == 0 ? null : facts.Dispatches.Min(dispatch => dispatch.Grade);

    /// <summary>Whether a host is this machine, with or without a port.</summary>
    private static bool IsLoopback(string host)
    {
        string name = host.StartsWith('[') ? host[1..].Split(']')[0] : host.Split(':') is [var first, _] ? first : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("127.", StringComparison.Ordinal) || name is "::1" or "0.0.0.0" or "::";
    }

    private static PayloadGrade LowestBorneOut(IReadOnlyList<PayloadDispatch> dispatches)
    {
        // No provider gives an id out twice.
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> twice = new(dispatches.Select(dispatch => dispatch.RequestId).OfType<string>().Where(id => !seen.Add(id)), StringComparer.Ordinal);
        return dispatches.Min(dispatch => BorneOut(dispatch, twice));
    }

    private static PayloadGrade BorneOut(PayloadDispatch dispatch, HashSet<string> twice) => dispatch.Grade switch
    {
        PayloadGrade.Live when !IsLive(dispatch, twice) => PayloadGrade.Unobserved,
        PayloadGrade.CustomEndpoint when string.IsNullOrEmpty(dispatch.EndpointHost) || IsLoopback(dispatch.EndpointHost) => PayloadGrade.Loopback,
        _ => dispatch.Grade,
    };

    /// <summary>Whether a dispatch looks like a provider's answer: from its own host, character by character, and with an id of its own.</summary>
    private static bool IsLive(PayloadDispatch dispatch, HashSet<string> twice) => dispatch.Worker == ApiWorker
        && ProviderHosts.Contains(dispatch.EndpointHost, StringComparer.Ordinal)
        && !string.IsNullOrWhiteSpace(dispatch.RequestId)
        && !twice.Contains(dispatch.RequestId);
}
