using System.Text;
using System.Text.Json;
using Proofs.Texts;

namespace Proofs.Runs.Runs.Records;

/// <summary>What a decision has to be to stand in the ledger. Source: AgentXchain protocol v7, record formats and append_decision.</summary>
public static class DecisionLedger
{
    /// <summary>What a decision can be about, in the protocol's order.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["implementation", "architecture", "scope", "process", "quality", "release"];

    /// <summary>Checks a decision for the ledger.</summary>
    /// <param name="entry">The decision.</param>
    /// <param name="existing">The ids in the run's ledger.</param>
    /// <returns>What is wrong first (the id's form, statement, rationale, category, the id's being new), or null.</returns>
    public static Problem? Check(LedgerDecision entry, IReadOnlySet<string> existing)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Check(entry.Id, entry.Statement, entry.Rationale, entry.Category, existing);
    }

    /// <summary>Checks a decision that somebody wrote.</summary>
    /// <param name="entry">The decision; any JSON.</param>
    /// <param name="existing">The ids in the run's ledger.</param>
    /// <inheritdoc cref="Check(LedgerDecision, IReadOnlySet{string})" path="/returns"/>
    public static Problem? Check(JsonElement entry, IReadOnlySet<string> existing) =>
        Check(JsonFields.Text(entry, "id"), JsonFields.Text(entry, "statement"), JsonFields.Text(entry, "rationale"), JsonFields.Text(entry, "category"), existing);

    /// <summary>Whether a text has the form of a decision's id: DEC- and digits of ASCII.</summary>
    internal static bool IsId(string? id) => id is { Length: > 4 } && id.StartsWith("DEC-", StringComparison.Ordinal) && id.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Whether nobody sees anything of a text, which then says nothing.</summary>
    internal static bool IsEmpty(string? text) => text is null || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || Lookalikes.IsInvisible(rune));

    /// <summary>The one form of an id: its number without zeros in front, so that DEC-1 and DEC-001 are the same.</summary>
    internal static string Number(string id) => IsId(id) ? "DEC-" + id[4..].TrimStart('0') : id;

    /// <summary>What to say of an id that is taken in another form; empty when it is the same.</summary>
    internal static string As(string id, string taken) => id == taken ? string.Empty : $", as {taken}: they are the same number";

    private static Problem? Check(string? id, string? statement, string? rationale, string? category, IReadOnlySet<string> existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        return !IsId(id) ? new(RunCodes.InvalidDecisionIdFormat, $"The decision's id is \"{id}\" and must be DEC- and a number.") { Field = "id", Actual = id, Expected = "^DEC-\\d+$" }
            : IsEmpty(statement) ? Empty(id!, "statement")
            : !Categories.Contains(category, StringComparer.Ordinal) ? new(RunCodes.InvalidEnumValue, $"The category of {id} is \"{category}\" and must be one of {string.Join(", ", Categories)}.") { Field = "category", Actual = category, Allowed = Categories }
            : (existing.Contains(id!) ? id : existing.FirstOrDefault(taken => Number(taken) == Number(id!))) is { } same ? new(RunCodes.DuplicateDecisionId, $"The run already has a decision {id}{As(id!, same)}.") { Field = "id", Referenced = same }
            : IsEmpty(rationale) ? Empty(id!, "rationale")
            : null;
    }

    private static Problem Empty(string id, string field) => new(RunCodes.EmptyRequiredField, $"Decision {id} has no {field}.") { Field = field };
}
