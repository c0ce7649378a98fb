using Proofs.Evidence;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>The work tree, where proposals are applied: all of one or nothing.</summary>
internal sealed class ProposalFiles(string root)
{
    private readonly ConfinedFiles _files = new(root);

    /// <summary>What a path holds, as <see cref="RunFacts.DigestOf"/> says it.</summary>
    internal string? DigestOf(string path)
    {
        try
        {
            return _files.Read(path) switch
            {
                { Kind: ConfinedKind.File } file => ProposalSnapshot.Digest(file.Content.Span),
                { Kind: ConfinedKind.Absent } => ProposalChange.Absent,
                _ => null,
            };
        }
        catch (IOException)
        {
            // Too large, not readable, or no path at all: nobody can tell.
            return null;
        }
    }

    /// <summary>The journal of a proposal that is about to be applied; null when a file is not one of those that it can be applied on any more.</summary>
    internal ApplyJournal? Prepare(ProposalSnapshot snapshot)
    {
        List<JournalledFile> files = [];
        foreach (ProposalChange change in snapshot.Changes)
        {
            ConfinedFile now = _files.Read(change.Path);
            ConfinedFile after = change.After == ProposalChange.Absent ? ConfinedFile.None : _files.Read(ProposalSnapshot.Copy(snapshot.TurnId, change.Path));
            if (Digest(now) is not { } found || (found != change.Before && found != change.After) || Digest(after) != change.After)
            {
                return null;
            }

            files.Add(new(change.Path, Bytes(now), Bytes(after), now.Kind is ConfinedKind.File ? (int)now.Mode : null));
        }

        return new() { TurnId = snapshot.TurnId, Files = files };
    }

    /// <summary>Writes what is not written yet. When that cannot be done for all files, each is put back.</summary>
    /// <returns>Why it could not be done, or null.</returns>
    /// <exception cref="IOException">Putting them back failed too; the journal has to be kept.</exception>
    internal Problem? Apply(ApplyJournal journal)
    {
        try
        {
            foreach (JournalledFile file in journal.Files)
            {
                _files.Sweep(file.Path);
                ConfinedFile now = _files.Read(file.Path);
                if (Holds(now, file.After))
                {
                    continue;
                }

                if (!Holds(now, file.Before))
                {
                    UndoAll(journal);
                    return ApplyProposalConflict(file.Path);
                }

                Put(file.Path, file.After, file.Mode);
            }

            return null;
        }
        catch (IOException failed)
        {
            // The disk is full, or somebody took a permission away meanwhile.
            UndoAll(journal);
            return new(RunCodes.ProposalNotWritten, $"The proposal of {journal.TurnId} could not be written: {failed.Message}") { Referenced = journal.TurnId };
        }
    }

    private static Problem ApplyProposalConflict(string path) => Operations.ApplyProposalRule.Conflict([path])!;

    private void UndoAll(ApplyJournal journal)
    {
        foreach (JournalledFile file in journal.Files)
        {
            _files.Sweep(file.Path);
            ConfinedFile now = _files.Read(file.Path);
            if (Holds(now, file.After) && !Holds(now, file.Before))
            {
                Put(file.Path, file.Before, file.Mode);
            }
        }
    }

    private void Put(string path, byte[]? content, int? mode)
    {
        if (content is null)
        {
            _files.Delete(path);
        }
        else
        {
            _files.Write(path, content, (UnixFileMode?)mode);
        }
    }

    private static bool Holds(ConfinedFile now, byte[]? content) => content is null ? now.Kind is ConfinedKind.Absent : now.Kind is ConfinedKind.File && now.Content.Span.SequenceEqual(content);

    private static byte[]? Bytes(ConfinedFile file) => file.Kind is ConfinedKind.File ? file.Content.ToArray() : null;

    private static string? Digest(ConfinedFile file) => file.Kind switch
    {
        ConfinedKind.File => ProposalSnapshot.Digest(file.Content.Span),
        ConfinedKind.Absent => ProposalChange.Absent,
        _ => null,
    };
}
