namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>The parts of a document under its headings.</summary>
internal static class Sections
{
    /// <summary>What stands under the first heading of that name, up to the next of its level or above; null when there is no such heading.</summary>
    internal static IReadOnlyList<MarkdownLine>? Find(IReadOnlyList<MarkdownLine> lines, string heading)
    {
        MarkdownHeading wanted = MarkdownHeading.Parse(heading);
        int at = 0;
        while (at < lines.Count && !(MarkdownHeading.Of(lines[at]) is { } each && each.Is(wanted)))
        {
            at++;
        }

        if (at == lines.Count)
        {
            return null;
        }

        int level = MarkdownHeading.Of(lines[at])!.Value.Level;
        return [.. lines.Skip(at + 1).TakeWhile(line => MarkdownHeading.Of(line) is not { } next || next.Level > level)];
    }

    /// <summary>The sentence about sections that are not there, or null.</summary>
    internal static string? Missing(string path, IReadOnlyList<MarkdownLine> lines, IReadOnlyList<string> required)
    {
        string[] missing = [.. required.Where(heading => Find(lines, heading) is null)];
        return missing.Length == 0 ? null : $"{path} must define {string.Join(", ", missing)} before this phase can exit.";
    }
}
