using System.Text.Json;
using Proofs.Evidence;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Exports;

/// <summary>What one check of a run's evidence came to.</summary>
/// <param name="Id">Its name; stable.</param>
/// <param name="Result">Whether it holds; null where there was nothing to check.</param>
/// <param name="LookedAt">What was looked at, or why nothing was. May quote hostile text: neutralise it before printing.</param>
public sealed record EvidenceCheck(string Id, Outcome? Result, string LookedAt)
{
    /// <summary>Why it does not hold, or nobody can tell; empty when it holds.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>A check that holds when nothing speaks against it.</summary>
    internal static EvidenceCheck Of(string id, string lookedAt, params IReadOnlyList<Problem> problems) =>
        new(id, problems.Count == 0 ? Outcome.Pass : problems.All(problem => problem.Reason.Lane == Lane.Undetermined) ? Outcome.Undetermined : Outcome.Fail, lookedAt) { Problems = problems };

    /// <summary>A check that cannot be made, because the chain does not hold.</summary>
    internal static EvidenceCheck Untold(string id) => new(id, Outcome.Undetermined, "The records lead nowhere that this could be compared with.");

    /// <summary>A check for which there is nothing to look at.</summary>
    internal static EvidenceCheck Nothing(string id, string why) => new(id, null, why);
}

/// <summary>What checking a run's evidence came to; document <c>proofs.verify/v1</c>.</summary>
/// <param name="Subject"><c>run</c> or <c>export</c>.</param>
/// <param name="Head">The last entry of the journal that holds.</param>
/// <param name="Anchor">What the journal was compared with: <c>none</c>, <c>expected</c> (a digest that the caller knows), or a file outside the project.</param>
/// <param name="Checks">Every check, in order.</param>
public sealed record EvidenceVerification(string Subject, JournalHead Head, string Anchor, IReadOnlyList<EvidenceCheck> Checks)
{
    /// <summary>Nothing to compare the journal with.</summary>
    public const string NoAnchor = "none";

    /// <summary>The caller knew the digest of the head.</summary>
    public const string ExpectedHead = "expected";

    /// <summary>Fails when a check does; undetermined when one is, or none passed.</summary>
    public Outcome Verdict => Checks.Any(check => check.Result is Outcome.Fail) ? Outcome.Fail
        : Checks.Any(check => check.Result is Outcome.Undetermined) || !Checks.Any(check => check.Result is Outcome.Pass) ? Outcome.Undetermined
        : Outcome.Pass;

    /// <summary>What it found and what it cannot find, in sentences.</summary>
    public IReadOnlyList<string> Says =>
    [
        Anchor == NoAnchor
            ? "anchor: none. A change by accident is found; somebody who may write to these records can have written all of them anew, and nothing here would show it."
            : $"anchor: {Anchor}. A change of the journal, or of a record that follows from it, is found even if its author wrote everything anew behind that.",
        "What a worker says of itself, of its model or of its tests is as true as the worker; see the evidence grade and the verification of each turn.",
        .. Subject == "export" ? ["What no record leads to (evidence_chain.unanchored) is covered by the export's own digest alone: whoever changes it on purpose can compute that anew."] : Array.Empty<string>(),
    ];

    /// <summary>Writes the document.</summary>
    public ReadOnlyMemory<byte> ToJson() => JsonText.Write(json =>
    {
        json.WriteString("schema", "proofs.verify/v1");
        json.WriteString("subject", Subject);
        json.WriteString("verdict", Name(Verdict));
        json.WriteString("anchor", Anchor);
        json.WriteStartObject("journal_head");
        json.WriteNumber("sequence", Head.Sequence);
        json.WriteString("digest", Head.Digest);
        json.WriteEndObject();
        json.WriteStartArray("checks");
        foreach (EvidenceCheck check in Checks)
        {
            Write(json, check);
        }

        json.WriteEndArray();
        json.WriteStartArray("says");
        foreach (string sentence in Says)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
    });

    /// <summary>The word for a result.</summary>
    /// <param name="result">The result; null where there was nothing to check.</param>
    public static string Name(Outcome? result) => result switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Undetermined => "undetermined",
        _ => "not_applicable",
    };

    private static void Write(Utf8JsonWriter json, EvidenceCheck check)
    {
        json.WriteStartObject();
        json.WriteString("id", check.Id);
        json.WriteString("result", Name(check.Result));
        json.WriteString("looked_at", check.LookedAt);
        json.WriteStartArray("problems");
        foreach (Problem problem in check.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Reason.Id);
            json.WriteString("message", problem.Message);
            json.WriteString("next", problem.Next);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
