using System.Globalization;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Validation.Shapes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Decisions and objections: their ids, their texts under other names, a decision's category.</summary>
internal static class EntryRules
{
    private static readonly string[] DecisionStatements = ["decision", "title", "description", "text", "summary"];
    private static readonly string[] ObjectionStatements = ["objection", "title", "description", "text", "summary", "concern", "detail"];
    private static readonly string[] Rationales = ["reason", "reasoning", "why", "justification"];

    /// <summary>An id that is none becomes the first number that is free in the result, in the run's ledger and among the decisions that outlive runs.</summary>
    internal static void Ids(Draft draft, Context context)
    {
        IEnumerable<string> overridden = draft.Items("decisions").Select(each => Draft.TextIn(each.Item, "overrides")).OfType<string>();
        Renumber(draft, "decisions", "DEC-", "decision_id_renumbered", context.Facts.DecisionIds.Concat(context.State.RepoDecisions.Select(decision => decision.Id)).Concat(overridden));
        Renumber(draft, "objections", "OBJ-", "objection_id_renumbered", []);
    }

    /// <summary>A statement or a rationale that stands under another name.</summary>
    internal static void Texts(Draft draft, Context context)
    {
        foreach ((JsonObject decision, string place) in draft.Items("decisions"))
        {
            Copy(draft, decision, place, "statement", DecisionStatements);
            Copy(draft, decision, place, "rationale", Rationales);
        }

        foreach ((JsonObject objection, string place) in draft.Items("objections"))
        {
            Copy(draft, objection, place, "statement", ObjectionStatements);
        }
    }

    /// <summary>A category that does not exist is implementation; nothing depends on it.</summary>
    internal static void Categories(Draft draft, Context context)
    {
        foreach ((JsonObject decision, string place) in draft.Items("decisions"))
        {
            if (!TurnResultShape.Categories.Contains(Draft.TextIn(decision, "category"), StringComparer.Ordinal))
            {
                draft.Set("category_defaulted", decision, "category", $"{place}.category", "implementation");
            }
        }
    }

    private static void Renumber(Draft draft, string list, string prefix, string rule, IEnumerable<string> taken)
    {
        (JsonObject Item, string Place)[] entries = [.. draft.Items(list)];
        HashSet<long> used = [.. taken.Concat(entries.Select(each => Draft.TextIn(each.Item, "id")).OfType<string>()).Select(id => Number(id, prefix)).OfType<long>()];
        long free = 1;
        foreach ((JsonObject entry, string place) in entries.Where(each => Draft.TextIn(each.Item, "id") is not { } id || !Text.IsNumbered(id, prefix)))
        {
            while (!used.Add(free))
            {
                free++;
            }

            draft.Set(rule, entry, "id", $"{place}.id", $"{prefix}{free:D3}");
        }
    }

    /// <summary>The number of an id, or null when it is none or too large to be met.</summary>
    private static long? Number(string id, string prefix) =>
        Text.IsNumbered(id, prefix) && long.TryParse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static void Copy(Draft draft, JsonObject entry, string place, string key, string[] synonyms)
    {
        bool isOpen = entry[key] is null || Draft.TextIn(entry, key) is { } text && string.IsNullOrWhiteSpace(text);
        if (isOpen && synonyms.Select(name => Draft.TextIn(entry, name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) is { } found)
        {
            draft.Set($"{key}_from_synonym", entry, key, $"{place}.{key}", found);
        }
    }
}
