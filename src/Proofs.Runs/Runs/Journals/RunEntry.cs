using System.Text.Json;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Journals;

/// <summary>One entry of a run's journal: a command, everything that its decision was made from, and what the records were afterwards.</summary>
internal sealed record RunEntry
{
    /// <summary>The first entry: what was there when the journal began.</summary>
    internal const string Opened = "opened";

    /// <summary>A command that changed the run.</summary>
    internal const string Decided = "decided";

    public string Kind { get => field ?? string.Empty; init; }

    /// <summary>The version of this form.</summary>
    public int Version { get; init; } = 1;

    public DateTimeOffset? At { get; init; }

    /// <summary>The command as JSON. Text, because a canonical number would not keep every digit of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Command { get; init; }

    /// <summary>The facts as JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Facts { get; init; }

    /// <summary>The code under which the command was refused, when it was and left a trace.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refusal { get; init; }

    /// <summary>When the journal began: the state that was there, as JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>When the journal began: the lasting decisions that were there, as lines of JSON; their file is written anew, so it does not keep them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RepoDecisions { get; init; }

    /// <summary>What the run goes by from here on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunTerms? Terms { get; init; }

    /// <summary>By path: what each record is after this entry.</summary>
    public IReadOnlyDictionary<string, RecordMark> Records { get => field ?? Empty.Of<RecordMark>(); init; }

    internal JsonElement ToElement() => JsonSerializer.SerializeToElement(this, ProtocolJson.Line.RunEntry);

    /// <summary>An entry of a journal.</summary>
    /// <exception cref="JsonException">It is none of a run.</exception>
    internal static RunEntry Of(JsonElement element) => element.Deserialize(ProtocolJson.Default.RunEntry) ?? throw new JsonException("The entry is null.");
}

/// <summary>The facts that a decision was made from, but for the records, which the journal has itself.</summary>
internal sealed record RecordedFacts
{
    public DateTimeOffset Now { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Baseline? Baseline { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TreeSha256 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TreeFacts? Tree { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VerificationReplay? Replay { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ChangedTerms { get; init; }

    /// <summary>By path: every file that the decision looked at; null when it was not there.</summary>
    public IReadOnlyDictionary<string, string?> Files { get => field ?? Empty.Of<string?>(); init; }

    /// <summary>By path: every digest that the decision asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Digests { get; init; }

    /// <summary>What is recorded of facts.</summary>
    internal static RecordedFacts Of(RunFacts facts, FilesRead files) =>
        new() { Now = facts.Now, Baseline = facts.Baseline, TreeSha256 = facts.TreeSha256, Tree = facts.Tree, Replay = facts.Replay, ChangedTerms = facts.ChangedTerms.Count > 0 ? facts.ChangedTerms : null, Files = files.Texts, Digests = files.Digests.Count > 0 ? files.Digests : null };

    /// <summary>The facts once more.</summary>
    /// <exception cref="JsonException">The decision asks for a file that it did not ask for then.</exception>
    internal RunFacts Again(RunFacts records) => records with
    {
        Now = Now,
        Baseline = Baseline,
        TreeSha256 = TreeSha256,
        Tree = Tree,
        Replay = Replay,
        ChangedTerms = ChangedTerms ?? [],
        ReadFile = path => Known(Files, path),
        DigestOf = path => Known(Digests ?? Empty.Of<string?>(), path),
    };

    private static string? Known(IReadOnlyDictionary<string, string?> known, string path) =>
        known.TryGetValue(path, out string? text) ? text : throw new JsonException($"The decision looks at {path}, which it did not do before.");
}

/// <summary>A command as text and back.</summary>
internal static class RecordedCommand
{
    internal static string Write(RunCommand command) => JsonSerializer.Serialize(command, ProtocolJson.Line.RunCommand);

    /// <exception cref="JsonException">It is none.</exception>
    internal static RunCommand Read(string text) => JsonSerializer.Deserialize(text, ProtocolJson.Default.RunCommand) ?? throw new JsonException("The command is null.");
}
