using System.Text;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>
/// Reads Markdown for what its reader sees: comments are gone, code is known as code. Where it takes a whole renderer to tell whether something is
/// seen, one reading shows it and the other hides it, and whoever judges a document judges both: so nothing hidden passes, and nothing that is
/// seen is passed over. Every line is looked at once. Source: CommonMark 0.31; HTML comments as browsers read them.
/// </summary>
internal sealed class MarkdownReader
{
    /// <summary>Elements whose content nobody sees, or sees struck out.</summary>
    private static readonly string[] Hiding = ["script", "style", "template", "textarea", "del", "strike", "s"];

    private readonly string[] _lines;
    private readonly bool _hides;
    private readonly bool[] _closesLater;
    private readonly List<MarkdownLine> _seen = [];
    private MarkdownFence? _fence;
    private MarkdownFence? _doubtful;
    private string? _element;
    private bool _inComment;
    private bool _inHtml;
    private bool _inDefinition;

    private MarkdownReader(string[] lines, bool hidesDoubtful)
    {
        (_lines, _hides, _closesLater) = (lines, hidesDoubtful, new bool[lines.Length]);
        for (int i = lines.Length - 2; i >= 0; i--)
        {
            _closesLater[i] = !string.IsNullOrWhiteSpace(lines[i + 1]) && (_closesLater[i + 1] || lines[i + 1].Contains("-->", StringComparison.Ordinal));
        }
    }

    /// <summary>Both readings of a text.</summary>
    internal static IReadOnlyList<IReadOnlyList<MarkdownLine>> Readings(string text)
    {
        string[] lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return [new MarkdownReader(lines, hidesDoubtful: false).Read(), new MarkdownReader(lines, hidesDoubtful: true).Read()];
    }

    private List<MarkdownLine> Read()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            Take(_lines[i], i);
        }

        return _seen;
    }

    private void Take(string line, int index)
    {
        if (_fence is { } fence)
        {
            TakeCode(fence, line);
        }
        else if (_inComment)
        {
            TakeComment(line, 0, index);
        }
        else if (_element is not null)
        {
            TakeElement(line);
        }
        else if (string.IsNullOrWhiteSpace(line))
        {
            (_inHtml, _inDefinition) = (false, false);
            _seen.Add(new(string.Empty));
        }
        else if (!IsHiddenDefinition(line) && !IsDoubtfulCode(line) && !Opens(line, index))
        {
            TakeText(line, index);
        }
    }

    private void TakeCode(MarkdownFence fence, string line)
    {
        if (fence.IsClosedBy(line))
        {
            _fence = null;
        }
        else
        {
            _seen.Add(new(line, IsCode: true));
        }
    }

    private void TakeComment(string line, int from, int index)
    {
        int close = line.IndexOf("-->", from, StringComparison.Ordinal);
        _inComment = close < 0;
        if (!_inComment && !string.IsNullOrWhiteSpace(line[(close + 3)..]))
        {
            TakeText(line[(close + 3)..], index);
        }
    }

    private void TakeElement(string line)
    {
        if (!_hides || _element == "pre")
        {
            _seen.Add(new(line, IsCode: _hides));
        }

        string end = "</" + _element;
        int at = line.IndexOf(end, StringComparison.OrdinalIgnoreCase);
        while (at >= 0 && at + end.Length < line.Length && char.IsAsciiLetterOrDigit(line[at + end.Length]))
        {
            at = line.IndexOf(end, at + end.Length, StringComparison.OrdinalIgnoreCase);
        }

        _element = at >= 0 ? null : _element;
    }

    /// <summary>A link's definition, with a title that may go over several lines, is shown nowhere.</summary>
    private bool IsHiddenDefinition(string line)
    {
        _inDefinition = _hides && MarkdownHeading.Of(new(line)) is null
            && (_inDefinition || (MarkdownLine.Unindent(line) is ['[', ..] body && body.Contains("]:", StringComparison.Ordinal)));
        return _inDefinition;
    }

    /// <summary>Behind a fence that may be none, only what stands inside its container is surely code.</summary>
    private bool IsDoubtfulCode(string line)
    {
        if (_doubtful is not { } fence)
        {
            return false;
        }

        bool isClosed = fence.IsClosedBy(line) || (fence with { IsContained = !fence.IsContained }).IsClosedBy(line);
        _doubtful = isClosed ? null : fence;
        bool isCode = !isClosed && line is [' ' or '\t' or '>', ..];
        if (isCode)
        {
            _seen.Add(new(line, IsCode: true));
        }

        return isClosed || isCode;
    }

    private bool Opens(string line, int index)
    {
        if (_doubtful is null && MarkdownFence.Open(line) is { } fence)
        {
            bool isDoubtful = !_hides && (_inHtml || fence.IsContained);
            _fence = isDoubtful ? null : fence;
            _doubtful = isDoubtful ? fence : null;
            return true;
        }

        if (MarkdownLine.Unindent(line) is not ['<', ..] body)
        {
            return false;
        }

        if (body.StartsWith("<!--", StringComparison.Ordinal) && (_hides || body.Length == line.Length))
        {
            TakeComment(body, 2, index);
            return true;
        }

        string name = new([.. body.Skip(1).TakeWhile(char.IsAsciiLetterOrDigit)]);
        if (name.Equals("pre", StringComparison.OrdinalIgnoreCase) || Hiding.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            _element = name.ToLowerInvariant();
            TakeElement(body);
            return true;
        }

        _inHtml = _inHtml || name.Length > 0 || body.StartsWith("</", StringComparison.Ordinal);
        return false;
    }

    /// <summary>Text, without the comments in it. One that ends in its own line is gone; behind a backtick or a backslash it may be no comment.</summary>
    private void TakeText(string line, int index)
    {
        int doubt = _hides ? -1 : line.AsSpan().IndexOfAny('`', '\\');
        StringBuilder text = new();
        int from = 0;
        for (int open; (open = line.IndexOf("<!--", from, StringComparison.Ordinal)) >= 0;)
        {
            int close = line.IndexOf("-->", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                _inComment = _hides && _closesLater[index];
                text.Append(line, from, (_inComment ? open : line.Length) - from);
                from = line.Length;
                break;
            }

            bool isLiteral = doubt >= 0 && doubt < open;
            text.Append(line, from, (isLiteral ? close + 3 : open) - from);
            from = close + 3;
        }

        _seen.Add(new(text.Append(line, from, line.Length - from).ToString()));
    }
}
