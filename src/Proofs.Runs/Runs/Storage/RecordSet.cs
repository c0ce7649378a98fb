using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>The records that decide about a run, as bytes and as what they say. What did not change since they were last read is not read again.</summary>
internal sealed class RecordSet
{
    /// <summary>The records, in the order in which they are written: the state tells of what the others have.</summary>
    internal static readonly IReadOnlyList<string> Paths = [RunPaths.History, RunPaths.Ledger, RunPaths.RepoDecisions, RunPaths.Events, RunPaths.State];

    private readonly Dictionary<string, RecordBytes> _files;

    private RecordSet(Dictionary<string, RecordBytes> files) => _files = files;

    internal RunState State { get; private set; } = new();

    /// <summary>The accepted turns, of all runs, oldest first.</summary>
    internal IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>The ledger's decisions, of all runs; lines of other shapes have no id.</summary>
    internal IReadOnlyList<LedgerDecision> Decisions { get; private set; } = [];

    /// <summary>The decisions that outlive their runs.</summary>
    internal IReadOnlyList<RepoDecision> RepoDecisions { get; private set; } = [];

    /// <summary>What each record is.</summary>
    internal IReadOnlyDictionary<string, RecordMark> Marks { get; private set; } = Empty.Of<RecordMark>();

    /// <summary>A record's bytes, or null when there is none.</summary>
    internal RecordBytes? Bytes(string path) => _files.GetValueOrDefault(path);

    /// <summary>Reads what records say.</summary>
    /// <param name="files">By path: the bytes of those that are there.</param>
    /// <param name="before">What was read last, or null.</param>
    /// <param name="journal">What the journal says they are, or null when nobody says so.</param>
    /// <param name="problem">Which is something else, or cannot be read; or null.</param>
    internal static RecordSet? Read(Dictionary<string, RecordBytes> files, RecordSet? before, IReadOnlyDictionary<string, RecordMark>? journal, out Problem? problem)
    {
        RecordSet set = new(files);
        RecordBytes? At(string path) => files.GetValueOrDefault(path);
        bool IsSame(string path) => before is not null && At(path)?.Mark == before.Bytes(path)?.Mark;
        problem = null;
        set.Marks = files.ToDictionary(file => file.Key, file => file.Value.Mark, StringComparer.Ordinal);
        if (journal is not null && Paths.FirstOrDefault(path => set.Marks.GetValueOrDefault(path) != journal.GetValueOrDefault(path)) is { } differing)
        {
            problem = Tampered(differing);
            return null;
        }

        RunState? state = IsSame(RunPaths.State) ? before!.State : At(RunPaths.State) is { } content ? StateFile.Read(content.Span.ToArray(), out problem) : new();
        set.RepoDecisions = problem is not null ? [] : IsSame(RunPaths.RepoDecisions) ? before!.RepoDecisions : JsonLines.Read(Lines(At(RunPaths.RepoDecisions)), ProtocolJson.Default.RepoDecision, RunPaths.RepoDecisions, out problem);
        set.History = problem is not null ? [] : IsSame(RunPaths.History) ? before!.History : JsonLines.ReadOn(Lines(At(RunPaths.History)), Lines(before?.Bytes(RunPaths.History)), before?.History, ProtocolJson.Default.HistoryEntry, RunPaths.History, out problem, Wholeness.Fault);
        set.Decisions = problem is not null ? [] : IsSame(RunPaths.Ledger) ? before!.Decisions : JsonLines.ReadOn(Lines(At(RunPaths.Ledger)), Lines(before?.Bytes(RunPaths.Ledger)), before?.Decisions, ProtocolJson.Default.LedgerDecision, RunPaths.Ledger, out problem);
        set.State = state ?? new();
        return problem is null ? set : null;
    }

    /// <summary>The records after a change.</summary>
    internal static Dictionary<string, RecordBytes> After(RecordSet before, IEnumerable<FileEffect> effects)
    {
        Dictionary<string, RecordBytes> files = new(before._files, StringComparer.Ordinal);
        foreach (FileEffect effect in effects.Where(effect => Paths.Contains(effect.Path, StringComparer.Ordinal)))
        {
            files[effect.Path] = effect.At is not null && files.TryGetValue(effect.Path, out RecordBytes? there) ? there.With(effect.Bytes) : RecordBytes.Of(effect.Bytes);
        }

        return files;
    }

    private static ReadOnlySpan<byte> Lines(RecordBytes? record) => record is null ? [] : record.Span;

    /// <summary>What is told of a record that is not what the journal says.</summary>
    internal static Problem Tampered(string path) => new(RunCodes.StateTampered, $"{path} is not what the run's journal says: something else than a runner changed it.") { Path = path };
}
