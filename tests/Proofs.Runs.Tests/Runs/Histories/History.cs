using System.Text.Json;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Histories;

/// <summary>A committed journal.</summary>
internal sealed record History(byte[] Journal, JournalReading Reading)
{
    internal static readonly IReadOnlyList<string> Records = [.. RecordSet.Paths.Where(path => path != RunPaths.Events)];

    /// <summary>Where the build copies the histories to.</summary>
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "histories");

    internal bool NeedsEvents => RunEntry.Of(Reading.Entries[0]).Records.ContainsKey(RunPaths.Events);

    internal static History Of(byte[] journal) => new(journal, Proofs.Evidence.Journal.Read(journal));

    internal static byte[]? File(string name, string path) => System.IO.File.Exists(Path.Combine(Folder, name, Path.GetFileName(path))) ? System.IO.File.ReadAllBytes(Path.Combine(Folder, name, Path.GetFileName(path))) : null;

    /// <summary>Replays it from its own files.</summary>
    internal IReadOnlyDictionary<string, byte[]> Replay(string name, out Problem? problem) => Replay(name, Reading.Entries, out problem);

    /// <summary>Replays other entries beside the files of one.</summary>
    internal static IReadOnlyDictionary<string, byte[]> Replay(string name, IReadOnlyList<JsonElement> entries, out Problem? problem) =>
        RunReplay.Run(entries, path => File(name, path), new(), out problem);

    /// <summary>The journal with an entry altered and every digest behind it made anew, as somebody would who hides it.</summary>
    internal IReadOnlyList<JsonElement> Forge(int at, Func<RunEntry, RunEntry> alter)
    {
        List<byte> lines = [];
        JournalHead head = Proofs.Evidence.Journal.Start;
        for (int i = 0; i < Reading.Entries.Count; i++)
        {
            RunEntry entry = RunEntry.Of(Reading.Entries[i]);
            (byte[] line, head) = Proofs.Evidence.Journal.Append(head, (i == at ? alter(entry) : entry).ToElement());
            lines.AddRange(line);
        }

        JournalReading forged = Proofs.Evidence.Journal.Read(lines.ToArray());
        Assert.Null(forged.Fault);
        return forged.Entries;
    }
}
