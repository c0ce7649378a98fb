using System.Text;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Storage;
using Proofs.Runs.Tests.Runs.Storage;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Histories;

/// <summary>What every version has written is replayed by every later one to the same records, byte for byte.</summary>
public sealed class HistoryTests
{
    public static TheoryData<string> Names => [.. Committed];

    public static TheoryData<string> ScenarioNames => [.. Scenarios.All.Keys.Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Committed => Directory.EnumerateDirectories(History.Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_history_leads_to_its_records(string name)
    {
        History history = Read(name);
        Assert.Null(history.Reading.Fault);
        IReadOnlyDictionary<string, byte[]> records = history.Replay(name, out Problem? problem);
        Assert.Null(problem);
        Assert.All(History.Records, path => Assert.Equal(History.File(name, path), records.GetValueOrDefault(path)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_byte_that_was_changed_anywhere_breaks_the_chain(string name)
    {
        byte[] journal = Read(name).Journal;
        foreach (int at in Places(journal))
        {
            byte before = journal[at];
            journal[at] ^= 1;
            Assert.True(Journal.Read(journal).Fault is not null, $"Byte {at} of {name} can be changed.");
            journal[at] = before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_changed_and_chained_anew_does_not_lead_to_the_records(string name)
    {
        History history = Read(name);
        int last = history.Reading.Entries.Count - 1;
        History.Replay(name, history.Forge(last, entry => entry), out Problem? none);
        Assert.Null(none);
        AssertDiffers(name, history.Forge(1, entry => entry with { Facts = entry.Facts!.Replace("\"now\":\"2", "\"now\":\"3", StringComparison.Ordinal) }), 1);
        AssertDiffers(name, history.Forge(last, entry => entry with { Command = """{"kind":"nothing"}""" }), last);
        AssertDiffers(name, history.Forge(last, entry => entry with { Refusal = entry.Refusal is null ? "config_changed" : null }), last);
        for (int at = 1; at <= last; at++)
        {
            AssertDiffers(name, history.Forge(at, entry => entry with { Records = entry.Records.ToDictionary(record => record.Key, record => record.Key == RunPaths.State ? record.Value with { Length = record.Value.Length + 1 } : record.Value, StringComparer.Ordinal) }), at);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_history_tells_nothing_of_the_machine_it_was_made_on(string name)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(History.Folder, name)))
        {
            string text = File.ReadAllText(file);
            Assert.All([Path.GetTempPath(), "/tmp/", "/home/", "/root", "proofs-test-", Environment.MachineName], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_scenario_has_its_history() => Assert.Empty(Scenarios.All.Keys.Except(Committed, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ScenarioNames))]
    public void What_this_version_writes_verifies_and_replays(string name)
    {
        using Project project = Scenarios.All[name]();
        RunVerification verified = project.Again().Verify();
        Assert.True(verified.Holds, string.Join("\n", verified.Problems.Select(problem => problem.Message)));
    }

    [Fact]
    public void A_history_is_written_once()
    {
        using TempFolder folder = new();
        Assert.Equal(0, HistoryMaker.Make("retry-then-accept", folder.Path));
        byte[] journal = File.ReadAllBytes(folder.In("retry-then-accept", "journal.jsonl"));
        Assert.Equal(65, HistoryMaker.Make("retry-then-accept", folder.Path));
        Assert.Equal(journal, File.ReadAllBytes(folder.In("retry-then-accept", "journal.jsonl")));
        Assert.Null(History.Of(journal).Reading.Fault);
    }

    private static History Read(string name) => History.Of(History.File(name, RunPaths.Journal)!);

    private static void AssertDiffers(string name, IReadOnlyList<System.Text.Json.JsonElement> forged, int at)
    {
        History.Replay(name, forged, out Problem? problem);
        Assert.Equal((RunCodes.ReplayDiffers, $"entry {at + 1}"), (problem?.Reason, problem?.Field));
    }

    /// <summary>Some of every part of a journal, and every byte of the digest that its last line has.</summary>
    private static IEnumerable<int> Places(byte[] journal)
    {
        int last = journal.AsSpan(0, journal.Length - 1).LastIndexOf((byte)'\n') + 1;
        int digest = journal.AsSpan(last).LastIndexOf("\"previous\""u8) + last;
        Assert.True(digest >= last, Encoding.UTF8.GetString(journal.AsSpan(last)));
        return Enumerable.Range(0, journal.Length).Where(at => at % 101 == 0 || (at >= digest && at < digest + 80) || at > journal.Length - 80);
    }
}
