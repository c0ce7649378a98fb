namespace Proofs.Runs.Runs.Journals;

/// <summary>Which files a decision looked at, and what they said; a file says the same for as long as one decision takes.</summary>
internal sealed class FilesRead(RunFacts facts)
{
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _digests = new(StringComparer.Ordinal);

    /// <summary>The texts that were read, by path.</summary>
    internal IReadOnlyDictionary<string, string?> Texts => _texts;

    /// <summary>The digests that were asked for, by path.</summary>
    internal IReadOnlyDictionary<string, string?> Digests => _digests;

    /// <summary>The facts, with every look at a file noted.</summary>
    internal RunFacts Facts => facts with { ReadFile = path => Look(_texts, path, facts.ReadFile), DigestOf = path => Look(_digests, path, facts.DigestOf) };

    private static string? Look(Dictionary<string, string?> known, string path, Func<string, string?> look)
    {
        if (!known.TryGetValue(path, out string? text))
        {
            known.Add(path, text = look(path));
        }

        return text;
    }
}
