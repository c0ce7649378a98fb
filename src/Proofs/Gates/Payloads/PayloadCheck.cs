using System.Globalization;
using Proofs.Evidence.Payloads;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates.Payloads;

/// <summary>What is wrong with one payload of a required proof, whatever else is there.</summary>
/// <param name="terms">What is asked.</param>
/// <param name="facts">What the payload is held against.</param>
internal sealed class PayloadCheck(ProofsTerms terms, ProofsFacts facts)
{
    /// <summary>How far two clocks may be apart.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>In characters; a payload says more itself.</summary>
    private const int LongestCause = 300;

    /// <summary>Everything that keeps it from counting; nothing for a skip that is in order, which counts as absent.</summary>
    internal IEnumerable<Finding> Check(FoundPayload found)
    {
        PayloadFile file = found.File;
        PayloadFacts payload = file.Facts!;
        IEnumerable<Finding> findings = [.. Origin(file.Name, found.Origin), .. Origin(file.Name + PayloadFolder.DigestEnding, found.DigestOrigin), .. Digest(file)];
        return payload.Result switch
        {
            "skip" => findings,
            "fail" => findings.Append(New(ReasonCodes.ProofFailed, file, Cut($"the proof failed: {payload.RootCause ?? "it does not say why"}"))),
            _ => findings.Concat(PayloadContradictions.Of(payload).Select(what => New(ReasonCodes.ProofContradictory, file, what))).Concat(Grade(file, payload)).Concat(Subject(file, payload)).Concat(Time(file, payload)),
        };
    }

    /// <summary>Where a file comes from that vouches for nothing, or that nobody can tell.</summary>
    internal static IEnumerable<Finding> Origin(string name, FileOrigin origin) => origin switch
    {
        FileOrigin.Tracked => [new(ReasonCodes.EvidenceSelfIssued, $"{name} is a file of the commit that is judged.", Fix: ReasonCodes.EvidenceSelfIssued.Fix)],
        FileOrigin.Stored => [new(ReasonCodes.EvidenceSelfIssued, $"{name} is in the repository's objects, byte for byte.", Fix: ReasonCodes.EvidenceSelfIssued.Fix)],
        FileOrigin.Unknown => [new(ReasonCodes.EvidenceOriginUnknown, $"Whether {name} lies in what is judged cannot be told.", Fix: ReasonCodes.EvidenceOriginUnknown.Fix)],
        _ => [],
    };

    /// <summary>A payload whose words lead to another name than it has; looked for in every file, because a failed one could hide so.</summary>
    internal static Finding? Name(PayloadFile file) => file.NameItSays is { } right && right != file.Name ? New(ReasonCodes.ProofContradictory, file, $"by what it says its name is {right}") : null;

    private static IEnumerable<Finding> Grade(PayloadFile file, PayloadFacts payload)
    {
        if (GradeOfEvidence.Claimed(payload) > GradeOfEvidence.BorneOut(payload))
        {
            yield return New(ReasonCodes.ProofGradeOverstated, file, $"it claims the grade {GradeOfEvidence.Claimed(payload).Word()}, and its {payload.Dispatches.Count} dispatches bear out {GradeOfEvidence.BorneOut(payload).Word()}");
        }
    }

    private IEnumerable<Finding> Subject(PayloadFile file, PayloadFacts payload)
    {
        if (payload.Commit != facts.Commit)
        {
            yield return New(ReasonCodes.ProofCommitMismatch, file, payload.Commit is null ? $"it names no commit; {facts.Commit} is judged" : $"it is about {payload.Commit}; {facts.Commit} is judged") with { Commit = payload.Commit };
        }
        else if (payload.Tree != facts.Tree)
        {
            yield return New(ReasonCodes.ProofTreeMismatch, file, $"it names the tree {payload.Tree ?? "null"}; that of {facts.Commit} is {facts.Tree}") with { Commit = payload.Commit };
        }

        if (payload.IsClean is not true)
        {
            yield return New(ReasonCodes.ProofWorktreeDirty, file, payload.IsClean is false ? "its work tree was not as the commit has it" : "nobody knows whether its work tree was as the commit has it");
        }

        // Before the run, because an id of another repository's run says nothing here. GitHub does not heed the case of names.
        if (payload.Repository is { } from && terms.Repository is { } own && !from.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            yield return New(ReasonCodes.ProofRunMismatch, file, $"it comes from a run of {JsonFields.Cut(from)}; {own} is asked for");
        }
        else if (terms.RunId is { } run && payload.RunId != run)
        {
            yield return New(ReasonCodes.ProofRunMismatch, file, payload.RunId is null ? $"it comes from no run; {run} is asked for" : $"it comes from the run {JsonFields.Cut(payload.RunId)}; {run} is asked for");
        }
        else if (terms.RunAttempt is { } attempt && payload.RunAttempt != attempt)
        {
            yield return New(ReasonCodes.ProofRunAttemptMismatch, file, $"it comes from attempt {payload.RunAttempt?.ToString(CultureInfo.InvariantCulture) ?? "null"} at the run; {attempt} is asked for");
        }
    }

    private IEnumerable<Finding> Time(PayloadFile file, PayloadFacts payload)
    {
        string ended = payload.FinishedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (payload.FinishedAt - facts.Now > ClockTolerance)
        {
            yield return New(ReasonCodes.ProofFromFuture, file, $"it ended at {ended}, which is yet to come");
        }
        else if (facts.Now - payload.FinishedAt > terms.MaxAge)
        {
            yield return New(ReasonCodes.ProofTooOld, file, $"it ended at {ended}, longer ago than is accepted");
        }
    }

    private static IEnumerable<Finding> Digest(PayloadFile file) =>
        file.DigestProblem is { } problem ? [New(ReasonCodes.ProofDigestMismatch, file, $"{file.Name}{PayloadFolder.DigestEnding}: {problem}")] : [];

    internal static Finding New(ReasonCode reason, PayloadFile file, string what) => new(reason, $"{file.Name}: {what.TrimEnd('.')}.", Fix: reason.Fix);

    internal static string Cut(string text) => text.Length <= LongestCause ? text : text[..(char.IsHighSurrogate(text[LongestCause - 1]) ? LongestCause - 1 : LongestCause)] + "…";
}
