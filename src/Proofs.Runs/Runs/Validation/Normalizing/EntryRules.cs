using System.Globalization;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation.Shapes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Decisions and objections: their ids, their texts under other names, a decision's category.</summary>
internal static class EntryRules
{
    private static readonly string[] DecisionStatements = ["decision", "title", "description", "text", "summary"];
    private static readonly string[] ObjectionStatements = ["objection", "title", "description", "text", "summary", "concern", "detail"];
    private static readonly string[] Rationales = ["reason", "reasoning", "why", "justification"];

    /// <summary>An id that is none becomes the first number that is free in the result, in the run's ledger and among the decisions that outlive runs.</summary>
    internal static void Ids(Repair repair, TurnContext context)
    {
        IEnumerable<string> overridden = repair.Items("decisions").Select(each => Repair.TextIn(each.Item, "overrides")).OfType<string>();
        Renumber(repair, "decisions", "DEC-", "decision_id_renumbered", context.Facts.DecisionIds.Concat(context.State.RepoDecisions.Select(decision => decision.Id)).Concat(overridden));
        Renumber(repair, "objections", "OBJ-", "objection_id_renumbered", []);
    }

    /// <summary>A statement or a rationale that stands under another name.</summary>
    internal static void Texts(Repair repair, TurnContext context)
    {
        foreach ((JsonObject decision, string place) in repair.Items("decisions"))
        {
            Copy(repair, decision, place, "statement", DecisionStatements);
            Copy(repair, decision, place, "rationale", Rationales);
        }

        foreach ((JsonObject objection, string place) in repair.Items("objections"))
        {
            Copy(repair, objection, place, "statement", ObjectionStatements);
        }
    }

    /// <summary>A category that does not exist is implementation; nothing depends on it.</summary>
    internal static void Categories(Repair repair, TurnContext context)
    {
        foreach ((JsonObject decision, string place) in repair.Items("decisions"))
        {
            if (!TurnResultShape.Categories.Contains(Repair.TextIn(decision, "category"), StringComparer.Ordinal))
            {
                repair.Set("category_defaulted", decision, "category", $"{place}.category", "implementation");
            }
        }
    }

    private static void Renumber(Repair repair, string list, string prefix, string rule, IEnumerable<string> taken)
    {
        (JsonObject Item, string Place)[] entries = [.. repair.Items(list)];
        HashSet<long> used = [.. taken.Concat(entries.Select(each => Repair.TextIn(each.Item, "id")).OfType<string>()).Select(id => Number(id, prefix)).OfType<long>()];
        long free = 1;
        foreach ((JsonObject entry, string place) in entries.Where(each => Repair.TextIn(each.Item, "id") is not { } id || !Text.IsNumbered(id, prefix)))
        {
            while (!used.Add(free))
            {
                free++;
            }

            repair.Set(rule, entry, "id", $"{place}.id", $"{prefix}{free:D3}");
        }
    }

    /// <summary>The number of an id, or null when it is none or too large to be met.</summary>
    private static long? Number(string id, string prefix) =>
        Text.IsNumbered(id, prefix) && long.TryParse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static void Copy(Repair repair, JsonObject entry, string place, string key, string[] synonyms)
    {
        bool isOpen = entry[key] is null || Repair.TextIn(entry, key) is { } text && DecisionLedger.IsEmpty(text);
        if (isOpen && synonyms.Select(name => Repair.TextIn(entry, name)).FirstOrDefault(text => !DecisionLedger.IsEmpty(text)) is { } found)
        {
            repair.Set($"{key}_from_synonym", entry, key, $"{place}.{key}", found);
        }
    }
}
