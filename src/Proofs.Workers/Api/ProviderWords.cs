using Proofs.Texts;

namespace Proofs.Workers.Api;

/// <summary>What a provider says, as it may be shown and kept: without the key, on one line, and not longer than anybody reads.</summary>
/// <param name="redactor">Takes the key out.</param>
internal sealed class ProviderWords(Redactor redactor)
{
    internal const int LongestDetail = 500;

    /// <summary>What of a longer text is looked at; the rest is not shown.</summary>
    private const int Looked = 4096;

    /// <summary>The raw detail of an error: one line of at most <see cref="LongestDetail"/> characters.</summary>
    internal string Detail(string text) => Cut(SafeText.Neutralise(redactor.Text(Cut(text, Looked)).ReplaceLineEndings(" ").Trim()), LongestDetail);

    /// <summary>A sentence.</summary>
    internal string Line(string text) => SafeText.Neutralise(redactor.Text(Cut(text, Looked)));

    /// <summary>An identifier that others chose, for records; null when there is none.</summary>
    internal string? Name(string? text) => string.IsNullOrWhiteSpace(text) ? null : Cut(Line(text), 200);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
