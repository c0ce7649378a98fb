using System.Text;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>What people and other tools read beside the records; nothing depends on it, so what cannot be written is only told.</summary>
internal static class Companions
{
    /// <summary>Tells of a change.</summary>
    /// <returns>What could not be written.</returns>
    internal static IReadOnlyList<string> Tell(ProjectFolder folder, Change change, string reason, DateTimeOffset now)
    {
        byte[] talk = Encoding.UTF8.GetBytes(string.Concat(change.History.Where(entry => entry.Status != HistoryEntry.Reissued).Select(TalkSection.Write)));
        return
        [
            .. Try(RunPaths.Talk, () => folder.Append(RunPaths.Talk, talk)),
            .. change.Appended.SelectMany(file => Try(file.Path, () => folder.Append(file.Path, file.Content.Span))),
            .. Try(RunPaths.Session, () => folder.Write(RunPaths.Session, SessionFile.Write(change.State, folder.Read(RunPaths.Session), change.History.LastOrDefault()?.Role, reason, now), lasts: false)),
        ];
    }

    /// <summary>Writes something that nothing depends on.</summary>
    /// <returns>What is told when it could not be.</returns>
    internal static IReadOnlyList<string> Try(string name, Action write)
    {
        try
        {
            write();
            return [];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A worker may have put anything in its place.
            return [$"{name} could not be written: {failed.Message}"];
        }
    }
}
