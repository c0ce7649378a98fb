namespace Proofs.Git.Trailers;

/// <summary>The line rules of git's trailer.c over raw bytes: what is blank, what is white space, where a key ends.</summary>
internal static class MessageLines
{
    /// <summary>git's isspace: blank, tab, line feed, carriage return, and no other (git-compat-util.h, sane_ctype).</summary>
    internal static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Whether the line that starts here holds white space only.</summary>
    internal static bool IsBlank(ReadOnlySpan<byte> line)
    {
        foreach (byte value in line)
        {
            if (value == '\n')
            {
                return true;
            }

            if (!IsSpace(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Start of the line after the one that holds <paramref name="at"/>.</summary>
    internal static int Next(ReadOnlySpan<byte> message, int at)
    {
        int end = message[at..].IndexOf((byte)'\n');
        return end < 0 ? message.Length : at + end + 1;
    }

    /// <summary>Start of the last line before <paramref name="end"/>, -1 when there is none. A final line break belongs to its line.</summary>
    internal static int Last(ReadOnlySpan<byte> message, int end) => end switch
    {
        <= 0 => -1,
        1 => 0,
        _ => message[..(end - 1)].LastIndexOf((byte)'\n') + 1,
    };

    /// <summary>
    /// Where the colon of <c>key:</c> stands, -1 when the line is no trailer: letters, digits and hyphens, then blanks or tabs, then the colon.
    /// </summary>
    internal static int Separator(ReadOnlySpan<byte> line)
    {
        bool blankSeen = false;
        for (int i = 0; i < line.Length; i++)
        {
            byte value = line[i];
            if (value == ':')
            {
                return i;
            }

            if (!blankSeen && (char.IsAsciiLetterOrDigit((char)value) || value == '-'))
            {
                continue;
            }

            if (i == 0 || value is not ((byte)' ' or (byte)'\t'))
            {
                return -1;
            }

            blankSeen = true;
        }

        return -1;
    }

    /// <summary>Lines that git itself writes make a mixed paragraph a trailer block.</summary>
    internal static bool IsGitWritten(ReadOnlySpan<byte> line) =>
        line.StartsWith("Signed-off-by: "u8) || line.StartsWith("(cherry picked from commit "u8);

    /// <summary>Without git's white space at both ends.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\n\r"u8);
}
