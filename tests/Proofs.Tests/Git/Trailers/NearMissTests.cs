using System.Diagnostics;
using System.Text;
using Proofs.Gates;
using Proofs.Git.Trailers;
using Proofs.Verdicts;

namespace Proofs.Tests.Git.Trailers;

public sealed class NearMissTests
{
    private const string Key = "Feature-Key";
    private const string Cut = HostileMessages.Scissors;

    [Theory]
    [InlineData("T\n\none\n\ntwo\n\nthree\nfour\nFeature-Key: bd-1\n", 9, 8)]
    [InlineData("T\n\nFeature-Key: bd-1\nprose\n", 3, 4)]
    [InlineData("T\n\nabove\nFeature-Key: bd-1\nbelow\n", 4, 3)]
    [InlineData("T\n\nfar above\nA: b\nFeature-Key: bd-1\n", 5, 3)]
    [InlineData("T\n\n indented\nFeature-Key: bd-1\n", 4, 3)]
    [InlineData("T\n\nA: b\n continued\nprose\n indented\nFeature-Key: bd-1\n", 7, 6)]
    [InlineData("T\n\nA: b\n# comment\n indented\nFeature-Key: bd-1\n", 6, 5)]
    [InlineData("\n \nT\n\nprose\nFeature-Key: bd-1\n", 6, 5)]
    [InlineData("T\n\na\nb\nc\nd\nSigned-off-by: A\nFeature-Key: bd-1\ne\nf\ng\n", 8, 6)]
    [InlineData("T\n\nprose\nFeature-Key: bd-1\n\nConflicts:\n\tsrc/a.c\n", 4, 3)]
    [InlineData("T\n\nprose\nFeature-Key: bd-1\n" + Cut + "\ndiff\n\nmore\n", 4, 3)]
    [InlineData("T\n\nprose\nFeature-Key: bd-1\n\n# comment\n", 4, 3)]
    [InlineData("T\n\nprose\nFeature-Key: bd-1\n\0\n\nmore\n", 4, 3)]
    public void Prose_beside_the_key_is_named(string message, int line, int prose) =>
        Expect(message, line, $"is outside the trailer block because line {prose} is prose");

    [Theory]
    [InlineData("T\n\nFeature-Key: bd-1\n\nmore\n", 3, 5)]
    [InlineData("T\n\nFeature-Key: bd-1\n \n\t\nmore\n\nand more\n", 3, 6)]
    [InlineData("T\n\nFeature-Key: bd-1\n\n# comment\n\nCo-authored-by: B\n", 3, 7)]
    [InlineData("T\n\nFeature-Key: bd-1\n\n---------\n\nCo-authored-by: B\n", 3, 5)]
    [InlineData("T\n\nFeature-Key: bd-1\n---\nFeature-Key bd-1\n\nmore\n", 3, 7)]
    [InlineData("\n\nT\n\nFeature-Key: bd-1\n\nmore\n", 5, 7)]
    [InlineData("T\n\nFeature-Key: bd-1\n\nConflicts:\n\ta\n\nmore\n", 3, 5)]
    [InlineData("T\n\nFeature-Key: bd-1\n\nConflicts: none\n", 3, 5)]
    public void A_paragraph_below_is_named(string message, int line, int other) =>
        Expect(message, line, $"is outside the trailer block because line {other} begins another paragraph; only the last one can hold trailers");

    [Theory]
    [InlineData("Feature-Key: bd-1", 1)]
    [InlineData("Feature-Key: bd-1\n\nbody\n", 1)]
    [InlineData("T\nFeature-Key: bd-1\n", 2)]
    [InlineData("\n \nT\nFeature-Key: bd-1\n", 4)]
    [InlineData("# comment\nFeature-Key: bd-1\n", 2)]
    public void The_title_paragraph_is_named(string message, int line) =>
        Expect(message, line, "is part of the title paragraph; trailers need a blank line above them");

    [Theory]
    [InlineData("T\n\nbody\n\n" + Cut + "\nFeature-Key: bd-1\n", 6)]
    [InlineData(Cut + "\nT\n\nFeature-Key: bd-1\n", 4)]
    [InlineData("\n\nT\n\n" + Cut + "\n    Feature-Key: bd-1\n", 6)]
    public void A_scissors_line_above_is_named(string message, int line) =>
        Expect(message, line, "stands below a scissors line, from which on git ignores the message");

    [Theory]
    [InlineData("T\0\n\nFeature-Key: bd-1\n", 3)]
    [InlineData("T\n\n\0Feature-Key: bd-1\n", 3)]
    [InlineData("T\n\nFeature\0-Key: bd-1\n", 3)]
    [InlineData("T\n\n\u2011\u2011\u2011\u2011\u2011FeatureKe\0y:", 3)]
    [InlineData("T\n\nFeature-Key\0= bd-1\n", 3)]
    [InlineData("T\0\n" + Cut + "\nFeature-Key: bd-1\n", 3)]
    [InlineData("\0\n# Feature-Key: bd-1\n", 2)]
    public void A_NUL_byte_above_is_named(string message, int line) =>
        Expect(message, line, "stands behind a NUL byte, where git stops reading the message");

    [Theory]
    [InlineData("T\n\n# Feature-Key: bd-1\n", 3)]
    [InlineData("T\n\n#Feature-Key: bd-1\n", 3)]
    [InlineData("#Feature-Key: bd-1\n", 1)]
    public void A_comment_is_named(string message, int line) => Expect(message, line, "starts with '#', which makes it a comment");

    [Theory]
    [InlineData("T\n\n    Feature-Key: bd-1\n", 3)]
    [InlineData("T\n\n\tFeature-Key: bd-1\n", 3)]
    [InlineData("T\n\nA: b\n Feature-Key: bd-1\n", 4)]
    [InlineData("T\n\n  - Feature-Key: bd-1\n", 3)]
    public void Indentation_is_named(string message, int line) => Expect(message, line, "is indented, which makes it a continuation of the line above or quoted text");

    [Theory]
    [InlineData("Feature\u2011Key: bd-1", "U+2011 NON-BREAKING HYPHEN")]
    [InlineData("F\u0435ature-Key: bd-1", "U+0435, which looks like 'e'")]
    [InlineData("Feature-\u212Aey: bd-1", "U+212A, which looks like 'K'")]
    [InlineData("\u200BFeature-Key: bd-1", "U+200B ZERO WIDTH SPACE")]
    [InlineData("Feature-Key\u00A0: bd-1", "U+00A0 NO-BREAK SPACE")]
    [InlineData("Feature-Key\uFF1A bd-1", "U+FF1A, which looks like ':'")]
    public void A_character_that_is_not_what_it_seems_is_named(string line, string character) =>
        Expect($"T\n\n{line}\n", 3, $"holds {character}, so it does not read 'Feature-Key:'");

    [Theory]
    [InlineData("Feature Key: bd-1")]
    [InlineData("feature_key: bd-1")]
    [InlineData("FeatureKey: bd-1")]
    [InlineData("Feature-Key = bd-1")]
    [InlineData("Feature-Key=bd-1")]
    [InlineData("> Feature-Key: bd-1")]
    [InlineData("* Feature-Key: bd-1")]
    [InlineData("**Feature-Key**: bd-1")]
    [InlineData("`Feature-Key: bd-1`")]
    public void A_misspelt_key_is_named(string line) => Expect($"T\n\n{line}\n", 3, "does not read 'Feature-Key:'");

    [Theory]
    [InlineData("T\r\n\r\nprose\r\nFeature-Key: bd-1\r\n", 4, "is outside the trailer block because line 3 is prose")]
    [InlineData("T\r\n\r\nFeature-Key: bd-1\r\n\r\nmore\r\n", 3, "is outside the trailer block because line 5 begins another paragraph; only the last one can hold trailers")]
    [InlineData("T\r\nFeature-Key: bd-1\r\n", 2, "is part of the title paragraph; trailers need a blank line above them")]
    [InlineData("T\r\n\r\nFeature Key: bd-1\r\n", 3, "does not read 'Feature-Key:'")]
    public void Line_breaks_with_carriage_returns_count_as_one(string message, int line, string why) => Expect(message, line, why);

    [Fact]
    public void The_last_of_several_is_explained() => Expect("Feature-Key: bd-1\n\nFeature_Key: bd-1\n\n# Feature-Key: bd-1\n\nbody\n", 5, "starts with '#', which makes it a comment");

    [Theory]
    [InlineData("")]
    [InlineData("T\n\nbody\n")]
    [InlineData("T\n\nThe Feature-Key trailer was missing.\n")]
    [InlineData("T\n\nOther-Key: bd-1\nMy-Feature-Key: bd-1\n: bd-1\n")]
    public void Nothing_is_found_where_nothing_looks_like_the_key(string message) => Assert.Null(NearMiss.Find(Encoding.UTF8.GetBytes(message), Key));

    [Fact]
    public void The_gate_says_where_and_why()
    {
        FeatureKeyRule rule = new() { Trailer = Key, Key = "bd-1" };
        Finding finding = rule.CheckMessage("T\n\none\n\ntwo\n\nthree\nfour\nFeature-Key: bd-1\n"u8, null)!;
        Assert.Equal(ReasonCodes.FeatureKeyMissingInCommits, finding.Reason);
        Assert.Equal("The message carries no Feature-Key trailer: line 9 looks like Feature-Key but is outside the trailer block because line 8 is prose.", finding.Message);
        Assert.Equal("The message carries no Feature-Key trailer.", rule.CheckMessage("T\n\nbody\n"u8, null)!.Message);
    }

    [Theory]
    [InlineData("Feature-Key: bd-1\n")]
    [InlineData("Feature_Key: bd-1\n\n")]
    [InlineData("prose\n")]
    [InlineData(" x: y\n")]
    [InlineData("#\n")]
    [InlineData("x")]
    [InlineData("Conflicts:\n")]
    [InlineData("x" + Cut + "\n")]
    public void Ten_million_bytes_take_no_more_than_seconds(string repeated)
    {
        byte[] message = Encoding.UTF8.GetBytes("T\n\nFeature-Key: bd-1\nprose\n" + string.Concat(Enumerable.Repeat(repeated, 10_000_000 / repeated.Length)));
        long started = Stopwatch.GetTimestamp();
        Assert.NotNull(NearMiss.Find(message, Key));
        Assert.NotNull(new FeatureKeyRule { Trailer = Key, Key = "bd-1" }.CheckMessage(message, null));
        // Quadratic work on this much would take hours; linear work takes a fraction of a second.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static void Expect(string message, int line, string why)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        Assert.False(new TrailerReader(bytes).Read(Encoding.UTF8.GetBytes(Key)));
        Assert.Equal(new NearMiss(line, why), NearMiss.Find(bytes, Key));
    }
}
