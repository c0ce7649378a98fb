using Proofs.Evidence.Payloads;

namespace Proofs.Gates.Payloads;

/// <summary>Which grade the dispatches of a payload bear out, whatever it claims.</summary>
internal static class GradeOfEvidence
{
    /// <summary>Names below these lead to no provider (RFC 2606, RFC 6762, RFC 8375, ICANN 2024).</summary>
    private static readonly string[] Private = ["localhost", "local", "internal", "test", "invalid", "example", "localdomain", "arpa", "lan", "home", "corp"];

    /// <summary>The grade that a payload claims; a turn without a record was seen by nobody and proves as much as a stub.</summary>
    internal static PayloadGrade Claimed(PayloadFacts facts) => facts.EvidenceGrade ?? PayloadGrade.Stub;

    /// <summary>The highest grade that its dispatches bear out.</summary>
    internal static PayloadGrade BorneOut(PayloadFacts facts) =>
        facts.Dispatches.Count == 0 || facts.TurnsExecuted > facts.Dispatches.Count ? PayloadGrade.Stub : facts.Dispatches.Min(BorneOut);

    /// <summary>The grade that counts.</summary>
    internal static PayloadGrade Of(PayloadFacts facts) => Claimed(facts) < BorneOut(facts) ? Claimed(facts) : BorneOut(facts);

    /// <summary>The lowest grade that the dispatches claim, or null without any.</summary>
    internal static PayloadGrade? Lowest(PayloadFacts facts) => facts.Dispatches.Count == 0 ? null : facts.Dispatches.Min(dispatch => dispatch.Grade);

    /// <summary>Whether a host can be a provider's own: a public name, with no port beside it and no address in its place.</summary>
    internal static bool IsPublicName(string? host)
    {
        string[] labels = (host ?? string.Empty).Split('.');
        return labels.Length > 1
            && Array.TrueForAll(labels, label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            && labels[^1].All(c => char.IsAsciiLetter(c) || c == '-')
            && !Private.Contains(labels[^1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a host is this machine, with or without a port.</summary>
    private static bool IsLoopback(string host)
    {
        string name = host.StartsWith('[') ? host[1..].Split(']')[0] : host.Split(':') is [var first, _] ? first : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("127.", StringComparison.Ordinal) || name is "::1" or "0.0.0.0" or "::";
    }

    private static PayloadGrade BorneOut(PayloadDispatch dispatch) => dispatch.Grade switch
    {
        PayloadGrade.Live when string.IsNullOrWhiteSpace(dispatch.RequestId) || !IsPublicName(dispatch.EndpointHost) => PayloadGrade.Unobserved,
        PayloadGrade.CustomEndpoint when string.IsNullOrEmpty(dispatch.EndpointHost) || IsLoopback(dispatch.EndpointHost) => PayloadGrade.Loopback,
        _ => dispatch.Grade,
    };
}
