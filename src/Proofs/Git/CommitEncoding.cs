using System.Text;

namespace Proofs.Git;

/// <summary>
/// Brings a commit into UTF-8 as git does before it looks at a message (pretty.c, repo_logmsg_reencode): no encoding header, or UTF-8,
/// means the bytes as they are; another encoding is converted, and where a byte has no meaning in it git shows the bytes as they are.
/// Encodings outside this table are known to git's iconv in ways nobody can foresee from here, so they are not guessed.
/// </summary>
internal static class CommitEncoding
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["us-ascii"] = "us-ascii",
        ["ascii"] = "us-ascii",
        ["iso-8859-1"] = "iso-8859-1",
        ["iso8859-1"] = "iso-8859-1",
        ["latin1"] = "iso-8859-1",
        ["latin-1"] = "iso-8859-1",
        ["iso-8859-2"] = "iso-8859-2",
        ["iso8859-2"] = "iso-8859-2",
        ["iso-8859-5"] = "iso-8859-5",
        ["iso-8859-15"] = "iso-8859-15",
        ["iso8859-15"] = "iso-8859-15",
        ["koi8-r"] = "koi8-r",
        ["windows-1251"] = "windows-1251",
        ["cp1251"] = "windows-1251",
    };

    /// <summary>The encoding names that are read, beside those of UTF-8.</summary>
    internal static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>No encoding's name is longer, in bytes.</summary>
    private const int LongestName = 40;

    /// <summary>Whether this buffer's encoding can be read with certainty; if so, the message in UTF-8.</summary>
    /// <param name="buffer">The whole commit object.</param>
    /// <param name="message">The message as git would read it, and with it, unconverted, a NUL byte and what follows it.</param>
    /// <param name="name">The declared encoding, for a message to people.</param>
    internal static bool TryReadMessage(ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> message, out string? name)
    {
        name = null;
        if (!Declared(buffer, out ReadOnlySpan<byte> declared) || Ascii.EqualsIgnoreCase(declared, "utf-8"u8) || Ascii.EqualsIgnoreCase(declared, "utf8"u8))
        {
            message = RawCommit.MessageOf(buffer);
            return true;
        }

        name = Encoding.Latin1.GetString(declared[..Math.Min(declared.Length, LongestName)]);
        if (!Known.TryGetValue(name, out string? known))
        {
            message = default;
            return false;
        }

        int nul = buffer.IndexOf((byte)0);
        ReadOnlySpan<byte> text = nul < 0 ? buffer : buffer[..nul];
        byte[]? converted = Ascii.IsValid(text) ? null : [.. Convert(text, known), .. buffer[text.Length..]];
        message = RawCommit.MessageOf(converted ?? buffer);
        return true;
    }

    private static ReadOnlySpan<byte> Convert(ReadOnlySpan<byte> text, string known)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            string converted = encoding.GetString(text);
            // .NET knows one character more than every iconv: it reads windows-1251's only unassigned byte, 0x98, as the control U+0098.
            return known == "windows-1251" && converted.Contains('\x98', StringComparison.Ordinal) ? text : Encoding.UTF8.GetBytes(converted);
        }
        catch (DecoderFallbackException)
        {
            // A byte without a meaning in the declared encoding: git shows the bytes as they are.
            return text;
        }
    }

    /// <summary>The value of the first "encoding" header line (commit.c, find_commit_header), which ends at the blank line.</summary>
    private static bool Declared(ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (!buffer.IsEmpty)
        {
            int end = buffer.IndexOfAny((byte)'\n', (byte)0);
            ReadOnlySpan<byte> line = end < 0 ? buffer : buffer[..end];
            if (line.IsEmpty)
            {
                return false;
            }

            if (line.StartsWith("encoding "u8))
            {
                value = line["encoding "u8.Length..];
                return true;
            }

            if (end < 0 || buffer[end] == 0)
            {
                return false;
            }

            buffer = buffer[(end + 1)..];
        }

        return false;
    }
}
