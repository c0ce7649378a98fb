using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TestKit.Payloads;

/// <summary>A payload as a proof writes it, proofs.proof/v1, to be changed and saved.</summary>
public sealed class PayloadSample
{
    /// <summary>A provider's own host.</summary>
    public const string Host = "api.anthropic.com";

    private PayloadSample(JsonObject document) => Document = document;

    /// <summary>The document; whatever is changed in it is saved.</summary>
    public JsonObject Document { get; }

    /// <summary>Its file's name.</summary>
    public string FileName => $"{Document["proof"]}.{Document["grade"]}.json";

    /// <summary>One that passed, with one claim; above stub also with one dispatch of that grade.</summary>
    public static PayloadSample Passing(string proof, string grade, string commit, string tree, DateTimeOffset finished)
    {
        JsonObject document = JsonNode.Parse($$"""
            {
              "schema": "proofs.proof/v1", "proof": "{{proof}}", "grade": "{{grade}}", "result": "pass", "evidence_grade": "{{grade}}", "skip_reason": null, "root_cause": null,
              "claims": [{ "id": "run.completed", "statement": "The run is completed.", "result": "pass", "expected": true, "actual": true }],
              "runner": "Proofs.Runs", "runner_interface_version": "1", "cli_version": null, "cli_path": null, "cli_exit_status": null, "run_id": "run_1", "stop_reason": "completed",
              "turns_executed": 1, "roles": ["dev"], "phases": ["work"], "turn_history": [], "rejections": [], "phase_gate_status": null, "gates_approved": 0,
              "phase_transition_approvals": 0, "completion_approvals": 0, "dispatch_bundles": [], "event_types": [], "event_count": 0, "gate_artifact": null, "proposed_turns": null,
              "artifacts": null, "dispatches": [], "journal_head": null, "attempts_used": 1,
              "attempt_history": [{ "number": 1, "result": "pass", "stop_reason": "completed", "retryable": false, "root_cause": null }],
              "stdout_tail": [], "stderr_tail": [], "errors": [], "kept_at": null,
              "timings": { "started_at": "{{Time(finished.AddMinutes(-1))}}", "finished_at": "{{Time(finished)}}", "duration_ms": 60000 },
              "environment": { "os": "Linux", "architecture": "X64", "framework": ".NET 10", "processors": 2 },
              "code": { "head": "{{commit}}", "tree": "{{tree}}", "is_clean": true },
              "ci": { "repository": "acme/app", "workflow": "proofs", "run_id": "77", "run_attempt": 2, "sha": "{{commit}}" }
            }
            """)!.AsObject();
        if (grade != "stub")
        {
            document["dispatches"] = new JsonArray(new JsonObject { ["worker"] = "api_proxy", ["evidence_grade"] = grade, ["request_id"] = "req_1", ["endpoint_host"] = grade == "loopback" ? "127.0.0.1:8080" : Host });
        }

        return new(document);
    }

    /// <summary>The same, changed.</summary>
    public PayloadSample With(Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(Document);
        return this;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Document.ToJsonString() + "\n");

    /// <summary>SHA-256 of the file's bytes.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Writes the file and its digest; returns the path.</summary>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, ToBytes());
        File.WriteAllText(path + ".sha256", $"{Sha256}  {FileName}\n");
        return path;
    }

    /// <summary>What gh prints of a verified attestation of this payload; only what is read stands in it.</summary>
    public JsonObject Attestation(string commit, string repository = "https://github.com/acme/app", string run = "77", int attempt = 2) => new()
    {
        ["attestation"] = new JsonObject { ["bundle"] = new JsonObject() },
        ["verificationResult"] = new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
            ["signature"] = new JsonObject
            {
                ["certificate"] = new JsonObject
                {
                    ["certificateIssuer"] = "CN=sigstore-intermediate,O=sigstore.dev",
                    ["sourceRepositoryURI"] = repository,
                    ["sourceRepositoryDigest"] = commit,
                    ["runInvocationURI"] = $"{repository}/actions/runs/{run}/attempts/{attempt}",
                },
            },
            ["verifiedTimestamps"] = new JsonArray(),
            ["statement"] = new JsonObject
            {
                ["_type"] = "https://in-toto.io/Statement/v1",
                ["subject"] = new JsonArray(new JsonObject { ["name"] = FileName, ["digest"] = new JsonObject { ["sha256"] = Sha256 } }),
                ["predicateType"] = "https://slsa.dev/provenance/v1",
                ["predicate"] = new JsonObject(),
            },
        },
    };

    /// <summary>A time as payloads have it.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
}
