using Proofs.Evidence.Payloads;
using Proofs.Verdicts;

namespace Proofs.Gates.Payloads;

/// <summary>Are the required proofs there, and do they hold?</summary>
internal static class ProofsGate
{
    /// <summary>How many names a message lists.</summary>
    private const int MostNamed = 10;

    /// <summary>Judges.</summary>
    /// <param name="terms">What is asked.</param>
    /// <param name="facts">What there is.</param>
    /// <param name="problems">What kept the facts from being gathered.</param>
    internal static GateVerdict Judge(ProofsTerms terms, ProofsFacts facts, IEnumerable<Finding> problems)
    {
        List<Finding> findings = [.. problems];
        if (terms.Required.Count == 0)
        {
            findings.Add(new(ReasonCodes.RequiredProofsMissing, "No required proof was named, so nothing was proven.", Fix: ReasonCodes.RequiredProofsMissing.Fix));
        }
        else if (facts.Commit is null || facts.Tree is null)
        {
            Judgement.RequireReason(findings);
        }
        else
        {
            findings.AddRange(Findings(terms, facts));
        }

        return GateVerdict.From(
            GateIds.Proofs,
            findings,
            ReasonCodes.ProofsOk,
            $"{(terms.Required.Count == 1 ? "The required proof holds" : $"All {terms.Required.Count} required proofs hold")} for {facts.Commit}: {string.Join(", ", terms.Required)}.",
            counting => $"{counting.Count} things are wrong; the first: {counting[0].Message}") with
        {
            Proofs = [.. terms.Required.SelectMany(required => Rows(required, terms, facts))],
        };
    }

    private static IEnumerable<Finding> Findings(ProofsTerms terms, ProofsFacts facts)
    {
        foreach (PayloadFile file in facts.Payloads.Select(found => found.File))
        {
            if (file.Problem is { } problem)
            {
                yield return PayloadCheck.New(ReasonCodes.ProofPayloadInvalid, file, PayloadCheck.Cut(problem));
            }
            else if (PayloadCheck.Name(file) is { } misnamed)
            {
                yield return misnamed;
            }
        }

        PayloadCheck check = new(terms, facts);
        foreach (RequiredProof required in terms.Required)
        {
            FoundPayload[] found = [.. Of(required, facts)];
            foreach (Finding finding in found.SelectMany(check.Check).Concat(Missing(required, terms, facts, [.. found.Select(each => each.File)])))
            {
                yield return finding;
            }
        }
    }

    /// <summary>What a requirement lacks, all of its payloads looked at together.</summary>
    private static IEnumerable<Finding> Missing(RequiredProof required, ProofsTerms terms, ProofsFacts facts, PayloadFile[] files)
    {
        if (files.Length == 0)
        {
            return [new(ReasonCodes.ProofMissing, $"There is no payload of {required.Proof}; {Holds(facts)}.", Fix: ReasonCodes.ProofMissing.Fix)];
        }

        PayloadFile[] passed = Array.FindAll(files, file => file.Facts!.Result == "pass");
        PayloadFile[] sufficient = Array.FindAll(passed, file => required.Grade is null || GradeOfEvidence.Of(file.Facts!) >= required.Grade);
        PayloadFile[] skipped = Array.FindAll(files, file => file.Facts!.Result == "skip");
        if (sufficient.Length == 0)
        {
            return
            [
                .. skipped.Select(file => PayloadCheck.New(ReasonCodes.ProofSkipped, file, PayloadCheck.Cut($"the proof was skipped: {file.Facts!.SkipReason ?? "it does not say why"}"))),
                .. passed.Select(file => PayloadCheck.New(ReasonCodes.ProofGradeTooLow, file, $"its evidence is of the grade {GradeOfEvidence.Of(file.Facts!).Word()}; {required.Grade!.Value.Word()} is required")),
            ];
        }

        bool isUnsigned = required.Grade == PayloadGrade.Live && !Array.Exists(sufficient, file => SignedPayloads.Has(terms, facts, file.Sha256));
        return
        [
            .. skipped.Select(file => PayloadCheck.New(ReasonCodes.ProofSkipCovered, file, PayloadCheck.Cut($"the proof was skipped at this grade: {file.Facts!.SkipReason ?? "it does not say why"}"))),
            .. isUnsigned ? sufficient.Select(file => PayloadCheck.New(ReasonCodes.EvidenceUnsigned, file, $"no verified attestation is about its bytes ({file.Sha256}) at commit {facts.Commit}{(terms.RunId is null ? string.Empty : $" in run {terms.RunId}")}")) : [],
        ];
    }

    /// <summary>What there is instead: a name that was mistyped stands beside the right one.</summary>
    private static string Holds(ProofsFacts facts)
    {
        string[] names = [.. facts.Payloads.Select(found => found.File.Facts?.Proof).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "the folder holds none, or is not there" : $"the folder holds {string.Join(", ", names.Take(MostNamed))}{(names.Length > MostNamed ? " and others" : string.Empty)}";
    }

    private static IEnumerable<ProofRow> Rows(RequiredProof required, ProofsTerms terms, ProofsFacts facts)
    {
        FoundPayload[] found = [.. Of(required, facts)];
        return found.Length == 0 ? [new(required.Proof, required.Grade?.Word())] : found.Select(each => Row(required, each.File, SignedPayloads.Has(terms, facts, each.File.Sha256)));
    }

    private static ProofRow Row(RequiredProof required, PayloadFile file, bool isAttested) => new(
        required.Proof,
        required.Grade?.Word(),
        file.Facts!.Grade.Word(),
        file.Facts.EvidenceGrade?.Word(),
        file.Facts.Result,
        file.Facts.ClaimsPassed,
        file.Facts.Claims,
        file.Name,
        file.Sha256,
        file.Facts.FinishedAt,
        isAttested);

    /// <summary>The payloads that say that they are of a proof, whatever their names say.</summary>
    private static IEnumerable<FoundPayload> Of(RequiredProof required, ProofsFacts facts) => facts.Payloads.Where(found => found.File.Facts?.Proof == required.Proof);
}
