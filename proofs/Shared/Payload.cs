using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Proofs.Packs;

/// <summary>
/// What a proof leaves behind: <c>proofs.proof/v1</c>, described in <c>payload.schema.json</c>. The same keys stand in it whether the proof passed,
/// failed or was skipped; what there is not is null or empty.
/// </summary>
public sealed record Payload
{
    /// <summary>The name and version of the schema.</summary>
    public const string SchemaName = "proofs.proof/v1";

    /// <summary>The kind and version of this document.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The proof: <c>one-turn</c>, <c>to-completion</c>, <c>run-loop</c>, <c>api-dispatch</c>, <c>cli-auto-approve</c> or <c>multi-phase-write</c>.</summary>
    public required string Proof { get; init; }

    /// <summary>The grade that the proof set out for: <c>stub</c>, <c>loopback</c> or <c>live</c>.</summary>
    public required string Grade { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>skip</c>.</summary>
    public required string Result { get; init; }

    /// <summary>The lowest grade of what did the accepted turns; null when no turn was accepted or one has no dispatch record.</summary>
    public string? EvidenceGrade { get; init; }

    /// <summary>Why it was not run, or null.</summary>
    public string? SkipReason { get; init; }

    /// <summary>What went wrong first, or null.</summary>
    public Cause? RootCause { get; init; }

    /// <summary>Everything that the proof says, whether it held or not.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>The runner that was driven.</summary>
    public required string Runner { get; init; }

    /// <summary>The version of the runner interface, or null when the proof does not see it.</summary>
    public string? RunnerInterfaceVersion { get; init; }

    /// <summary>The version that the command says, or null.</summary>
    public string? CliVersion { get; init; }

    /// <summary>The command, or null.</summary>
    public string? CliPath { get; init; }

    /// <summary>The exit code of the command, or null.</summary>
    public int? CliExitStatus { get; init; }

    /// <summary>The run, or null.</summary>
    public string? RunId { get; init; }

    /// <summary>Why the loop stopped, or null.</summary>
    public string? StopReason { get; init; }

    /// <summary>How many turns were accepted, or null.</summary>
    public int? TurnsExecuted { get; init; }

    /// <summary>The roles of the accepted turns, in order.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The phases of the accepted turns, in order and each once.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>Every attempt at a turn that was settled, in order.</summary>
    public IReadOnlyList<SettledTurn> TurnHistory { get; init; } = [];

    /// <summary>Every rejection and what came behind it.</summary>
    public IReadOnlyList<RejectedAttempt> Rejections { get; init; } = [];

    /// <summary>Where each gate stands, or null. This tells whether a gate was passed; see <see cref="GatesApproved"/>.</summary>
    public IReadOnlyDictionary<string, string>? PhaseGateStatus { get; init; }

    /// <summary>How many gates waited for an approval and got one; gates that pass by themselves are not among them. Null when nobody counted.</summary>
    public int? GatesApproved { get; init; }

    /// <summary>How many changes of phase were approved, or null.</summary>
    public int? PhaseTransitionApprovals { get; init; }

    /// <summary>How many ends of the run were approved, or null.</summary>
    public int? CompletionApprovals { get; init; }

    /// <summary>What each worker was handed.</summary>
    public IReadOnlyList<BundleSeen> DispatchBundles { get; init; } = [];

    /// <summary>The types of the events that the loop told, in order.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>How many they were, or null.</summary>
    public int? EventCount { get; init; }

    /// <summary>The file that a gate asked for, or null.</summary>
    public GateArtifact? GateArtifact { get; init; }

    /// <summary>What became of proposals, or null.</summary>
    public ProposedTurns? ProposedTurns { get; init; }

    /// <summary>The run's records, or null.</summary>
    public Artifacts? Artifacts { get; init; }

    /// <summary>The dispatch record of each accepted turn, as the run's history has it.</summary>
    public IReadOnlyList<JsonNode> Dispatches { get; init; } = [];

    /// <summary>The end of the run's journal, or null.</summary>
    public JsonNode? JournalHead { get; init; }

    /// <summary>How many times the story was begun.</summary>
    public int AttemptsUsed { get; init; }

    /// <summary>What each came to.</summary>
    public IReadOnlyList<Attempt> AttemptHistory { get; init; } = [];

    /// <summary>The last lines of what the command printed.</summary>
    public IReadOnlyList<string> StdoutTail { get; init; } = [];

    /// <summary>The last lines of its diagnostics.</summary>
    public IReadOnlyList<string> StderrTail { get; init; } = [];

    /// <summary>What went wrong, in words.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Where the run's files were kept, relative to the folder of this file; null when they were deleted.</summary>
    public string? KeptAt { get; init; }

    /// <summary>When it was.</summary>
    public required Timings Timings { get; init; }

    /// <summary>Where it was.</summary>
    public required MachineFacts Environment { get; init; }

    /// <summary>The commit under test; null outside of a repository.</summary>
    public CodeFacts? Code { get; init; }

    /// <summary>The job that ran it; null outside of CI.</summary>
    public CiFacts? Ci { get; init; }

    /// <summary>The file's name: <c>PROOF.GRADE.json</c>.</summary>
    [JsonIgnore]
    public string FileName => $"{Proof}.{Grade}.json";

    /// <summary>The document, in UTF-8.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PayloadJson.Default.Payload), (byte)'\n'];

    /// <summary>Removes what an earlier run left, so that no old pass stands where this run has none.</summary>
    /// <param name="folder">The folder of payloads.</param>
    /// <param name="fileName">The payload's name.</param>
    public static void Clear(string folder, string fileName)
    {
        foreach (string name in (string[])[fileName + ".sha256", fileName])
        {
            if (Path.Exists(Path.Combine(folder, name)))
            {
                File.Delete(Path.Combine(folder, name));
            }
        }
    }

    /// <summary>Writes the document, and its SHA-256 beside it in the form of <c>sha256sum</c>; each file is there whole or not at all.</summary>
    /// <param name="folder">The folder of payloads; it is made when it is missing.</param>
    /// <returns>The path of the document.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        Clear(folder, FileName);
        byte[] json = ToJson();
        string path = Path.Combine(folder, FileName);
        Put(path, json);
        Put(path + ".sha256", Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(json))}  {FileName}\n"));
        return path;
    }

    private static void Put(string path, byte[] content)
    {
        string fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        using (FileStream file = new(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}

/// <summary>One thing that a proof says.</summary>
/// <param name="Id">Its name, the same in every version.</param>
/// <param name="Statement">The same as a sentence.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c>, or <c>not_evaluated</c> when the story did not get that far; nothing but <c>pass</c> is one.</param>
/// <param name="Expected">What was to be seen.</param>
/// <param name="Actual">What was seen.</param>
public sealed record Claim(string Id, string Statement, string Result, JsonNode? Expected, JsonNode? Actual);

/// <summary>Why a proof did not pass.</summary>
/// <param name="Code">An identifier: of this proof, of the runner or of its worker.</param>
/// <param name="Message">What happened.</param>
/// <param name="Next">What to do.</param>
public sealed record Cause(string Code, string Message, string Next);

/// <summary>One attempt at a turn.</summary>
/// <param name="Role">Whose it was.</param>
/// <param name="TurnId">The turn.</param>
/// <param name="Accepted">Whether its result counts.</param>
/// <param name="ErrorCode">Why not, or null.</param>
public sealed record SettledTurn(string Role, string TurnId, bool Accepted, string? ErrorCode);

/// <summary>A rejection and the attempt behind it.</summary>
/// <param name="Role">Whose turn.</param>
/// <param name="TurnId">The turn.</param>
/// <param name="Attempt">The attempt that was rejected.</param>
/// <param name="RetryTurnId">The turn of the next attempt.</param>
/// <param name="RetryAttempt">Its number.</param>
/// <param name="ResultKept">Whether what was rejected is kept aside.</param>
public sealed record RejectedAttempt(string Role, string TurnId, int Attempt, string? RetryTurnId, int? RetryAttempt, bool ResultKept);

/// <summary>What a worker was handed.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Role">Whose it is.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Complete">Whether assignment, prompt, context and manifest were there and the manifest held.</param>
/// <param name="Removed">Whether it was gone after the turn was accepted; null when it was not accepted.</param>
public sealed record BundleSeen(string TurnId, string Role, int Attempt, bool Complete, bool? Removed);

/// <summary>The file that a gate asked for.</summary>
/// <param name="Path">Relative to the project.</param>
/// <param name="SizeBytes">Its size in bytes; null when it is not there.</param>
/// <param name="Sha256">Of its bytes, or null.</param>
public sealed record GateArtifact(string Path, long? SizeBytes, string? Sha256);

/// <summary>What became of proposals.</summary>
/// <param name="Count">How many turns proposed something.</param>
/// <param name="Applied">How many of them the runner applied.</param>
public sealed record ProposedTurns(int Count, int Applied);

/// <summary>One try at a whole story.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>skip</c>.</param>
/// <param name="StopReason">Why the loop stopped, or null.</param>
/// <param name="Retryable">Whether what went wrong may go away by itself.</param>
/// <param name="RootCause">What went wrong, or null.</param>
public sealed record Attempt(int Number, string Result, string? StopReason, bool Retryable, Cause? RootCause);

/// <summary>The run's records.</summary>
/// <param name="State">state.json, or null.</param>
/// <param name="History">history.jsonl, or null.</param>
/// <param name="Ledger">decision-ledger.jsonl, or null.</param>
/// <param name="Talk">The SHA-256 of TALK.md, or null.</param>
/// <param name="Reports">What was written about the run.</param>
/// <param name="Cost">What the accepted turns cost.</param>
public sealed record Artifacts(StateFacts? State, LinesFacts? History, LinesFacts? Ledger, string? Talk, ReportFacts Reports, CostFacts Cost);

/// <summary>The state of a run.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="RunId">Its id.</param>
/// <param name="Sha256">Of the file.</param>
public sealed record StateFacts(string? Status, string? Phase, string? RunId, string Sha256);

/// <summary>A file of one record a line.</summary>
/// <param name="EntryCount">How many.</param>
/// <param name="Sha256">Of the file.</param>
public sealed record LinesFacts(int EntryCount, string Sha256);

/// <summary>What was written about the run.</summary>
/// <param name="ExportPath">The export, relative to the project; or null.</param>
/// <param name="ExportSha256">Of its bytes, or null.</param>
/// <param name="ReportPath">The report, relative to the project; or null.</param>
/// <param name="ReportSha256">Of its bytes, or null.</param>
public sealed record ReportFacts(string? ExportPath, string? ExportSha256, string? ReportPath, string? ReportSha256);

/// <summary>What the accepted turns cost.</summary>
/// <param name="TotalUsd">In US dollars, unrounded; null when one of them is unknown, which is not nothing.</param>
/// <param name="PerTurn">Each turn.</param>
/// <param name="RealApiCalls">How many were answered by a provider's own host; 0 for every grade below <c>live</c>.</param>
public sealed record CostFacts(decimal? TotalUsd, IReadOnlyList<TurnCostFacts> PerTurn, int RealApiCalls);

/// <summary>What one turn cost.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Role">Whose.</param>
/// <param name="Phase">In which phase.</param>
/// <param name="Usd">In US dollars; null when nobody knows.</param>
public sealed record TurnCostFacts(string TurnId, string Role, string Phase, decimal? Usd);

/// <summary>When a proof was.</summary>
/// <param name="StartedAt">Its begin, in UTC.</param>
/// <param name="FinishedAt">Its end, in UTC.</param>
/// <param name="DurationMs">In milliseconds.</param>
public sealed record Timings(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, long DurationMs);

/// <summary>Where a proof was.</summary>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">Of the processor.</param>
/// <param name="Framework">The .NET runtime.</param>
/// <param name="Processors">How many.</param>
public sealed record MachineFacts(string Os, string Architecture, string Framework, int Processors);

/// <summary>The commit under test.</summary>
/// <param name="Head">Its full id; null before the first commit.</param>
/// <param name="Tree">The full id of its tree, or null.</param>
/// <param name="IsClean">Whether the work tree was as that commit has it; null when git could not say.</param>
public sealed record CodeFacts(string? Head, string? Tree, bool? IsClean);

/// <summary>The job that ran a proof, as GitHub's variables tell it.</summary>
/// <param name="Repository">The repository, as OWNER/NAME.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="RunId">The id of the workflow's run.</param>
/// <param name="RunAttempt">Which attempt at it.</param>
/// <param name="Sha">The commit that the workflow was started for.</param>
public sealed record CiFacts(string? Repository, string? Workflow, string RunId, int? RunAttempt, string? Sha);

/// <summary>How payloads are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n", GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(Payload))]
internal sealed partial class PayloadJson : JsonSerializerContext;
