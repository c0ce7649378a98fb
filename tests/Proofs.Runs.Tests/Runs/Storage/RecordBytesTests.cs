using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>Records grow without being copied, and nobody's bytes change under his hands.</summary>
public sealed class RecordBytesTests
{
    [Fact]
    public void What_is_put_behind_leaves_what_was_there()
    {
        RecordBytes first = RecordBytes.Of("one\n"u8);
        RecordBytes second = first.With("two\n"u8);
        RecordBytes third = second.With("three\n"u8);
        Holds("one\n"u8, first);
        Holds("one\ntwo\n"u8, second);
        Holds("one\ntwo\nthree\n"u8, third);
    }

    [Fact]
    public void A_change_that_came_to_nothing_leaves_no_trace_in_the_next()
    {
        RecordBytes before = RecordBytes.Of("one\n"u8);
        RecordBytes dropped = before.With("lost, and longer\n"u8);
        RecordBytes after = before.With("two\n"u8);
        Holds("one\ntwo\n"u8, after);
        Holds("one\ntwo\nthree\n"u8, after.With("three\n"u8));
        Holds("one\nlost, and longer\n"u8, dropped);
        Holds("one\n"u8, before);
    }

    private static void Holds(ReadOnlySpan<byte> expected, RecordBytes record)
    {
        Assert.Equal(expected, record.Span);
        Assert.Equal(new RecordMark(expected.Length, RunTerms.Digest(expected)), record.Mark);
    }
}
