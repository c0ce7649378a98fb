using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// Takes the token out of everything that is told. It has no business in a commit's text or a server's answer, but whoever got hold of it may
/// have put it there. Done before a text is escaped or cut, because it could not be found afterwards.
/// </summary>
internal sealed class Redaction(string? token)
{
    private const string Mask = "***";

    /// <summary>In characters; a quote may have been cut in the midst of the token, and so much of it tells nobody anything.</summary>
    private const int ShortestPart = 12;

    internal string Of(string text)
    {
        for (int length = token?.Length ?? 0; length > 0 && (length == token!.Length || length >= ShortestPart); length--)
        {
            text = text.Replace(token[..length], Mask, StringComparison.Ordinal);
        }

        return text;
    }

    internal Refusal Of(Refusal refusal) => token is null ? refusal : refusal with
    {
        Message = Of(refusal.Message),
        Next = Maybe(refusal.Next),
        Details = Maybe(refusal.Details),
    };

    internal GatesReport Of(GatesReport report) => token is null ? report : report with
    {
        Policy = report.Policy with { Path = Maybe(report.Policy.Path) },
        Gates = [.. report.Gates.Select(verdict => verdict with
        {
            Message = Of(verdict.Message),
            Fix = Maybe(verdict.Fix),
            Proofs = verdict.Proofs is null ? null : [.. verdict.Proofs.Select(row => row with { Proof = Of(row.Proof), File = Maybe(row.File) })],
            Findings = [.. verdict.Findings.Select(finding => finding with { Message = Of(finding.Message), Fix = Maybe(finding.Fix) })],
        })],
    };

    private string? Maybe(string? text) => text is null ? null : Of(text);
}
