namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>Documents that say yes or no in one line; the first such line counts.</summary>
internal static class Declarations
{
    internal static string? Signoff(string path, IReadOnlyList<MarkdownLine> lines) => Value(lines, string.Empty, "Approved") switch
    {
        null or "" => $"PM signoff must declare `Approved: YES` in {path}.",
        { } value when Words.AreSame(value, "YES") => null,
        { } value => $"PM signoff is not approved. Found \"Approved: {Words.Quote(value)}\" in {path}; set it to \"Approved: YES\".",
    };

    internal static string? ShipVerdict(string path, IReadOnlyList<MarkdownLine> lines) => Value(lines, "##", "Verdict") switch
    {
        null or "" => $"Ship verdict must declare `## Verdict: YES` in {path}.",
        { } value when Words.IsAny(value, ["YES", "SHIP", "SHIP IT"]) => null,
        { } value => $"Ship verdict is not affirmative. Found \"## Verdict: {Words.Quote(value)}\" in {path}; use \"## Verdict: YES\".",
    };

    /// <summary>What stands behind the first <c>Key:</c>, or null when there is none.</summary>
    private static string? Value(IReadOnlyList<MarkdownLine> lines, string prefix, string key) =>
        lines.Select(line => line.Body is { } body ? After(body, prefix, key) : null).FirstOrDefault(value => value is not null);

    private static string? After(string line, string prefix, string key)
    {
        string rest = line;
        if (prefix.Length > 0)
        {
            if (!line.StartsWith(prefix, StringComparison.Ordinal) || line.Length == prefix.Length || !char.IsWhiteSpace(line[prefix.Length]))
            {
                return null;
            }

            rest = line[prefix.Length..].TrimStart();
        }

        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && !char.IsWhiteSpace(rest[0]) && Words.AreSame(rest[..colon], key) ? rest[(colon + 1)..].Trim() : null;
    }
}
