using System.Text.Json;

namespace Proofs.Runs.Runs.Storage;

/// <summary>
/// Carries out what a command does to the files so that all of it happens or nothing, whatever interrupts it: first the whole transaction is written
/// down, then each effect is, and at last the note is taken away. Doing it again from the note changes nothing that was done already.
/// </summary>
/// <param name="folder">The project.</param>
/// <param name="fault">Is told of every step that a crash can come between; for tests.</param>
internal sealed class Transactions(ProjectFolder folder, Action<string>? fault)
{
    private const string Root = ".agentxchain/transactions";
    private static readonly IReadOnlyList<string> Kinds = ["accept", "change"];

    /// <summary>Carries one out.</summary>
    /// <exception cref="IOException">The disk does not take it: nothing was changed, or <see cref="Pending"/> tells what is left to do.</exception>
    internal Problem? Commit(PreparedTransaction transaction)
    {
        string note = $"{Root}/{(transaction.Kind == "accept_turn" ? "accept" : "change")}/{transaction.TransactionId}.json";
        folder.Write(note, JsonSerializer.SerializeToUtf8Bytes(transaction, ProtocolJson.Line.PreparedTransaction));
        fault?.Invoke("prepared");
        return Finish(note, transaction);
    }

    /// <summary>The notes of transactions that were begun and not ended, oldest first.</summary>
    internal IReadOnlyList<string> Pending() =>
        [.. from kind in Kinds from name in folder.Names($"{Root}/{kind}").Order(StringComparer.Ordinal) where name.EndsWith(".json", StringComparison.Ordinal) select $"{Root}/{kind}/{name}"];

    /// <summary>Takes away what was half written when a process ended; nothing was begun with it.</summary>
    internal void Sweep()
    {
        foreach (string place in Kinds.Select(kind => $"{Root}/{kind}").Append(RunPaths.Folder))
        {
            folder.Sweep(place);
        }
    }

    /// <summary>Ends what was begun.</summary>
    /// <param name="note">The note of it.</param>
    /// <param name="isNext">Whether what it appends to the journal follows from the journal as it is.</param>
    /// <returns>Why it cannot be ended, or null.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal Problem? Recover(string note, Func<PreparedTransaction, bool> isNext)
    {
        PreparedTransaction? transaction = null;
        string? wrong = null;
        try
        {
            transaction = folder.Read(note) is { } content ? JsonSerializer.Deserialize(content, ProtocolJson.Default.PreparedTransaction) : null;
            wrong = Fault(transaction);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Notes are put in place whole, so no crash leaves such a one.
            wrong = broken.Message;
        }

        return wrong is not null || !isNext(transaction!)
            ? new(RunCodes.TransactionForeign, $"{note} tells of a change that was begun, and it is none that this runner began here: {wrong ?? "it does not follow from the journal"}.") { Path = note }
            : Finish(note, transaction!);
    }

    private static string? Fault(PreparedTransaction? transaction) =>
        transaction?.Effects is not { Count: > 0 } effects ? "it does not say what is to be written"
        : effects.Any(effect => effect?.Bytes is null || !RunPaths.IsRecord(effect.Path)) ? "it writes to a file that is no record"
        : transaction.Deletes.Any(folder => !RunPaths.IsTurnFolder(folder)) ? "it takes away a folder that is no turn's"
        : null;

    private Problem? Finish(string note, PreparedTransaction transaction)
    {
        foreach (FileEffect effect in transaction.Effects!)
        {
            if (effect.At is { } at)
            {
                if (!folder.AppendAt(effect.Path, at, effect.Bytes, () => fault?.Invoke($"half {effect.Path}")))
                {
                    return new(RunCodes.StateTampered, $"{effect.Path} is not as it was when {note} was begun, so it cannot be carried on.") { Path = effect.Path };
                }
            }
            else
            {
                folder.Write(effect.Path, effect.Bytes);
            }

            fault?.Invoke($"wrote {effect.Path}");
        }

        foreach (string gone in transaction.Deletes)
        {
            // Nothing depends on it: ids are not used twice. What stays in its place must not stop the run.
            _ = folder.Delete(gone);
            fault?.Invoke($"deleted {gone}");
        }

        folder.DeleteFile(note);
        fault?.Invoke("ended");
        return null;
    }
}
