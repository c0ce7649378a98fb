using YamlDotNet.RepresentationModel;

namespace Repo.Tests.Workflows;

/// <summary>A workflow of this repository, or a doctored one, as YAML says it is.</summary>
internal sealed class Workflow
{
    private const string FolderPath = ".github/workflows/";

    private Workflow(string text)
    {
        Text = text;
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        Root = (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The names of the files.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Checkout.In(FolderPath)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    internal string Text { get; }

    internal YamlMappingNode Root { get; }

    /// <summary>The events that start it, each with what narrows them down.</summary>
    internal IReadOnlyDictionary<string, YamlNode> Events => Map(Value(Root, "on"));

    internal IReadOnlyDictionary<string, YamlNode> Jobs => Map(Value(Root, "jobs"));

    /// <summary>The steps of every job.</summary>
    internal IEnumerable<YamlMappingNode> Steps => Jobs.Values.SelectMany(StepsOf);

    internal static Workflow Read(string name) => new(Checkout.Read(FolderPath + name));

    /// <summary>The file with one piece of its text replaced.</summary>
    internal static Workflow Doctored(string name, string from, string to)
    {
        string text = Checkout.Read(FolderPath + name);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return new(text.Replace(from, to, StringComparison.Ordinal));
    }

    internal static IEnumerable<YamlMappingNode> StepsOf(YamlNode job) => Value(job, "steps") is YamlSequenceNode steps ? steps.OfType<YamlMappingNode>() : [];

    /// <summary>A value by its key; null when it is not there.</summary>
    internal static YamlNode? Value(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out YamlNode? value) ? value : null;

    internal static string? Scalar(YamlNode? node, string key) => (Value(node, key) as YamlScalarNode)?.Value;

    /// <summary>The script of the step with this name.</summary>
    internal string Script(string step) => Scalar(Steps.Single(node => Scalar(node, "name") == step), "run")!;

    private static IReadOnlyDictionary<string, YamlNode> Map(YamlNode? node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value, StringComparer.Ordinal),
        YamlSequenceNode several => several.ToDictionary(item => ((YamlScalarNode)item).Value!, _ => (YamlNode)new YamlMappingNode(), StringComparer.Ordinal),
        YamlScalarNode one => new Dictionary<string, YamlNode>(StringComparer.Ordinal) { [one.Value!] = new YamlMappingNode() },
        _ => new Dictionary<string, YamlNode>(StringComparer.Ordinal),
    };
}
