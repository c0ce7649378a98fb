using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Decides every command of a journal once more, from what was recorded with it, and compares what comes of it.</summary>
internal static class RunReplay
{
    /// <summary>Events have ids that are drawn; everything else has to come out byte for byte.</summary>
    private static readonly IReadOnlyList<string> Compared = [.. RecordSet.Paths.Where(path => path != RunPaths.Events)];

    /// <summary>Replays a journal.</summary>
    /// <param name="entries">Its entries, from the first on.</param>
    /// <param name="earlier">What records were before the journal began, by path: at least as many bytes as its first entry says.</param>
    /// <param name="fallback">The configuration where the journal names none.</param>
    /// <param name="problem">The first entry that leads elsewhere, or null.</param>
    /// <returns>The records at the end, by path, as far as they came out.</returns>
    internal static IReadOnlyDictionary<string, byte[]> Run(IReadOnlyList<JsonElement> entries, Func<string, byte[]?> earlier, RunConfiguration fallback, out Problem? problem)
    {
        RecordSet? records = null;
        RunConfiguration configuration = fallback;
        problem = null;
        for (int at = 0; at < entries.Count && problem is null; at++)
        {
            string? wrong = Step(entries[at], at, earlier, ref records, ref configuration);
            problem = wrong is null ? null : new(RunCodes.ReplayDiffers, $"Entry {at + 1} of {RunPaths.Journal} does not lead to what it says: {wrong}.") { Path = RunPaths.Journal, Field = $"entry {at + 1}" };
        }

        return RecordSet.Paths.Where(path => records?.Bytes(path) is not null).ToDictionary(path => path, path => records!.Bytes(path)!.Span.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Decides entries once more that somebody else appended to a journal that is known.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="known">The records in front of them.</param>
    /// <param name="configuration">The configuration in front of them.</param>
    /// <returns>The records behind them, or null when one leads elsewhere than it says.</returns>
    internal static RecordSet? Continue(IReadOnlyList<JsonElement> entries, RecordSet known, RunConfiguration configuration)
    {
        RecordSet? records = known;
        return entries.All(entry => Step(entry, 1, _ => null, ref records, ref configuration) is null) ? records : null;
    }

    private static string? Step(JsonElement element, int at, Func<string, byte[]?> earlier, ref RecordSet? records, ref RunConfiguration configuration)
    {
        try
        {
            RunEntry entry = RunEntry.Of(element);
            configuration = entry.Terms?.Configuration is { } text ? ConfigurationReader.Read(Encoding.UTF8.GetBytes(text)).Configuration ?? throw new JsonException("Its configuration is none.") : configuration;
            return entry.Kind switch
            {
                RunEntry.Opened when at == 0 => Open(entry, earlier, out records),
                RunEntry.Decided when at > 0 => Decide(entry, configuration, ref records),
                _ => $"no entry of the kind \"{entry.Kind}\" stands there",
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            // Whoever wrote the entry was no runner.
            return broken.Message;
        }
    }

    private static string? Open(RunEntry entry, Func<string, byte[]?> earlier, out RecordSet? records)
    {
        Dictionary<string, RecordBytes> files = new(StringComparer.Ordinal);
        foreach ((string path, RecordMark mark) in entry.Records)
        {
            byte[]? whole = Kept(entry, path) is { } text ? Encoding.UTF8.GetBytes(text) : path == RunPaths.State ? null : earlier(path);
            if (whole is null || whole.Length < mark.Length)
            {
                records = null;
                return $"{path} is shorter than it was when the journal began";
            }

            files[path] = RecordBytes.Of(whole.AsSpan(0, (int)mark.Length));
        }

        records = RecordSet.Read(files, before: null, journal: null, out Problem? unreadable);
        return unreadable?.Message ?? Difference(records!, entry);
    }

    /// <summary>What the entry itself keeps of a record that does not only grow.</summary>
    private static string? Kept(RunEntry entry, string path) => path == RunPaths.State ? entry.State : path == RunPaths.RepoDecisions ? entry.RepoDecisions : null;

    private static string? Decide(RunEntry entry, RunConfiguration configuration, ref RecordSet? records)
    {
        RecordSet before = records!;
        RecordedFacts recorded = JsonSerializer.Deserialize(entry.Facts ?? throw new JsonException("It has no facts."), ProtocolJson.Default.RecordedFacts) ?? throw new JsonException("Its facts are null.");
        RunCommand command = RecordedCommand.Read(entry.Command ?? throw new JsonException("It has no command."));
        LoadedRun run = LoadedRun.Of(before, new(recorded.Now));
        Ruling ruling = RunMachine.Apply(run.State, configuration, command, recorded.Again(run.Facts));
        if (ruling.Refusal?.Reason.Id != entry.Refusal || ruling.Change is not { } change)
        {
            return $"the command is {(ruling.Refusal is { } refusal ? $"refused: {refusal.Message}" : "carried out")}";
        }

        records = RecordSet.Read(RecordSet.After(before, Effects.Of(before, change)), before, journal: null, out Problem? unreadable);
        return unreadable?.Message ?? Difference(records!, entry);
    }

    private static string? Difference(RecordSet records, RunEntry entry) =>
        Compared.FirstOrDefault(path => records.Marks.GetValueOrDefault(path) != entry.Records.GetValueOrDefault(path)) is { } path ? $"{path} comes out otherwise" : null;
}
