using System.Text;
using System.Text.Json;
using Proofs.Evidence;

namespace Proofs.Tests.Evidence;

/// <summary>Whatever is done to a journal but appending shows, and where.</summary>
public sealed class JournalTests
{
    [Fact]
    public void What_was_appended_is_read()
    {
        (byte[] journal, JournalHead head) = Make(3);
        JournalReading reading = Journal.Read(journal);
        Assert.Null(reading.Fault);
        Assert.Equal((head, journal.Length, 3), (reading.Head, reading.Length, reading.Entries.Count));
        Assert.Equal([0, 1, 2], reading.Entries.Select(entry => entry.GetProperty("n").GetInt32()));
        Assert.Equal((Journal.Start, 0), (Journal.Read(ReadOnlyMemory<byte>.Empty).Head, Journal.Read(ReadOnlyMemory<byte>.Empty).Length));
    }

    [Fact]
    public void A_line_is_canonical_JSON()
    {
        (byte[] journal, _) = Make(1);
        Assert.Equal(Encoding.UTF8.GetString(journal).TrimEnd('\n'), Encoding.UTF8.GetString(CanonicalJson.Write(journal)));
    }

    [Fact]
    public void A_byte_that_is_another_shows_at_its_line()
    {
        (byte[] journal, _) = Make(3);
        int second = Array.IndexOf(journal, (byte)'\n') + 1;
        int third = Array.IndexOf(journal, (byte)'\n', second) + 1;
        for (int at = 0; at < journal.Length; at++)
        {
            byte[] changed = [.. journal];
            changed[at] ^= 1;
            JournalReading reading = Journal.Read(changed);
            Assert.NotNull(reading.Fault);
            Assert.Equal(at < second ? 0 : at < third ? second : third, reading.Length);
        }
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("doubled")]
    [InlineData("swapped")]
    [InlineData("spaced")]
    [InlineData("foreign")]
    public void Lines_that_are_moved_break_the_chain(string what)
    {
        (byte[] journal, _) = Make(3);
        string[] lines = Encoding.UTF8.GetString(journal).Split('\n');
        string[] changed = what switch
        {
            "dropped" => [lines[0], lines[2], string.Empty],
            "doubled" => [lines[0], lines[0], lines[1], lines[2], string.Empty],
            "swapped" => [lines[0], lines[2], lines[1], string.Empty],
            "spaced" => [lines[0], " " + lines[1], lines[2], string.Empty],
            _ => [lines[0], Encoding.UTF8.GetString(Journal.Append(Journal.Start, Entry(7)).Line).TrimEnd('\n'), string.Empty],
        };
        JournalReading reading = Journal.Read(Encoding.UTF8.GetBytes(string.Join('\n', changed)));
        Assert.Equal((JournalFault.BrokenChain, 1), (reading.Fault, reading.Entries.Count));
    }

    [Theory]
    [InlineData("{}\n", JournalFault.NoRecord)]
    [InlineData("\n", JournalFault.NoRecord)]
    [InlineData("{\"entry\":[]}\n", JournalFault.NoRecord)]
    [InlineData("{\"entry\":{\"a\":\"\\ud800\"}}\n", JournalFault.NoRecord)]
    [InlineData("{\"\\udc00\":1,\"entry\":{}}\n", JournalFault.NoRecord)]
    [InlineData("{\"entry\":{}}\n", JournalFault.BrokenChain)]
    [InlineData("{\"entry\":{}", JournalFault.TornTail)]
    public void What_no_journal_wrote_is_told_apart(string text, JournalFault fault) => Assert.Equal(fault, Journal.Read(Encoding.UTF8.GetBytes(text)).Fault);

    [Fact]
    public void A_write_that_was_cut_off_leaves_what_was_there_before()
    {
        (byte[] journal, _) = Make(3);
        int third = Array.LastIndexOf(journal, (byte)'\n', journal.Length - 2) + 1;
        for (int length = third + 1; length < journal.Length; length++)
        {
            JournalReading reading = Journal.Read(journal.AsMemory(0, length));
            Assert.Equal((JournalFault.TornTail, third, 2), (reading.Fault, reading.Length, reading.Entries.Count));
        }
    }

    [Fact]
    public void Only_an_object_is_an_entry()
    {
        using JsonDocument list = JsonDocument.Parse("[]");
        Assert.Throws<JsonException>(() => Journal.Append(Journal.Start, list.RootElement));
    }

    private static (byte[] Journal, JournalHead Head) Make(int count)
    {
        using MemoryStream all = new();
        JournalHead head = Journal.Start;
        for (int i = 0; i < count; i++)
        {
            (byte[] line, head) = Journal.Append(head, Entry(i));
            all.Write(line);
        }

        return (all.ToArray(), head);
    }

    private static JsonElement Entry(int n)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"n": {{n}}, "a": "é"}""");
        return document.RootElement.Clone();
    }
}
