using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What runs are blocked on, in the protocol's words.</summary>
internal static partial class Blocking
{
    /// <summary>Blocked because something was put before a person: <c>escalation:reason:subject</c>.</summary>
    internal static string OnEscalation(string reason, string subject) => $"escalation:{reason.Replace('_', '-')}:{subject}";

    /// <summary>A reason as part of an identifier.</summary>
    internal static string Slug(string text)
    {
        string slug = NoWord().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "unspecified" : string.Concat(slug.EnumerateRunes().Take(60)).TrimEnd('-');
    }

    /// <summary>The run, blocked, with the event that says so.</summary>
    internal static (RunState State, RunEvent Event) Block(RunState state, string on, string category, Recovery recovery, Turn? turn, DateTimeOffset now, Escalation? escalation = null)
    {
        RunState blocked = state with
        {
            Status = RunStatus.Blocked,
            BlockedOn = on,
            BlockedReason = new() { Category = category, Recovery = recovery, BlockedAt = now, TurnId = turn?.TurnId },
            Escalation = escalation ?? state.Escalation,
            NextRecommendedRole = null,
        };
        return (blocked, blocked.Event(EventTypes.RunBlocked, now, turn, new JsonObject { ["blocked_on"] = on, ["category"] = category }));
    }

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex NoWord();
}
