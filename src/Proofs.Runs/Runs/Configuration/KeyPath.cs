using System.Globalization;
using System.Text.Encodings.Web;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>A place in the configuration.</summary>
/// <param name="Text">As people read it: names with dots between them, places of a list in brackets; empty for the whole file.</param>
/// <param name="Pattern">The same with <c>*</c> for names that the file is free to choose and <c>[]</c> for places of a list.</param>
internal readonly record struct KeyPath(string Text, string Pattern)
{
    /// <summary>Hostile names can be as long as the file; a path that shows one stays readable and small.</summary>
    private const int LongestName = 128;

    /// <summary>The whole file.</summary>
    internal static KeyPath Root { get; } = new(string.Empty, string.Empty);

    /// <summary>For <see cref="Problem.Field"/>.</summary>
    internal string? Field => Text.Length == 0 ? null : Text;

    /// <summary>For the beginning of a sentence.</summary>
    internal string Subject => Field ?? "The configuration";

    /// <summary>A key that the format knows.</summary>
    internal KeyPath Key(string name) => new(Join(Text, name), Join(Pattern, name));

    /// <summary>A name that the file is free to choose.</summary>
    internal KeyPath Entry(string name) => new(IsPlain(name) ? Join(Text, name) : $"{Text}[\"{JavaScriptEncoder.Default.Encode(Cut(name))}\"]", Join(Pattern, "*"));

    /// <summary>A place in a list.</summary>
    internal KeyPath At(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{Text}[{index}]"), Pattern + "[]");

    /// <summary>Text of the file, cut to what a message can show.</summary>
    internal static string Cut(string text) => text.Length <= LongestName ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName), "…");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static bool IsPlain(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
}
