using System.Text;

namespace Proofs.Tests.Git.Trailers;

/// <summary>One message and the Feature-Key values that git's log shows for it, each followed by '|'.</summary>
internal sealed record TrailerRow(string Name, string Message, string Values, string Header = "")
{
    internal byte[] MessageBytes => Encoding.Latin1.GetBytes(Message);
}

/// <summary>What decides whether a line is a trailer, one row each. A test holds every row against the real git, so the table cannot drift.</summary>
internal static class TrailerTable
{
    private const string Hit = "bd-1|";
    private const string Miss = "";
    private const string Key = "Feature-Key: bd-1\n";
    private const string Signed = "Signed-off-by: A <a@example.com>\n";
    private const string Cut = HostileMessages.Scissors + "\n";

    internal static IReadOnlyList<TrailerRow> Rows { get; } =
    [
        // Where the key stands.
        new("last paragraph", $"T\n\nbody\n\n{Key}", Hit),
        new("last paragraph right below the title", $"T\n\n{Key}", Hit),
        new("no final line break", "T\n\nFeature-Key: bd-1", Hit),
        new("paragraph in the middle, as a squash leaves it", $"T\n\n{Key}\nmore text\n", Miss),
        new("followed by a Co-authored-by paragraph", $"T\n\n{Key}\nCo-authored-by: B <b@example.com>\n", Miss),
        new("followed by a ruler", $"T\n\n{Key}\n---------\n\nCo-authored-by: B <b@example.com>\n", Miss),
        new("prose right above", $"T\n\nprose\n{Key}", Miss),
        new("prose right below", $"T\n\n{Key}prose\n", Miss),
        new("prose above, and a line that git writes", $"T\n\nprose\n{Key}{Signed}", Hit),
        new("above a divider block", $"T\n\n{Key}\n---\nupdated-dependencies:\n- name\n", Miss),
        new("below a divider block", $"T\n\n---\nupdated-dependencies:\n- name\n...\n\n{Key}", Hit),
        new("title only", Key, Miss),
        new("no blank line below the title", $"T\n{Key}", Miss),
        new("title of two lines, then the key", $"T\nsecond\n\n{Key}", Hit),
        new("empty message", "", Miss),
        new("nothing but line breaks", "\n\n\n", Miss),

        // What is dropped from the end.
        new("comment below", $"T\n\n{Key}# comment\n", Hit),
        new("comment paragraph below", $"T\n\n{Key}\n# comment\n#\n", Hit),
        new("comment above, in the block", $"T\n\n# comment\n{Key}", Hit),
        new("indented '#' is no comment", $"T\n\n{Key}\n # comment\n", Miss),
        new("blank lines below", $"T\n\n{Key}\n\n\n", Hit),
        new("white-space lines below", $"T\n\n{Key} \n\t\n", Hit),
        new("above a Conflicts block", $"T\n\n{Key}\nConflicts:\n\tsrc/a.c\n\tsrc/b.c\n", Hit),
        new("above a Conflicts block with a comment in it", $"T\n\n{Key}\nConflicts:\n\tsrc/a.c\n# c\n\tsrc/b.c\n", Hit),
        new("above a Conflicts block and a blank line", $"T\n\n{Key}\nConflicts:\n\tsrc/a.c\n\n", Hit),
        new("above a Conflicts block whose paths are indented by blanks", $"T\n\n{Key}\nConflicts:\n    src/a.c\n", Miss),
        new("above 'Conflicts:' with more on its line", $"T\n\n{Key}\nConflicts: none\n", Miss),
        new("above a Conflicts block with CRLF", $"T\n\n{Key}\nConflicts:\r\n\tsrc/a.c\r\n", Miss),
        new("below a Conflicts block", $"T\n\nConflicts:\n\tsrc/a.c\n\n{Key}", Hit),
        new("tab lines without Conflicts", $"T\n\n{Key}\n\tsrc/a.c\n", Miss),
        new("tab lines, when 'Conflicts:' is the very first line and no empty line ends it", $"Conflicts:\nprose\n \n{Key}\n\tsrc/a.c\n", Hit),
        new("tab lines, when an empty line ends it", $"Conflicts:\nprose\n\n{Key}\n\tsrc/a.c\n", Miss),
        new("above a scissors line", $"T\n\n{Key}\n{Cut}diff\n", Hit),
        new("below a scissors line", $"T\n\nbody\n\n{Cut}\n{Key}", Miss),
        new("scissors line with a blank at its end", $"T\n\nbody\n\n{Cut[..^1]} \n\n{Key}", Hit),
        new("scissors line indented", $"T\n\nbody\n\n {Cut}\n{Key}", Hit),
        new("scissors line indented, as the very first line", $" {Cut}\n{Key}", Hit),
        new("above a scissors line, with an indented one before it", $"T\n {Cut}\n{Key}\n{Cut}diff\n", Hit),
        new("scissors line without a line break", $"T\n\nbody\n\n{Key}{Cut[..^1]}", Hit),
        new("scissors as the very first line", $"{Cut}T\n\n{Key}", Miss),

        // What makes a block.
        new("three other lines for one trailer and a line git writes: 25 %", $"T\n\na\nb\nc\nd\ne\nf\n{Key}{Signed}", Hit),
        new("one other line too many", $"T\n\na\nb\nc\nd\ne\nf\ng\n{Key}{Signed}", Miss),
        new("cherry-pick line counts as git's", $"T\n\nprose\n{Key}(cherry picked from commit 1)\n", Hit),
        new("Signed-off-by without a blank behind the colon does not", $"T\n\nprose\n{Key}Signed-off-by:A\n", Miss),
        new("lower-case signed-off-by does not", $"T\n\nprose\n{Key}signed-off-by: A\n", Miss),
        new("half of the lines are trailers, but none is git's", $"T\n\nprose\n{Key}Reviewed-by: A\n", Miss),
        new("indented line at the top of the block is prose", $"T\n\n more\n{Key}", Miss),
        new("indented line below a comment is prose", $"T\n\n{Key}# c\n more\nA: b\n", Miss),
        new("indented line below a comment counts once", $"T\n\na\nb\nc\nd\ne\n# c\n more\n{Key}{Signed}", Hit),
        new("indented line below prose is prose too", $"T\n\na\n b\n c\n d\n{Signed}{Key}e\nf\ng\n", Miss),

        // What makes a trailer.
        new("folded value", "T\n\nFeature-Key:\n bd-1\n", Hit),
        new("value on two lines", "T\n\nFeature-Key: bd\n \t -1\n", "bd -1|"),
        new("key in a continuation line is no key", $"T\n\nA: b\n {Key}", Miss),
        new("other case and a blank before the colon", "T\n\nfeature-KEY : bd-1\n", Hit),
        new("tabs before the colon", "T\n\nFeature-Key\t \t: bd-1\n", Hit),
        new("carriage return before the colon", "T\n\nFeature-Key\r: bd-1\n", Miss),
        new("a word before the colon", "T\n\nFeature-Key x: bd-1\n", Miss),
        new("no blank behind the colon", "T\n\nFeature-Key:bd-1\n", Hit),
        new("equals sign", "T\n\nFeature-Key=bd-1\n", Miss),
        new("two colons", "T\n\nFeature-Key:: bd-1\n", ": bd-1|"),
        new("longer key", "T\n\nFeature-Keys: bd-1\n", Miss),
        new("underscore", "T\n\nFeature_Key: bd-1\n", Miss),
        new("nothing before the colon", $"T\n\n: x\n{Key}", Miss),
        new("nothing before the colon, and a line that git writes", $"T\n\n: x\n{Key}{Signed}", Hit),
        new("blank before the colon and nothing else", $"T\n\nprose\n : x\n{Key}{Signed}", Hit),
        new("U+2011 in the key", HostileMessages.U("T\n\nFeature\u2011Key: bd-1\n"), Miss),
        new("indented by four blanks", $"T\n\n    {Key}", Miss),
        new("CRLF everywhere", $"T\r\n\r\nbody\r\n\r\nFeature-Key: bd-1\r\n", Hit),
        new("two keys", $"T\n\n{Key}Feature-Key: bd-2\n", "bd-1|bd-2|"),
        new("the same key twice", $"T\n\n{Key}{Key}", "bd-1|bd-1|"),
        new("empty value", "T\n\nFeature-Key:\n", "|"),
        new("blanks around the value", "T\n\nFeature-Key: \t bd-1 \t\r\n", Hit),
        new("form feed and vertical tab are no white space", "T\n\nFeature-Key: \fbd-1\v\n", "\fbd-1\v|"),
        new("U+200B behind the value stays", HostileMessages.U("T\n\nFeature-Key: bd-1\u200B\n"), HostileMessages.U("bd-1\u200B|")),
        new("U+00A0 around the value stays", HostileMessages.U("T\n\nFeature-Key: \u00A0bd-1\u00A0\n"), HostileMessages.U("\u00A0bd-1\u00A0|")),
        new("invalid UTF-8 stays", "T\n\nFeature-Key: \xFF\n", "\xFF|"),

        // Where the message begins and ends.
        new("NUL ends the message", $"T\n\nFeature-Key: bd-1\0x\n{Key}", Hit),
        new("key behind a NUL", $"T\n\nbody\0\n\n{Key}", Miss),
        new("leading blank lines are no title", $"\n \n\t\nT\n\n{Key}", Hit),
        new("leading blank lines, then only the key", $"\n\n{Key}", Miss),
        new("leading comment is the title", $"# c\n\n{Key}", Hit),

        // Encodings.
        new("ISO-8859-1 is brought into UTF-8", "T\n\nFeature-Key: \xE4\n", HostileMessages.U("\u00E4|"), "encoding ISO-8859-1\n"),
        new("UTF-8 that is none stays as it is", "T\n\nFeature-Key: \xE4\n", "\xE4|", "encoding UTF-8\n"),
        new("a byte without meaning behind a NUL does not keep the message from being converted", "T\n\nFeature-Key: \xE4\n\0\x98\n", HostileMessages.U("\u0434|"), "encoding windows-1251\n"),
    ];
}
