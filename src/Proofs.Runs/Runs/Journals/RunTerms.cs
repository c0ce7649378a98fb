using System.Security.Cryptography;
using System.Text;

namespace Proofs.Runs.Runs.Journals;

/// <summary>What a run goes by from its start: nobody changes it on the way unseen.</summary>
internal sealed record RunTerms
{
    /// <summary>The configuration file as it was; null when the configuration came from nowhere on disk.</summary>
    public string? Configuration { get; init; }

    /// <summary>By path: the SHA-256 of each file of the project that a hook runs.</summary>
    public IReadOnlyDictionary<string, string> Hooks { get => field ?? Empty.Of<string>(); init; }

    /// <summary>The files that are not what they were, in the order of their names.</summary>
    internal IReadOnlyList<string> ChangedSince(RunTerms before) =>
    [
        .. Configuration == before.Configuration ? Array.Empty<string>() : [RunPaths.Configuration],
        .. Hooks.Keys.Union(before.Hooks.Keys, StringComparer.Ordinal).Where(path => Hooks.GetValueOrDefault(path) != before.Hooks.GetValueOrDefault(path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The digest of a file's bytes, as <see cref="Hooks"/> has it.</summary>
    internal static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The configuration as text; bytes that are no UTF-8 are no configuration and stand as their digest.</summary>
    internal static string Text(byte[] content)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            // Only equality matters then.
            return $"sha256:{Digest(content)}";
        }
    }
}
