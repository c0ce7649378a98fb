using System.Text;
using Proofs.Texts;

namespace Proofs.Workers.Api;

/// <summary>
/// Takes a key out of what others say. Providers quote keys in their errors, whole or in part, so every piece of eight characters or more goes.
/// </summary>
/// <param name="key">The key, or null when there is none.</param>
internal sealed class Redaction(string? key)
{
    internal const int LongestDetail = 500;

    private const int Piece = 8;
    private const string Mark = "[key]";

    /// <summary>What of a longer text is looked at; the rest is not shown.</summary>
    private const int Looked = 4096;

    /// <summary>Whether a text has the whole key in it. What servers on this machine are told for want of a key ("none", "test") is no secret and stands everywhere.</summary>
    internal bool IsIn(string text) => key is { Length: >= Piece } && text.Contains(key, StringComparison.Ordinal);

    /// <summary>The raw detail of an error: one line of at most <see cref="LongestDetail"/> characters.</summary>
    internal string Detail(string text) => Cut(SafeText.Neutralise(Without(Cut(text, Looked)).ReplaceLineEndings(" ").Trim()), LongestDetail);

    /// <summary>A sentence.</summary>
    internal string Line(string text) => SafeText.Neutralise(Without(Cut(text, Looked)));

    /// <summary>An identifier that others chose, for records; null when there is none.</summary>
    internal string? Name(string? text) => string.IsNullOrWhiteSpace(text) ? null : Cut(Line(text), 200);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private string Without(string text)
    {
        if (key is not { Length: > 0 })
        {
            return text;
        }

        int least = Math.Min(Piece, key.Length);
        StringBuilder safe = new(text.Length);
        for (int at = 0; at < text.Length;)
        {
            int length = Longest(text.AsSpan(at), least);
            safe.Append(length > 0 ? Mark : text[at].ToString());
            at += Math.Max(1, length);
        }

        return safe.ToString();
    }

    /// <summary>How much of the text's beginning is a piece of the key.</summary>
    private int Longest(ReadOnlySpan<char> text, int least)
    {
        int longest = 0;
        for (int from = 0; from + least <= key!.Length; from++)
        {
            longest = Math.Max(longest, text.CommonPrefixLength(key.AsSpan(from)));
        }

        return longest >= least ? longest : 0;
    }
}
