using System.Text;
using Proofs.Evidence;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Reports;

/// <summary>What a run did, for people and programs: made from records that were found to be what its journal leads to.</summary>
public sealed class RunReport
{
    private readonly RecordedRun _run;

    internal RunReport(RecordedRun run, string anchor) => (_run, Anchor) = (run, anchor);

    /// <summary>The last entry of the journal: by its digest the run can be compared later.</summary>
    public JournalHead Head => _run.Head;

    /// <summary>The run, or null when none has begun.</summary>
    public string? RunId => _run.State.RunId;

    /// <summary>Where it stands.</summary>
    public RunStatus Status => _run.State.Status;

    /// <summary>The lowest grade of its accepted turns; null when there are none, or one of them has no dispatch record.</summary>
    public EvidenceGrade? EvidenceGrade => _run.Grade;

    /// <summary>What the journal was compared with; see <see cref="EvidenceVerification.Anchor"/>.</summary>
    public string Anchor { get; }

    /// <summary>Document <c>proofs.run_report/v1</c>.</summary>
    public ReadOnlyMemory<byte> ToJson() => ReportDocument.Write(ReportFacts.Of(_run), Anchor);

    /// <summary>Markdown; whatever a worker or a configuration chose stands in it as text.</summary>
    public ReadOnlyMemory<byte> ToMarkdown() => Encoding.UTF8.GetBytes(ReportText.Markdown(ReportSections.Of(ReportFacts.Of(_run), Anchor)));

    /// <summary>Text for a terminal.</summary>
    public ReadOnlyMemory<byte> ToText() => Encoding.UTF8.GetBytes(ReportText.Plain(ReportSections.Of(ReportFacts.Of(_run), Anchor)));
}
