using System.Text;
using Proofs.Git;
using TestKit;

namespace Proofs.Tests.Git.Trailers;

/// <summary>Every encoding that Proofs reads, against the real git and its iconv.</summary>
public sealed class CommitEncodingTests
{
    private static readonly string[] Utf8Names = ["UTF-8", "utf-8", "UTF8", "utf8", "Utf-8"];

    [Fact]
    public void Every_byte_of_every_accepted_encoding_reads_as_git_reads_it()
    {
        using GitRepo repo = GitRepo.Create();
        (string Name, byte Byte)[] cases =
        [
            .. from name in CommitEncoding.Names.Concat(CommitEncoding.Names.Select(name => name.ToUpperInvariant())).Concat(Utf8Names).Distinct(StringComparer.Ordinal)
               from value in Enumerable.Range(0x80, 0x80)
               select (name, (byte)value),
        ];
        byte[][] commits = [.. cases.Select(item => Commit($"encoding {item.Name}\n", $"T\n\nFeature-Key: a{(char)item.Byte}z\n"))];
        GitTrailers[] theirs = GitTrailers.ReadCommits(repo, commits);
        List<string> different = [];
        for (int i = 0; i < cases.Length; i++)
        {
            string ours = Fuzz.Escape(OurTrailers.Read(commits[i])!.Values);
            string git = Fuzz.Escape(theirs[i].Values);
            if (ours != git)
            {
                different.Add($"{cases[i].Name} {cases[i].Byte:x2}: git {git}, ours {ours}");
            }
        }

        Assert.True(different.Count == 0, string.Join('\n', different));
        // What is compared must not be the same unconverted bytes on both sides.
        Assert.Contains(theirs, read => Fuzz.Escape(read.Values) == "a\\xd0\\xb6z\\n");
    }

    [Theory]
    [InlineData("iso-8859-1", "a\\xc3\\xa4z")]
    [InlineData("Latin-1", "a\\xc3\\xa4z")]
    [InlineData("ISO-8859-15", "a\\xc3\\xa4z")]
    [InlineData("koi8-r", "a\\xd0\\x94z")]
    [InlineData("windows-1251", "a\\xd0\\xb4z")]
    [InlineData("utf-8", "a\\xe4z")]
    [InlineData("us-ascii", "a\\xe4z")]
    public void A_declared_encoding_brings_the_value_into_utf8(string name, string value) =>
        Assert.Equal(value + "\\n", Fuzz.Escape(OurTrailers.Read(Commit($"encoding {name}\n", "T\n\nFeature-Key: a\xE4z\n"))!.Values));

    [Theory]
    [InlineData("windows-1251", '\x98')]
    [InlineData("us-ascii", '\x80')]
    public void One_byte_without_meaning_leaves_the_whole_message_as_it_is(string name, char meaningless) =>
        Assert.Equal("\\xe4\\n", Fuzz.Escape(OurTrailers.Read(Commit($"encoding {name}\n", $"T {meaningless}\n\nFeature-Key: \xE4\n"))!.Values));

    [Theory]
    [InlineData("no-such-thing")]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("shift_jis")]
    [InlineData("iso-8859-1 ")]
    [InlineData("iso-8859-1//TRANSLIT")]
    [InlineData("")]
    public void An_encoding_outside_the_table_is_refused_even_when_every_byte_is_ascii(string name)
    {
        Assert.False(CommitEncoding.TryReadMessage(Commit($"encoding {name}\n", "T\n\nFeature-Key: bd-1\n"), out _, out string? declared));
        Assert.Equal(name, declared);
    }

    [Theory]
    [InlineData("gpgsig x\n encoding koi8-r\n")]
    [InlineData("encodings koi8-r\n")]
    [InlineData("encoding\n")]
    [InlineData("Encoding koi8-r\n")]
    [InlineData("encoding utf-8\nencoding koi8-r\n")]
    public void Only_the_first_encoding_line_of_the_header_counts(string header) =>
        Assert.Equal("\\xe4\\n", Fuzz.Escape(OurTrailers.Read(Commit(header, "T\n\nFeature-Key: \xE4\n"))!.Values));

    [Fact]
    public void An_encoding_line_in_the_message_is_no_header() =>
        Assert.Equal("\\xe4\\n", Fuzz.Escape(OurTrailers.Read(Commit(string.Empty, "encoding koi8-r\n\nFeature-Key: \xE4\n"))!.Values));

    [Fact]
    public void A_NUL_in_the_header_leaves_no_message_to_vouch_for_the_commit()
    {
        // git 2.39 runs over such a NUL and reads on in its buffer; what it finds there is luck, so nothing is believed.
        GitTrailers ours = OurTrailers.Read(Commit("x\0y\n", "T\n\nFeature-Key: bd-1\n"))!;
        Assert.Empty(ours.All);
    }

    [Fact]
    public void An_encoding_line_behind_a_NUL_is_no_header()
    {
        Assert.True(CommitEncoding.TryReadMessage(Commit("x\0encoding no-such-thing\n", "T\n\nFeature-Key: bd-1\n"), out ReadOnlySpan<byte> message, out _));
        Assert.True(message.IsEmpty);
    }

    [Fact]
    public void A_commit_without_an_empty_line_has_no_message()
    {
        Assert.True(CommitEncoding.TryReadMessage("tree x\nFeature-Key: bd-1\n"u8, out ReadOnlySpan<byte> message, out _));
        Assert.True(message.IsEmpty);
    }

    private static byte[] Commit(string header, string message) => Encoding.Latin1.GetBytes(
        $"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@example.com> 1 +0000\ncommitter C <c@example.com> 1 +0000\n{header}\n{message}");
}
