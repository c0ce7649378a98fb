using System.Text;

namespace Proofs.Tests.Git.Trailers;

/// <summary>
/// Commit messages that sit on the edges of git's trailer rules. Text is put together as Latin-1, one character per byte, so that every
/// byte can occur; <see cref="U"/> brings real UTF-8 in.
/// </summary>
internal sealed class HostileMessages(Random random)
{
    internal const string Scissors = "# ------------------------ >8 ------------------------";

    private static readonly string[] Keys =
    [
        "Feature-Key", "Feature-Key", "Feature-Key", "Feature-Key", "Feature-Key", "Feature-Key", "feature-KEY", "FEATURE-KEY",
        "Signed-off-by", "Co-authored-by", "Reviewed-by", "X-1", "a", "-", "9", "Conflicts", "Feature-Key2", "Feature-Ke", "2Feature-Key", "", "Feature Key",
        "Feature_Key", "Feature.Key", "Feature/Key", U("Feature\u2011Key"), U("Feature-Key\u00A0"), U("\u200BFeature-Key"), U("F\u0435ature-Key"), "Feature-Key\xA0", "f\xF8-Key", "[Feature-Key", "@x", "`Feature-Key", "{a", "/a", "^b", "\x7F" + "a",
    ];

    /// <summary>How many of them, from the first, are trailer keys by git's rules.</summary>
    private const int PlainKeys = 19;

    private static readonly string[] BeforeColon = ["", " ", "\t", "\t", "  \t ", "\r", "\r", "\f", "\v", " x ", "\xA0", "\x85"];

    private static readonly string[] Colons = [":", ":", "::", "=", " =", ";", U("\uFF1A"), "#", ": :", ""];

    private static readonly string[] AfterColon = [" ", " ", "", "\t", "  ", "\r", "\v", "\f", " \t\r "];

    private static readonly string[] Values =
    [
        "bd-1", "bd-1", "bd-1", "bd-2.3", "", "", "  ", "bd-1  ", "bd-1\t", "bd-1 \r", "bd-1\v", "bd-1\f", "\vbd-1", "a: b", ":", "#1", "a\rb", "a\t\tb", U("bd-1\u200B"), U("\u00A0bd-1\u00A0"), U("bd-1\u0085"), U("\u2028x"),
        U("gr\u00FC\u00DFe"), U("\u0431\u0434-1"), "\xE4\xF6", "\x80", "\xFF", "\xA0", "\x85", "\x98", "\xC3", "A U Thor <author@example.com>", "'\"`$(x)", "\x01\x1B[31m", "\x1E", "\x08",
    ];

    private static readonly string[] Prose =
    [
        "Do the thing", "It was wrong because of that.", "x", "see http://example.com/a", "Feature-Key bd-1", "word word: and more", "-- ", "* item: one", "> Feature-Key: quoted", "(cherry picked from  commit 1)",
        "(cherry picked from commit", "Signed-off-by", "cherry picked from commit 1", " ", "\vFeature-Key: bd-1", "\fx", "\xA0", U("\u00A0"), U("\u3000"), "\xE9", "?", "=", "Fixes #12", "---------", "Conflicts", "\x7F", "Key\x85: v", "/",
    ];

    private static readonly string[] GitWritten =
    [
        "Signed-off-by: A U Thor <author@example.com>", "Signed-off-by: A U Thor <author@example.com>", "Signed-off-by: ", "(cherry picked from commit 0123456789)", "(cherry picked from commit ", "(cherry picked from commit x) Feature-Key: y",
        "Signed-off-by:\tx", "signed-off-by: lower", "Signed-off-by : x", " Signed-off-by: x", "Signed-off-by:", "(Cherry picked from commit 1)",
        "Signed-off-by: A\n more", "(cherry picked from commit 1)\n\tmore",
    ];

    private static readonly string[] Blanks = ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", " ", "\t", " \t ", "\r", "\v", "\f", "\xA0"];

    private static readonly string[] Comments = ["#", "# comment", "#\tfile", "# Feature-Key: bd-1", "#Feature-Key: bd-1", "# Conflicts:", "#:", " # not one", "\t# not one", "; no comment", "##"];

    private static readonly string[] NearScissors =
    [
        Scissors + "x", Scissors + " ", Scissors + "\r", " " + Scissors, "#" + Scissors, Scissors[1..], "# ------------------------ 8< ------------------------", "# ----------------------- >8 ------------------------", "; ------------------------ >8 ------------------------",
        "x" + Scissors, Scissors[..^1],
    ];

    private static readonly string[] ConflictHeads = ["Conflicts:", "Conflicts:", "Conflicts:", "Conflicts: ", "Conflicts:\r", "conflicts:", "Conflicts", " Conflicts:", "Conflicts: a", "# Conflicts:"];

    private static readonly string[] ConflictLines = ["\tsrc/a.c", "\tsrc/a.c", "\tFeature-Key: bd-1", "\t", "#\tb.c", "# c", "", " src/a.c", "src/a.c", "\t\tx", "Conflicts:", "\r", "\nFeature-Key: bd-1\n\n\tsrc/b.c"];

    private static readonly string[] Continuations = [" more", "\tmore", "  ", "\t", " Feature-Key: bd-1", " a: b", "\rmore", "\vmore", "\fmore", " more  ", "\t\xA0x", " #x", " \r", U(" \u00A0"), " (cherry picked from commit 1)"];

    /// <summary>The bytes of a text's UTF-8 form, one character each.</summary>
    internal static string U(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>One more message.</summary>
    internal byte[] Next() => random.Next(100) switch
    {
        < 3 => RandomBytes(200),
        < 7 => Few(),
        < 12 => Finish(Soup()),
        _ => Finish(Shaped()),
    };

    /// <summary>Puts bytes above 0x7F in, as a commit with another encoding has them.</summary>
    internal byte[] WithHighBytes(byte[] message)
    {
        List<byte> bytes = [.. message];
        for (int left = random.Next(4); left > 0 && bytes.Count > 0; left--)
        {
            byte high = (byte)random.Next(0x80, 0x100);
            int at = random.Next(bytes.Count);
            if (Chance(50) || bytes[at] is (byte)'\n' or (byte)':')
            {
                bytes.Insert(at, high);
            }
            else
            {
                bytes[at] = high;
            }
        }

        return [.. bytes];
    }

    private byte[] RandomBytes(int most)
    {
        byte[] bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Few()
    {
        const string Alphabet = "\n\n\n \t\r#:a-\0\v";
        return [.. Enumerable.Range(0, random.Next(16)).Select(_ => (byte)Alphabet[random.Next(Alphabet.Length)])];
    }

    private List<string> Soup()
    {
        List<string> lines = [];
        for (int left = random.Next(14); left > 0; left--)
        {
            lines.Add(Any());
        }

        return lines;
    }

    private List<string> Shaped()
    {
        List<string> lines = [];
        Some(lines, 12, 3, () => Pick(Blanks));
        Some(lines, 7, 2, () => Pick(Comments));
        lines.Add(Chance(90) ? Pick(Prose) : Any());
        Some(lines, 10, 2, Any);
        if (Chance(3))
        {
            return lines;
        }

        Some(lines, 96, 2, () => Pick(Blanks));
        for (int paragraphs = random.Next(3); paragraphs > 0; paragraphs--)
        {
            Some(lines, 100, 3, () => Chance(70) ? Pick(Prose) : Any());
            Some(lines, 97, 2, () => Pick(Blanks));
        }

        AddBlock(lines);
        if (Chance(40))
        {
            for (int parts = random.Next(1, 3); parts > 0; parts--)
            {
                AddTail(lines);
            }
        }

        return lines;
    }

    private void AddBlock(List<string> lines)
    {
        List<string> block = [];
        Some(block, 90, 3, Trailer);
        if (Chance(85))
        {
            block.Insert(random.Next(block.Count + 1), $"Feature-Key: {Pick(Values)}");
        }

        Some(block, 18, 2, OddTrailer);
        int mix = random.Next(100);
        if (mix < 28)
        {
            Some(block, 60, 2, () => Pick(GitWritten));
            // On both sides of three other lines for each trailer.
            int others = Chance(50) ? random.Next(1, 3) : Math.Max(0, (block.Count * 3) + random.Next(-1, 2));
            Some(block, 100, others, () => Chance(80) ? Pick(Prose) : Pick(Continuations), exactly: true);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(block));
        }
        else if (mix < 37)
        {
            block.Insert(random.Next(block.Count + 1), Any());
        }

        for (int i = block.Count; i >= 0; i--)
        {
            if (Chance(8))
            {
                block.Insert(i, Chance(75) ? Pick(Continuations) : Pick(Comments));
            }
        }

        lines.AddRange(block);
    }

    private void AddTail(List<string> lines)
    {
        switch (random.Next(100))
        {
            case < 25:
                lines.Add(Pick(Blanks));
                break;
            case < 45:
                Some(lines, 100, 3, () => Chance(80) ? Pick(Comments) : Pick(Blanks));
                break;
            case < 70:
                Some(lines, 70, 1, () => Pick(Blanks));
                lines.Add(Pick(ConflictHeads));
                Some(lines, 95, 5, () => Pick(ConflictLines));
                Some(lines, 30, 1, Any);
                break;
            case < 85:
                Some(lines, 50, 1, () => Pick(Blanks));
                lines.Add(Chance(60) ? Scissors : Pick(NearScissors));
                Some(lines, 80, 4, Any);
                break;
            case < 93:
                Some(lines, 50, 1, () => Pick(Blanks));
                lines.Add(Chance(80) ? "---" : "--- a/file");
                Some(lines, 80, 4, Any);
                break;
            default:
                lines.Add(Pick(Blanks));
                AddBlock(lines);
                break;
        }
    }

    private string Trailer()
    {
        string line = $"{Keys[random.Next(PlainKeys)]}: {Pick(Values)}";
        return Chance(12) ? $"{line}\n{Pick(Continuations)}" : line;
    }

    /// <summary>A plain trailer with one part replaced by a strange one, which decides whether it still is a trailer.</summary>
    private string OddTrailer() => random.Next(6) switch
    {
        0 => $"{Keys[random.Next(PlainKeys, Keys.Length)]}: {Pick(Values)}",
        1 => $"{Keys[random.Next(PlainKeys)]}{Pick(BeforeColon)}: {Pick(Values)}",
        2 => $"Feature-Key{Pick(Colons)} {Pick(Values)}",
        3 => $"Feature-Key:{Pick(AfterColon)}{Pick(Values)}{Pick(AfterColon)}",
        4 => $"Feature-Key: {Encoding.Latin1.GetString(RandomBytes(12)).Replace('\n', '.')}",
        _ => Pick(Keys) + Pick(BeforeColon) + Pick(Colons) + Pick(AfterColon) + Pick(Values),
    };

    private string Any() => random.Next(10) switch
    {
        < 2 => Trailer(),
        < 4 => OddTrailer(),
        4 => Pick(Prose),
        5 => Pick(GitWritten),
        6 => Pick(Blanks),
        7 => Pick(Comments),
        8 => Pick(Continuations),
        _ => random.Next(4) switch { 0 => Scissors, 1 => "---", 2 => Pick(ConflictHeads), _ => Pick(NearScissors) },
    };

    private byte[] Finish(List<string> lines)
    {
        string text = string.Join('\n', lines) + (Chance(85) ? "\n" : string.Empty);
        text = Chance(8) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
        List<byte> bytes = [.. Encoding.Latin1.GetBytes(text)];
        if (Chance(4))
        {
            bytes.Insert(random.Next(bytes.Count + 1), 0);
        }

        if (Chance(6) && bytes.Count > 0)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    bytes.Insert(at, (byte)"\n\t #:\r"[random.Next(6)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private void Some(List<string> lines, int percent, int most, Func<string> line, bool exactly = false)
    {
        if (Chance(percent))
        {
            for (int left = exactly ? most : random.Next(1, most + 1); left > 0; left--)
            {
                lines.Add(line());
            }
        }
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;
}
