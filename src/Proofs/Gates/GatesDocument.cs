using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Proofs.Evidence;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The JSON form of a report, <c>proofs.gates/v1</c>. Schema: gates.schema.json beside this file.</summary>
public static class GatesDocument
{
    /// <summary>The document's schema identifier.</summary>
    public const string Schema = "proofs.gates/v1";

    /// <summary>The version of this tool, as it stands in every result.</summary>
    public static string ToolVersion { get; } =
        typeof(GatesDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Writes one document, indented, ending with a line feed.</summary>
    /// <param name="report">The report.</param>
    /// <returns>UTF-8 without a byte order mark; non-ASCII characters are escaped.</returns>
    public static ReadOnlyMemory<byte> Write(GatesReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonText.Write(json =>
        {
            json.WriteString("schema", Schema);
            json.WriteStartObject("tool");
            json.WriteString("name", "proofs");
            json.WriteString("version", ToolVersion);
            json.WriteEndObject();
            WriteRepository(json, report.Repository);
            WritePolicy(json, report.Policy);
            WriteRange(json, report.Range);
            json.WriteString("verdict", Word(report.Outcome));
            json.WriteStartArray("gates");
            foreach (string gate in GateIds.All)
            {
                WriteGate(json, gate, report.Gates.FirstOrDefault(verdict => verdict.Gate == gate));
            }

            json.WriteEndArray();
            json.WriteNumber("duration_ms", (long)report.Duration.TotalMilliseconds);
        });
    }

    /// <summary>The word for an outcome, the same everywhere: <c>pass</c>, <c>fail</c>, <c>undetermined</c>.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Undetermined => "undetermined",
        _ => "fail",
    };

    /// <summary>The word for a finding's weight: <c>error</c>, <c>warning</c>, <c>note</c>.</summary>
    /// <param name="lane">The lane of the finding's code.</param>
    public static string Level(Lane lane) => lane switch
    {
        Lane.Fail => "error",
        Lane.Undetermined => "warning",
        _ => "note",
    };

    private static void WriteRepository(Utf8JsonWriter json, JudgedRepository? repository)
    {
        if (repository is null)
        {
            json.WriteNull("repository");
            return;
        }

        json.WriteStartObject("repository");
        json.WriteString("path", repository.Path);
        json.WriteString("head", repository.Head);
        json.WriteBoolean("shallow", repository.IsShallow);
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, Policies.PolicyOrigin policy)
    {
        json.WriteStartObject("policy");
        json.WriteString("source", policy.Source);
        json.WriteString("path", policy.Path);
        json.WriteString("commit", policy.Commit);
        json.WriteString("digest", policy.Digest);
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, JudgedRange? range)
    {
        if (range is null)
        {
            json.WriteNull("range");
            return;
        }

        json.WriteStartObject("range");
        json.WriteString("base", range.Base);
        json.WriteString("head", range.Head);
        json.WriteString("merge_base", range.MergeBase);
        WriteSet(json, range.Commits);
        json.WriteEndObject();
    }

    private static void WriteGate(Utf8JsonWriter json, string gate, GateVerdict? verdict)
    {
        json.WriteStartObject();
        json.WriteString("id", gate);
        json.WriteString("verdict", verdict is null ? ReasonCodes.NotRequested.Id : Word(verdict.Outcome));
        json.WriteString("reason_code", (verdict?.Reason ?? ReasonCodes.NotRequested).Id);
        json.WriteString("message", verdict?.Message ?? ReasonCodes.NotRequested.Meaning);
        json.WriteString("fix", verdict is null ? ReasonCodes.NotRequested.Fix : verdict.Fix);
        json.WriteStartArray("findings");
        foreach (Finding finding in verdict?.Findings ?? [])
        {
            json.WriteStartObject();
            json.WriteString("level", Level(finding.Reason.Lane));
            json.WriteString("commit", finding.Commit);
            json.WriteString("reason_code", finding.Reason.Id);
            json.WriteString("message", finding.Message);
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (verdict?.Examined is { } examined)
        {
            json.WriteStartObject("examined");
            WriteSet(json, examined);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("examined");
        }

        WriteProofs(json, verdict?.Proofs);
        json.WriteEndObject();
    }

    private static void WriteProofs(Utf8JsonWriter json, IReadOnlyList<ProofRow>? rows)
    {
        if (rows is null)
        {
            json.WriteNull("proofs");
            return;
        }

        json.WriteStartArray("proofs");
        foreach (ProofRow row in rows)
        {
            json.WriteStartObject();
            json.WriteString("proof", row.Proof);
            json.WriteString("required_grade", row.Required);
            json.WriteString("grade", row.Grade);
            json.WriteString("evidence_grade", row.EvidenceGrade);
            json.WriteString("result", row.Result);
            WriteNumber(json, "claims_passed", row.ClaimsPassed);
            WriteNumber(json, "claims_total", row.Claims);
            json.WriteString("file", row.File);
            json.WriteString("sha256", row.Sha256);
            json.WriteString("finished_at", row.FinishedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteBoolean("attested", row.IsAttested);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteSet(Utf8JsonWriter json, CommitSet? commits)
    {
        if (commits is null)
        {
            json.WriteNull("commits");
            json.WriteNull("digest");
            return;
        }

        json.WriteNumber("commits", commits.Count);
        json.WriteString("digest", commits.Digest);
    }
}
