using System.Globalization;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Records;
using static Proofs.Runs.Runs.Reports.ReportCell;

namespace Proofs.Runs.Runs.Reports;

/// <summary>A report's parts, in the order in which somebody who has never seen the run asks.</summary>
internal static class ReportSections
{
    /// <summary>How many file names a row of the page lists; the document has all of them.</summary>
    private const int MostNames = 8;

    internal static ReportPage Of(ReportFacts facts, string anchor) => new(Theirs(facts.Run.State.RunId), [.. new[]
    {
        Standing(facts, anchor),
        Table("Phases", ["phase", "status", "gate", "gate status"], facts.Phases.Select(phase => Row(Theirs(phase.Name), Ours(phase.Status), Theirs(phase.Gate), Theirs(phase.GateStatus)))),
        Table("Accepted turns", ["no.", "turn", "role", "phase", "attempts", "cost", "verification", "graded", "evidence", "commit"], facts.Turns.Select(Turn)),
        Table("What each turn did", ["turn", "says", "files"], facts.Turns.Select(turn => Row(Theirs(turn.Entry.TurnId), Theirs(turn.Entry.Summary), Files(turn)))),
        Table("Who answered", ["turn", "worker", "host", "model", "request", "latency", "retries"], facts.Turns.Where(turn => turn.Entry.Dispatch is not null).Select(Dispatch)),
        Table("Attempts that were not taken", ["turn", "role", "attempt", "stage", "reason"], facts.Rejections.Select(each => Row(Theirs(each.TurnId), Theirs(each.Role), Number(each.Attempt), Theirs(each.Stage), Theirs(each.Reason)))),
        Table("Decisions", ["decision", "turn", "role", "statement"], facts.Run.Decisions.Select(each => Row(Theirs(each.Id), Theirs(each.TurnId), Theirs(each.Role), Theirs(each.Statement)))),
        Table("Approvals", ["at", "gate", "by", "why"], facts.Approvals.Select(each => Row(Ours(ProtocolTime.Format(each.At)), Theirs(each.Gate), Ours(each.By), Theirs(each.Why)))),
        NotProved(anchor),
    }.Where(section => section.Rows.Count > 0)]);

    /// <summary>What a report of a run cannot show, whatever it says.</summary>
    internal static IReadOnlyList<string> Limits(string anchor) =>
    [
        anchor == EvidenceVerification.NoAnchor
            ? "anchor: none. The records agree with each other and with their chain; somebody who may write to them can have written all of them anew. Note the head's digest elsewhere and check it with `proofs verify run --expect-head-hash`."
            : $"The journal was compared with {(anchor == EvidenceVerification.ExpectedHead ? "a digest that the caller knew" : "the note of its heads outside the project")}; nothing says who wrote it in the first place.",
        "A summary, a decision or a cost is what the worker said. A verification graded attested is a claim; only one graded replayed was run again by the runner.",
        "Only the grade live means that the provider's own host answered; stub, recorded and loopback mean that no model of a provider did.",
    ];

    private static ReportSection Standing(ReportFacts facts, string anchor)
    {
        RecordedRun run = facts.Run;
        List<IReadOnlyList<ReportCell>> rows =
        [
            Row(Ours("project: "), Theirs(run.Configuration.Project.Name)),
            Row(Ours("status: "), Ours(Word.Of(run.State.Status)), Ours(", phase: "), Theirs(run.State.Phase)),
            .. run.State.BlockedOn is { } blocked ? [Row(Ours("waits for: "), Theirs(blocked))] : Array.Empty<IReadOnlyList<ReportCell>>(),
            Row(Ours($"accepted turns: {Text(facts.Turns.Count)}; attempts that were not taken: {Text(facts.Rejections.Count)}")),
            Row(Ours($"cost: {Money(facts)}")),
            Row(Ours($"evidence grade: {(run.Grade is { } grade ? $"{Word.Of(grade)}, the lowest of its accepted turns" : facts.Turns.Count == 0 ? "none, no turn was accepted" : "none, at least one accepted turn has no dispatch record")}")),
            Row(Ours($"journal head: entry {Text(run.Head.Sequence)}, {run.Head.Digest}")),
            Row(Ours("anchor: "), anchor is EvidenceVerification.NoAnchor or EvidenceVerification.ExpectedHead ? Ours(anchor) : Theirs(anchor)),
        ];
        return new("Standing", [], rows);
    }

    /// <summary>What is known, and that something is not known where it is so.</summary>
    internal static string Money(ReportFacts facts) => facts.UnknownAttempts == 0
        ? $"{ReportFacts.Usd(facts.KnownUsd)}, every attempt counted"
        : $"{(facts.KnownUsd > 0 ? $"{ReportFacts.Usd(facts.KnownUsd)} known, and " : string.Empty)}unknown for {Text(facts.UnknownAttempts)} {(facts.UnknownAttempts == 1 ? "attempt" : "attempts")}";

    private static ReportSection NotProved(string anchor) => new("What this does not prove", [], [.. Limits(anchor).Select(sentence => Row(Ours(sentence)))]);

    private static IReadOnlyList<ReportCell> Turn(ReportTurn turn) => Row(
        Number(turn.Entry.AcceptedSequence),
        Theirs(turn.Entry.TurnId),
        Theirs(turn.Entry.Role),
        Theirs(turn.Entry.Phase),
        Number(turn.Attempts),
        Ours(turn.Cost),
        Theirs(turn.Entry.NormalizedVerification?.Status),
        Theirs(turn.Entry.NormalizedVerification?.Grade),
        turn.Entry.Dispatch is { } dispatch ? Ours(Word.Of(dispatch.EvidenceGrade)) : Ours("none"),
        Theirs(turn.Commit));

    private static IReadOnlyList<ReportCell> Dispatch(ReportTurn turn)
    {
        DispatchRecord dispatch = turn.Entry.Dispatch!;
        string? model = dispatch.ModelEchoed is { } echoed ? echoed : dispatch.Model is { } asked ? $"{asked} (asked for)" : null;
        return Row(Theirs(turn.Entry.TurnId), Theirs(dispatch.Worker), Theirs(dispatch.EndpointHost), Theirs(model), Theirs(dispatch.RequestId), Ours($"{Text(dispatch.LatencyMs)} ms"), Number(dispatch.Retries));
    }

    private static ReportCell Files(ReportTurn turn)
    {
        string names = string.Join(", ", turn.Files.Take(MostNames)) + (turn.Files.Count > MostNames ? $" and {Text(turn.Files.Count - MostNames)} more" : string.Empty);
        return Theirs(turn.Files.Count == 0 ? null : turn.AreObserved ? names : $"{names} (claimed, nobody looked)");
    }

    private static ReportSection Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<ReportCell>> rows) => new(title, columns, [.. rows]);

    private static IReadOnlyList<ReportCell> Row(params ReportCell[] cells) => cells;

    private static ReportCell Number(long number) => Ours(Text(number));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
