using System.Text;
using Proofs.Git;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Proofs.Gates.Policies;

/// <summary>Reads a policy file strictly: an unknown key, a double one or a wrong type is an error with its line. Schema: policy.schema.json.</summary>
internal static class PolicyReader
{
    /// <summary>The largest policy that is read, in bytes.</summary>
    internal const int LargestFile = 64 * 1024;

    private const int DeepestNesting = 16;
    private const int LongestSlug = 100;

    /// <summary>The keys at the top, in the order of the schema.</summary>
    internal static readonly string[] TopKeys = ["version", "gates", "feature_key"];

    /// <summary>The keys below feature_key.</summary>
    internal static readonly string[] FeatureKeyKeys = ["trailer", "pattern", "values", "merges", "exempt", "exempt_apps"];

    /// <summary>The keys of an exempt commit.</summary>
    internal static readonly string[] ExemptKeys = ["commit", "reason"];

    /// <summary>Reads.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="PolicyException">The file breaks the schema; the message says where.</exception>
    internal static Policy Read(byte[] bytes)
    {
        if (bytes.Length > LargestFile)
        {
            throw new PolicyException($"it is larger than {LargestFile} bytes");
        }

        try
        {
            string text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            CheckDepth(text);
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents.Count switch
            {
                0 => throw new PolicyException("it is empty; at least `version: 1` is needed"),
                1 => ReadTop(Map(stream.Documents[0].RootNode, "the policy")),
                _ => throw new PolicyException("it holds more than one YAML document"),
            };
        }
        catch (Exception broken) when (broken is YamlException or DecoderFallbackException)
        {
            // What the parser and the decoder say of a file that is no YAML or no UTF-8.
            throw new PolicyException(broken.Message, broken);
        }
    }

    /// <summary>The loader follows nesting on the stack; a policy has no use for more than a few levels.</summary>
    private static void CheckDepth(string text)
    {
        Parser parser = new(new StringReader(text));
        for (int depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
            {
                throw new PolicyException($"line {parser.Current.Start.Line}: it is nested deeper than any policy");
            }
        }
    }

    private static Policy ReadTop(YamlMappingNode top)
    {
        Dictionary<string, YamlNode> keys = Keys(top, TopKeys, "the policy");
        if (!keys.TryGetValue("version", out YamlNode? version) || Text(version, "version") != "1")
        {
            throw Wrong(top, "version must be 1");
        }

        Policy policy = Policy.None;
        if (keys.TryGetValue("gates", out YamlNode? gates))
        {
            policy = policy with { Gates = [.. List(gates, "gates").Select(gate => OneOf(gate, "gates", GateIds.All)).Distinct(StringComparer.Ordinal)] };
        }

        bool hasSection = keys.TryGetValue("feature_key", out YamlNode? featureKey);
        policy = hasSection ? ReadFeatureKey(policy, Map(featureKey!, "feature_key")) : policy;
        // A policy that speaks of feature keys says its defaults too; an option must not slip in where it is silent.
        return hasSection || policy.Gates.Contains(GateIds.FeatureKey, StringComparer.Ordinal)
            ? policy with { Trailer = policy.Trailer ?? FeatureKeyRule.DefaultTrailer, Merges = policy.Merges ?? MergeHandling.Check }
            : policy;
    }

    private static Policy ReadFeatureKey(Policy policy, YamlMappingNode node)
    {
        Dictionary<string, YamlNode> keys = Keys(node, FeatureKeyKeys, "feature_key");
        return policy with
        {
            Trailer = keys.TryGetValue("trailer", out YamlNode? trailer) ? TrailerName(trailer) : null,
            Pattern = keys.TryGetValue("pattern", out YamlNode? pattern) ? Pattern(pattern) : null,
            Values = keys.TryGetValue("values", out YamlNode? values) ? Values(values) : null,
            Merges = keys.TryGetValue("merges", out YamlNode? merges)
                ? OneOf(merges, "merges", ["check", "skip"]) == "skip" ? MergeHandling.Skip : MergeHandling.Check
                : null,
            Exempt = keys.TryGetValue("exempt", out YamlNode? exempt) ? Exempt(exempt) : Policy.None.Exempt,
            ExemptApps = keys.TryGetValue("exempt_apps", out YamlNode? apps) ? List(apps, "exempt_apps").Select(Slug).ToHashSet(StringComparer.Ordinal) : Policy.None.ExemptApps,
        };
    }

    private static string TrailerName(YamlNode node)
    {
        string name = Text(node, "trailer");
        return TrailerNames.IsValid(name) ? name : throw Wrong(node, "trailer must consist of letters, digits and hyphens");
    }

    private static FeatureKeyPattern Pattern(YamlNode node) =>
        Text(node, "pattern").Length == 0 ? throw Wrong(node, "pattern must not be empty")
        : FeatureKeyPattern.TryCreate(Text(node, "pattern"), out FeatureKeyPattern? pattern, out string? error) ? pattern : throw Wrong(node, $"pattern cannot be used: {error}");

    private static HashSet<string> Values(YamlNode node)
    {
        HashSet<string> values = List(node, "values").Select(value => Text(value, "values")).ToHashSet(StringComparer.Ordinal);
        return values.Count == 0 ? throw Wrong(node, "values must list at least one value")
            : values.FirstOrDefault(value => !FeatureKeyTerms.CanBeValue(value)) is { } bad ? throw Wrong(node, $"values holds '{bad}', which can be no trailer value")
            : values;
    }

    private static Dictionary<CommitId, string> Exempt(YamlNode node)
    {
        Dictionary<CommitId, string> exempt = [];
        foreach (YamlNode item in List(node, "exempt"))
        {
            Dictionary<string, YamlNode> keys = Keys(Map(item, "exempt"), ExemptKeys, "exempt");
            if (!keys.TryGetValue("commit", out YamlNode? commit) || !CommitId.TryParse(Text(commit, "commit"), out CommitId id))
            {
                throw Wrong(item, "an exempt commit needs `commit:` with a full lower-case id of 40 digits");
            }

            string? reason = keys.TryGetValue("reason", out YamlNode? text) ? Text(text, "reason") : null;
            if (string.IsNullOrWhiteSpace(reason))
            {
                throw Wrong(item, "an exempt commit needs a `reason:`");
            }

            exempt[id] = reason;
        }

        return exempt;
    }

    private static string Slug(YamlNode node)
    {
        string slug = Text(node, "exempt_apps");
        return slug.Length is > 0 and <= LongestSlug && char.IsAsciiLetterLower(slug[0]) && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? slug
            : throw Wrong(node, "exempt_apps lists Apps as GitHub's addresses name them, without [bot]: dependabot");
    }

    private static Dictionary<string, YamlNode> Keys(YamlMappingNode map, string[] known, string where)
    {
        Dictionary<string, YamlNode> keys = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            string name = Text(key, where);
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Wrong(key, $"{where} has no key '{name}'; it has {string.Join(", ", known)}");
            }

            if (!keys.TryAdd(name, value))
            {
                throw Wrong(key, $"{where} has the key '{name}' twice");
            }
        }

        return keys;
    }

    private static string OneOf(YamlNode node, string where, IReadOnlyList<string> allowed)
    {
        string text = Text(node, where);
        return allowed.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(node, $"{where} cannot be '{text}'; it can be {string.Join(", ", allowed)}");
    }

    private static YamlMappingNode Map(YamlNode node, string where) => node as YamlMappingNode ?? throw Wrong(node, $"{where} must be a mapping");

    private static YamlSequenceNode List(YamlNode node, string where) => node as YamlSequenceNode ?? throw Wrong(node, $"{where} must be a list");

    private static string Text(YamlNode node, string where) => (node as YamlScalarNode)?.Value ?? throw Wrong(node, $"{where} must be a text");

    private static PolicyException Wrong(YamlNode node, string what) => new($"line {node.Start.Line}: {what}");
}
