using Proofs.Gates.Payloads;
using Proofs.Gates.Policies;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Gathers what the gates need from one repository, each fact once, and lets them judge it.</summary>
internal sealed class GateRun(GatesRequest request, GateSetting setting, GitRepository repository, DateTimeOffset now)
{
    private readonly Dictionary<CommitId, Finding> _perCommit = new(CommitIdComparer.Instance);
    private RangeFacts? _range;
    private Finding? _rangeProblem;
    private RangeCommits? _commits;
    private readonly ReportedTrailers? _reported = request.ReportedTrailers ? new() : null;

    private RangeEnds Ends => setting.Ends;

    /// <summary>Reads and judges; the duration is left to the caller.</summary>
    internal (GatesReport? Report, Refusal? Refusal) Judge()
    {
        IReadOnlyList<string> asked = RequestCheck.Asked(request, setting.Policy.Policy);
        bool isNothing = asked.Count == 0 && setting.Policy.Problem is null && setting.UnknownBase is null;
        Refusal? refusal = setting.Refusal
            ?? (isNothing ? RequestCheck.Nothing(Ends.Base?.ToString(), setting.Policy.Origin) : null)
            ?? (request.OnlyGate == GateIds.FeatureKey ? setting.RefuseWithoutKey(request) : null);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        bool checkKeys = asked.Contains(GateIds.FeatureKey, StringComparer.Ordinal) && !setting.Rule.IsEmpty;
        WalkRange(checkKeys, asked.Contains(GateIds.Integrity, StringComparer.Ordinal) ? _reported : null);
        Finding[] aboutApp = checkKeys ? [.. Some(ExemptApp())] : [];
        Finding[] shared = [.. Shared(setting.Policy)];
        // Nobody can say which gates an unreadable policy lists, so with no other input every one of them is open.
        GateVerdict[] verdicts = asked.Count == 0
            ? [.. GateIds.All.Select(gate => Judgement.Open(gate, shared))]
            : [.. asked.Select(gate => Run(gate, gate == GateIds.FeatureKey ? [.. shared, .. setting.RuleNotes, .. aboutApp] : shared))];
        return (
            new(
                new(repository.Path, Ends.Head?.ToString(), repository.IsShallow),
                setting.Policy.Origin,
                DescribeRange(),
                verdicts,
                [.. GateIds.All.Except(verdicts.Select(verdict => verdict.Gate), StringComparer.Ordinal)],
                TimeSpan.Zero),
            null);
    }

    private IEnumerable<Finding> Shared(PolicySource policy)
    {
        // What a policy can say concerns the list of gates and the feature key, nothing else.
        if (policy.Problem is { } problem && request.OnlyGate is null or GateIds.FeatureKey)
        {
            yield return problem;
        }

        if (policy.Broken is { } broken && request.OnlyGate is null or GateIds.FeatureKey)
        {
            yield return broken;
        }

        if (setting.UnknownBase is { } unknown && request.OnlyGate is null)
        {
            yield return unknown;
        }

        foreach (Finding note in policy.Notes)
        {
            yield return note;
        }

        if (request is { Base: null, StartedFrom: { } startedFrom } && Ends.Base is { } taken)
        {
            yield return new(ReasonCodes.BaseFromCheckout, $"The base {taken} was taken from {startedFrom} of this checkout.", taken.ToString(), ReasonCodes.BaseFromCheckout.Fix);
        }

        if (repository.HasReplacements)
        {
            yield return new(ReasonCodes.ReplacementsIgnored, "Replace refs or grafts are here; the real commits were read.", Fix: ReasonCodes.ReplacementsIgnored.Fix);
        }

        if (repository.HasAlternates)
        {
            yield return new(ReasonCodes.AlternatesPresent, "Objects are borrowed from another repository; only what head reaches counts.", Fix: ReasonCodes.AlternatesPresent.Fix);
        }
    }

    private void WalkRange(bool checkKeys, ReportedTrailers? reported)
    {
        if (Ends is not { Base: { } baseId, Head: { } headId })
        {
            return;
        }

        CommitVisitor? visit = checkKeys ? CheckKey : null;
        visit += reported is null ? null : reported.Visit;
        _range = repository.History.Range(baseId, headId, visit);
        _rangeProblem = _range.Blockers.Count > 0 ? Unreadable.Describe(repository, _range.Blockers, $"The range {baseId}..{headId} cannot be known") : null;
        _commits = _rangeProblem is null ? new(_range.Commits) : null;
    }

    private void CheckKey(CommitId id, RawCommit commit)
    {
        if (setting.Rule.CheckCommit(id, commit) is { } finding)
        {
            _perCommit[id] = finding;
        }
    }

    /// <summary>Lets an App's commits pass without a key where the policy says so; returns why it does not, if there is a reason to tell.</summary>
    private Finding? ExemptApp()
    {
        if (request.App is not { } app || !setting.Policy.Policy.ExemptApps.Contains(app.Slug) || _commits is null)
        {
            return null;
        }

        CommitId[] keyless = [.. _commits.Ids.Where(id => _perCommit.TryGetValue(id, out Finding? finding) && finding.Reason.Lane == Lane.Fail)];
        if (keyless.Length == 0)
        {
            return null;
        }

        (IReadOnlySet<CommitId> exempt, Finding? refused) = AppExemption.Decide(app, _commits.Ids);
        foreach (CommitId id in keyless.Where(exempt.Contains))
        {
            _perCommit[id] = new(ReasonCodes.AppCommitExempt, $"The policy exempts the App {app.Slug}, which made {id}; GitHub verified it.", id.ToString());
        }

        return refused;
    }

    private GateVerdict Run(string gate, IReadOnlyList<Finding> shared)
    {
        string? head = Ends.Head?.ToString();
        switch (gate)
        {
            case GateIds.Baseline:
                // This gate's own word for the same thing, as dx-runner has it.
                Finding? noHead = Ends.HeadProblem?.Reason == ReasonCodes.BranchHeadMissing
                    ? Ends.HeadProblem with { Reason = ReasonCodes.RuntimeCommitMissing, Fix = ReasonCodes.RuntimeCommitMissing.Fix }
                    : Ends.HeadProblem;
                CommitStanding standing = Standings([request.RequiredBaseline ?? string.Empty], againstBase: false)[0];
                return BaselineGate.Judge(request.RequiredBaseline, head, standing, [.. shared, .. Some(noHead)]);
            case GateIds.Integrity:
                // Without any base only ancestry is asked; a base that was named and is not known leaves the question open.
                Finding?[] problems = [Ends.HeadProblem, setting.HasNoBase && _reported is null ? null : Ends.BaseProblem, _rangeProblem];
                return IntegrityGate.Judge(
                    Reported() is { } reported ? Standings(reported, againstBase: !setting.HasNoBase) : null,
                    [.. Misreported()],
                    [.. Silent()],
                    Ends.Base?.ToString(),
                    head,
                    shared.Union(Some(problems)));
            case GateIds.Proofs:
                return RunProofs(shared.Union(Some(Ends.HeadProblem)));
            default:
                return FeatureKeyGate.Judge(setting.Rule, _commits, _perCommit, shared.Union(Some(Ends.HeadProblem, Ends.BaseProblem, _rangeProblem)));
        }
    }

    private GateVerdict RunProofs(IEnumerable<Finding> problems)
    {
        ProofsTerms terms = ProofsTerms.Of(request.Proofs);
        if (terms.Required.Count == 0)
        {
            return ProofsGate.Judge(terms, new(null, null, now, [], []), problems);
        }

        ProofsGathering gathering = new(request.Proofs!, repository, Ends.Head);
        ProofsFacts facts = gathering.Gather(now);
        return ProofsGate.Judge(terms, facts, problems.Concat(gathering.Problems));
    }

    /// <summary>Every full id that was reported, or null when nobody can say what was.</summary>
    private IReadOnlyList<string>? Reported()
    {
        string[] given = [.. (request.ReportedCommits ?? []).Union((request.ReportedTexts ?? []).Where(Claims.IsFull), StringComparer.Ordinal)];
        return _reported is null ? given
            : _commits is not null ? [.. given.Union(_reported.ClaimsOf(_commits), StringComparer.Ordinal)]
            : given.Length > 0 ? given
            : null;
    }

    /// <summary>What was asked for reports and has none.</summary>
    private IEnumerable<string> Silent()
    {
        if (request.ReportedTexts is { Count: 0 })
        {
            yield return "The report names no commit";
        }

        if (_reported is not null && _commits is not null && !_reported.ClaimsOf(_commits).Any() && !_reported.ProblemsOf(_commits).Any())
        {
            yield return "No commit of the range has a Reported-Commit trailer";
        }
    }

    /// <summary>Reports that can be no commit.</summary>
    private IEnumerable<Finding> Misreported() => (request.ReportedTexts ?? [])
        .Where(text => !Claims.IsFull(text))
        .Distinct(StringComparer.Ordinal)
        .Select(text => ReportedTrailers.Misreported("The report names", text, null))
        .Concat(_reported is not null && _commits is not null ? _reported.ProblemsOf(_commits) : []);

    private bool IsInRange(CommitId id) => _commits?.Contains(id) == true;

    private static IEnumerable<Finding> Some(params Finding?[] findings) => findings.OfType<Finding>();

    /// <summary>How each claimed id stands; all of them share one walk through head's history.</summary>
    private CommitStanding[] Standings(IReadOnlyList<string> claimed, bool againstBase)
    {
        if (Ends.Head is not { } head || (againstBase && (Ends.Base is null || _rangeProblem is not null)))
        {
            return [.. claimed.Select(id => new CommitStanding(id, StandingKind.NotAsked))];
        }

        HashSet<CommitId> open = new(CommitIdComparer.Instance);
        foreach (string text in claimed)
        {
            if (CommitId.TryParse(text, out CommitId id) && !(againstBase && IsInRange(id)))
            {
                open.Add(id);
            }
        }

        ReachFacts? reach = open.Count > 0 ? repository.History.Reach(head, open) : null;
        return [.. claimed.Select(text => Standing(text, againstBase, reach))];
    }

    private CommitStanding Standing(string claimed, bool againstBase, ReachFacts? reach)
    {
        if (claimed.Length == 0)
        {
            return new(claimed, StandingKind.NotAsked);
        }

        // A full SHA-256 id: this repository's ids are SHA-1, so nothing here can have it.
        if (!CommitId.TryParse(claimed, out CommitId id))
        {
            return new(claimed, StandingKind.Missing);
        }

        if (againstBase && IsInRange(id))
        {
            return new(claimed, StandingKind.InRange);
        }

        if (reach!.Found.Contains(id))
        {
            return new(claimed, againstBase ? StandingKind.InBase : StandingKind.Reached);
        }

        ObjectKind kind = repository.History.KindOf(id);
        if (kind is ObjectKind.Tree or ObjectKind.Blob or ObjectKind.Tag)
        {
            return new(claimed, StandingKind.NotACommit, kind.ToString().ToLowerInvariant());
        }

        return reach.Blockers.Count > 0
            ? new(claimed, StandingKind.CannotTell, Problem: Unreadable.Describe(repository, reach.Blockers, "its place in the history of head is open"))
            : new(claimed, kind is ObjectKind.Commit or ObjectKind.Corrupt ? StandingKind.NotReached : StandingKind.Missing);
    }

    private JudgedRange? DescribeRange()
    {
        if (Ends.Base is null && Ends.BaseProblem is null)
        {
            return null;
        }

        IReadOnlyList<CommitId>? common = _range is not null && _commits is not null ? repository.History.BestCommonAncestors(_range) : null;
        return new(
            Ends.Base?.ToString(),
            Ends.Head?.ToString(),
            common is [var single] ? single.ToString() : null,
            _commits?.Set);
    }
}
