using Proofs.Evidence;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A run's records on disk: the one place that reads and writes them. What it has written it knows, so it sees when somebody else did.</summary>
/// <param name="folder">The project.</param>
/// <param name="configuration">Its configuration, where the journal names none.</param>
/// <param name="fault">Is told of every step that a crash can come between; for tests.</param>
internal sealed class RunStore(ProjectFolder folder, RunConfiguration configuration, Action<string>? fault = null)
{
    private readonly Transactions _transactions = new(folder, fault);
    private RecordSet? _known;
    private JournalTail? _tail;

    /// <summary>Whether a change of ours was begun and not ended: the disk did not take all of it.</summary>
    private bool _isUnfinished;

    /// <summary>The end of the journal; null when there is none yet.</summary>
    internal JournalHead? Head => _tail?.Head;

    /// <summary>Reads a run with everything that decides about it, once every change that was begun is ended; null when that cannot be.</summary>
    /// <param name="now">The time of the decision.</param>
    /// <param name="terms">The terms as the files have them now.</param>
    /// <param name="isOurs">Whether the lock was ours since the last time, so that nobody else can have gone on with the run.</param>
    /// <param name="problem">What is wrong, or null.</param>
    /// <exception cref="IOException">The disk cannot be read, or does not take the end of a change.</exception>
    internal LoadedRun? Load(DateTimeOffset now, RunTerms terms, bool isOurs, out Problem? problem)
    {
        if ((problem = Recover()) is not null)
        {
            return null;
        }

        if (_known is not null && RecordSet.Paths.Append(RunPaths.Journal).FirstOrDefault(folder.IsOdd) is { } odd)
        {
            problem = RecordSet.Tampered(odd);
            return null;
        }

        JournalTail? tail = ReadTail(isOurs, out problem);
        RecordSet? records = problem is null ? RecordSet.Read(ReadFiles(folder, _known), _known, tail?.Records, out problem) : null;
        if (problem is not null)
        {
            return null;
        }

        (_known, _tail) = (records, tail);
        return LoadedRun.Of(records!, new(now) { ReadFile = folder.ReadText, DigestOf = new ProposalFiles(folder.Root).DigestOf, ChangedTerms = tail is null ? [] : terms.ChangedSince(tail.Terms) });
    }

    /// <summary>Reads the state alone, as it is: somebody else is changing the run.</summary>
    internal RunState? Peek(out Problem? problem)
    {
        problem = null;
        return folder.Read(RunPaths.State) is { } content ? StateFile.Read(content, out problem) : new();
    }

    /// <summary>Puts the records back that this process knows, and keeps what was found in their place.</summary>
    /// <returns>Whether there was something to put back.</returns>
    internal bool Restore(DateTimeOffset now)
    {
        if (_known is null || _tail is null)
        {
            return false;
        }

        return Restoration.PutBack(folder, _known, now);
    }

    /// <summary>Writes what a command came to, whole or not at all.</summary>
    /// <param name="run">The run before it.</param>
    /// <param name="decided">The command, the facts that were looked at, and what came of it.</param>
    /// <param name="terms">The terms as the files have them now.</param>
    /// <param name="more">Other files that are written with it.</param>
    /// <param name="deletes">The folders that go with it.</param>
    /// <returns>Why it was not written, or null.</returns>
    internal Problem? Commit(LoadedRun run, Decided decided, RunTerms terms, IReadOnlyList<FileEffect> more, IReadOnlyList<string> deletes)
    {
        if (StateMoves.Check(run.State, decided.Change.State) is { } illegal)
        {
            return illegal;
        }

        IReadOnlyList<FileEffect> effects = Effects.Of(_known!, decided.Change);
        RecordSet? after = RecordSet.Read(RecordSet.After(_known!, effects), _known, journal: null, out Problem? unreadable);
        if (after is null)
        {
            return unreadable;
        }

        if (Moved(effects, more) is { } moved)
        {
            return moved;
        }

        (byte[] lines, JournalHead head, RunTerms valid) = JournalLines.Write(_known!, _tail, decided, terms, after.Marks);
        PreparedTransaction transaction = Effects.Transaction(run.State, decided) with { Effects = [new(RunPaths.Journal, _tail?.Length ?? 0, lines), .. effects, .. more], Deletes = deletes };
        _isUnfinished = true;
        if (_transactions.Commit(transaction) is { } failed)
        {
            return failed;
        }

        _isUnfinished = false;
        (_known, _tail) = (after, new(head, (_tail?.Length ?? 0) + lines.Length, JournalTail.Line(lines, lines.Length).ToArray(), after.Marks, valid));
        return null;
    }

    /// <summary>A record that is not what it was when the decision began: what was begun on it could not be ended; or null.</summary>
    private Problem? Moved(IReadOnlyList<FileEffect> effects, IReadOnlyList<FileEffect> more)
    {
        foreach (FileEffect effect in effects.Prepend(new(RunPaths.Journal, _tail?.Length ?? 0, [])))
        {
            if (folder.IsOdd(effect.Path) || (effect.At is { } at && (folder.Length(effect.Path) ?? 0) != at))
            {
                return RecordSet.Tampered(effect.Path);
            }
        }

        foreach (FileEffect effect in more)
        {
            // Throws where a link is in the way, while nothing is begun.
            folder.Full(effect.Path);
        }

        ReadOnlySpan<byte> state = _known!.Bytes(RunPaths.State) is { } known ? known.Span : [];
        return folder.Read(RunPaths.State).AsSpan().SequenceEqual(state) ? null : RecordSet.Tampered(RunPaths.State);
    }

    private JournalTail? ReadTail(bool isOurs, out Problem? problem)
    {
        problem = null;
        if (_tail is null)
        {
            return folder.Read(RunPaths.Journal) is { } journal ? JournalTail.Read(journal, out problem) : null;
        }

        byte[]? end = folder.Read(RunPaths.Journal, _tail.Length - _tail.LastLine.Length);
        JournalTail? tail = _tail.Again(end, mayGrow: !isOurs);
        problem = tail is null || !IsDecided(_tail, tail, end!) ? RecordSet.Tampered(RunPaths.Journal) : null;
        return tail;
    }

    /// <summary>Whether what was appended to the journal since we know it are decisions, and not only lines that follow from each other.</summary>
    private bool IsDecided(JournalTail before, JournalTail now, byte[] end)
    {
        if (now.Length == before.Length)
        {
            return true;
        }

        RunConfiguration terms = before.Terms.Configuration is { } text && ConfigurationReader.Read(System.Text.Encoding.UTF8.GetBytes(text)).Configuration is { } read ? read : configuration;
        return RunReplay.Continue(Journal.Read(end.AsMemory(before.LastLine.Length), before.Head).Entries, _known!, terms) is not null;
    }

    /// <summary>Ends what was begun before a crash.</summary>
    private Problem? Recover()
    {
        if (_known is null)
        {
            _transactions.Sweep();
        }

        foreach (string note in _transactions.Pending())
        {
            // While we know the run, nobody but us begins a change of it.
            if (_known is not null && !_isUnfinished && _tail is not null && folder.Length(RunPaths.Journal) == _tail.Length)
            {
                return new(RunCodes.StateTampered, $"{note} tells of a change that no runner began.") { Path = note };
            }

            byte[] journal = folder.Read(RunPaths.Journal) ?? [];
            if (_transactions.Recover(note, transaction => JournalLines.Follows(journal, transaction)) is { } problem)
            {
                return problem;
            }

            (_isUnfinished, _known, _tail) = (false, null, null);
        }

        return null;
    }

    /// <summary>The records that are there.</summary>
    /// <param name="folder">The project.</param>
    /// <param name="known">What they were when they were last read, or null.</param>
    internal static Dictionary<string, RecordBytes> ReadFiles(ProjectFolder folder, RecordSet? known)
    {
        Dictionary<string, RecordBytes> files = new(StringComparer.Ordinal);
        foreach (string path in RecordSet.Paths)
        {
            if (folder.ReadRecord(path, known?.Bytes(path)) is { } content)
            {
                files.Add(path, content);
            }
        }

        return files;
    }
}
