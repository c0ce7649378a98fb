namespace Proofs.Git.Trailers;

/// <summary>
/// Where a message's trailer block lies, by git's rules in the no-divider reading (git 2.39: trailer.c find_trailer_start,
/// commit.c ignore_non_trailer, wt-status.c wt_status_locate_end). Repository configuration is ignored on purpose: the separator is
/// <c>:</c> and the comment character is <c>#</c>, whatever a repository says.
/// </summary>
/// <remarks>
/// The rules: everything from a scissors line down is cut; a trailing run of comments, empty lines and a <c>Conflicts:</c> list is dropped;
/// the title paragraph holds no trailers; the last paragraph is a block when all its lines are trailers or their continuations, or when it
/// has a line that git itself writes (<c>Signed-off-by: </c>, <c>(cherry picked from commit </c>) and trailers are at least a quarter of it.
/// </remarks>
internal readonly record struct TrailerBlock(int Start, int End)
{
    private static ReadOnlySpan<byte> Scissors => "# ------------------------ >8 ------------------------\n"u8;

    /// <summary>Finds the block; Start equals End when there is none.</summary>
    internal static TrailerBlock Find(ReadOnlySpan<byte> message)
    {
        int end = message.Length - IgnoredTail(message);
        return new(FindStart(message, end), end);
    }

    /// <summary>Where a scissors line cuts the message, or its length.</summary>
    internal static int ScissorsAt(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(Scissors))
        {
            return 0;
        }

        // The line must follow a line break, so search for both together.
        for (int from = 0; ;)
        {
            int at = message[from..].IndexOf(Scissors);
            if (at < 0)
            {
                return message.Length;
            }

            at += from;
            if (message[at - 1] == '\n')
            {
                return at;
            }

            from = at + 1;
        }
    }

    /// <summary>The end of the title paragraph: the first blank line.</summary>
    internal static int TitleEnd(ReadOnlySpan<byte> message, int end)
    {
        int at = 0;
        while (at < end && !MessageLines.IsBlank(message[at..]))
        {
            at = MessageLines.Next(message, at);
        }

        return at;
    }

    /// <summary>How many bytes at the end are no part of the message proper (commit.c, ignore_non_trailer).</summary>
    private static int IgnoredTail(ReadOnlySpan<byte> message)
    {
        int cutoff = ScissorsAt(message);
        // Zero means "no run": a run that starts at the very first byte is not dropped, exactly as in git.
        int run = 0;
        bool inConflicts = false;
        for (int line = 0; line < cutoff; line = MessageLines.Next(message, line))
        {
            byte first = message[line];
            if (first is (byte)'#' or (byte)'\n')
            {
                run = run == 0 ? line : run;
            }
            else if (message[line..].StartsWith("Conflicts:\n"u8))
            {
                inConflicts = true;
                run = run == 0 ? line : run;
            }
            else if (!(inConflicts && first == '\t') && run != 0)
            {
                run = 0;
                inConflicts = false;
            }
        }

        return message.Length - (run != 0 ? run : cutoff);
    }

    private static int FindStart(ReadOnlySpan<byte> message, int end)
    {
        int titleEnd = TitleEnd(message, end);
        bool onlyBlanks = true;
        bool gitWrote = false;
        int trailers = 0;
        int others = 0;
        // Lines that start with a blank: continuations of a trailer if one stands above them, other text otherwise.
        int pending = 0;
        for (int line = MessageLines.Last(message, end); line >= titleEnd && line >= 0; line = MessageLines.Last(message, line))
        {
            ReadOnlySpan<byte> text = message[line..];
            byte first = text[0];
            if (first == '#')
            {
                others += pending;
                pending = 0;
            }
            else if (MessageLines.IsBlank(text))
            {
                if (onlyBlanks)
                {
                    continue;
                }

                others += pending;
                bool isBlock = (gitWrote && trailers * 3 >= others) || (trailers > 0 && others == 0);
                return isBlock ? MessageLines.Next(message, line) : end;
            }
            else
            {
                onlyBlanks = false;
                if (MessageLines.IsGitWritten(text))
                {
                    trailers++;
                    pending = 0;
                    gitWrote = true;
                }
                else if (MessageLines.Separator(text) >= 1 && !MessageLines.IsSpace(first))
                {
                    trailers++;
                    pending = 0;
                }
                else if (MessageLines.IsSpace(first))
                {
                    pending++;
                }
                else
                {
                    others += 1 + pending;
                    pending = 0;
                }
            }
        }

        return end;
    }
}
