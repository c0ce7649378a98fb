using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Proofs.Gates;

/// <summary>A pattern that a whole value must match, in time linear to the value's length whatever the pattern.</summary>
internal sealed class FeatureKeyPattern
{
    private const int LongestPattern = 1000;
    private readonly Regex _regex;

    private FeatureKeyPattern(string text, Regex regex)
    {
        Text = text;
        _regex = regex;
    }

    /// <summary>The pattern as it was written.</summary>
    internal string Text { get; }

    /// <summary>Compiles, or says why it cannot.</summary>
    internal static bool TryCreate(string text, [NotNullWhen(true)] out FeatureKeyPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        error = text.Length > LongestPattern ? $"it is longer than {LongestPattern} characters" : null;
        if (error is not null)
        {
            return false;
        }

        try
        {
            const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            // By itself first: what is no expression alone ("a)|(b") must not become one inside the anchors.
            _ = new Regex(text, RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            pattern = new(text, new(@"\A(?:" + text + @")\z", Options, Regex.InfiniteMatchTimeout));
            // The first match builds what the later ones use.
            _ = pattern.Matches(string.Empty);
            return true;
        }
        catch (Exception failed) when (failed is ArgumentException or NotSupportedException)
        {
            // The two ways in which Regex says that a pattern is wrong or cannot be matched in linear time.
            error = failed.Message.TrimEnd('.');
            return false;
        }
    }

    internal bool Matches(string value) => _regex.IsMatch(value);
}
