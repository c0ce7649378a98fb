using System.Text;

namespace Proofs.Workers.Api;

/// <summary>A section of a page, with its heading; the part before the first heading has no name.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Text">All of it, heading and line ends included.</param>
internal sealed record ContextSection(string Name, string Text)
{
    private const string Heading = "## ";

    /// <summary>Takes a page apart. A heading between fences is somebody's quoted text and no heading.</summary>
    internal static List<ContextSection> Read(string page)
    {
        List<ContextSection> sections = [];
        StringBuilder text = new();
        string name = string.Empty;
        string? fence = null;
        foreach (string line in Lines(page))
        {
            if (fence is null && line.StartsWith(Heading, StringComparison.Ordinal))
            {
                sections.Add(new(name, text.ToString()));
                text.Clear();
                name = line[Heading.Length..].Trim();
            }

            fence = Fence(line, fence);
            text.Append(line);
        }

        sections.Add(new(name, text.ToString()));
        return sections;
    }

    /// <summary>Takes so many bytes away, and what is told instead as well; all but the heading when less would be left. No fence stays open.</summary>
    internal ContextSection Shorten(long bytes, string shortened, string gone)
    {
        long left = Encoding.UTF8.GetByteCount(Text) - bytes - shortened.Length;
        StringBuilder kept = new();
        string? fence = null;
        bool isShort = false;
        foreach (string line in Lines(Text))
        {
            string? after = Fence(line, fence);
            // The fence has to be closed again behind the last line.
            left -= Encoding.UTF8.GetByteCount(line);
            if (left < (after?.Length + 1 ?? 0))
            {
                isShort = true;
                break;
            }

            kept.Append(line);
            fence = after;
        }

        string body = string.Concat(Lines(kept.ToString()).Skip(1));
        string cut = string.IsNullOrWhiteSpace(body) ? $"{Heading}{Name}\n{gone}\n" : $"{kept}{(fence is null ? string.Empty : fence + "\n")}{shortened}\n";
        return isShort && cut.Length < Text.Length ? this with { Text = cut } : this;
    }

    private static string? Fence(string line, string? open)
    {
        int end = line.AsSpan().IndexOfAnyExcept('`');
        string marks = line[..(end < 0 ? line.Length : end)];
        return open is null ? marks.Length >= 3 ? marks : null
            : marks.Length >= open.Length && string.IsNullOrWhiteSpace(line[marks.Length..]) ? null
            : open;
    }

    /// <summary>The lines with their ends.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;
            yield return text[at..end];
            at = end;
        }
    }
}
