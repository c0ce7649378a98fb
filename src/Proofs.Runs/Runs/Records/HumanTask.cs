using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Dispatch;

namespace Proofs.Runs.Runs.Records;

/// <summary>
/// What a person has to settle before a run goes on: a line of <c>.agentxchain/human-escalations.jsonl</c> and a section of <c>HUMAN_TASKS.md</c> when
/// it is raised, and one of each when it is settled. Source: AgentXchain protocol v7, escalation.
/// </summary>
internal static class HumanTask
{
    /// <summary>What a run waits for, when it waits for a person; null when it does not.</summary>
    internal static string? Id(RunState run)
    {
        if (run.Status is not RunStatus.Blocked || run.BlockedReason is not { Recovery.Owner: Word.Human } reason)
        {
            return null;
        }

        // What a rule raised has no id; the same block always gets the same one, so that it is found again when it is settled.
        string known = $"{run.RunId}\n{(reason.BlockedAt is { } at ? ProtocolTime.Format(at) : null)}\n{run.BlockedOn}";
        return run.Escalation?.EscalationId ?? "hesc_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(known)))[..16];
    }

    /// <summary>What to append when a run comes to wait for a person.</summary>
    internal static IReadOnlyList<RunFile> Raise(RunState run, string id, DateTimeOffset now)
    {
        BlockedReason reason = run.BlockedReason!;
        Turn? turn = reason.TurnId is { } at ? run.ActiveTurns.GetValueOrDefault(at) : null;
        JsonObject line = new()
        {
            ["kind"] = "raised",
            ["escalation_id"] = id,
            ["run_id"] = run.RunId,
            ["phase"] = run.Phase,
            ["turn_id"] = reason.TurnId,
            ["role"] = turn?.AssignedRole ?? run.Escalation?.FromRole,
            ["type"] = reason.Category,
            ["blocked_on"] = run.BlockedOn,
            ["reason"] = run.Escalation?.Reason ?? reason.Recovery!.TypedReason,
            ["detail"] = run.Escalation?.Detail ?? reason.Recovery!.Detail,
            ["action"] = run.Escalation?.Action ?? reason.Recovery!.RecoveryAction,
            ["created_at"] = ProtocolTime.Format(now),
        };
        string section = Section($"{QuotedText.Code(id)} raised {ProtocolTime.Format(now)}", line, "run_id", "phase", "turn_id", "role", "type", "blocked_on", "reason", "detail", "action");
        return [Append(RunPaths.HumanEscalations, line), new(RunPaths.HumanTasks, Encoding.UTF8.GetBytes(section))];
    }

    /// <summary>What to append when it is settled.</summary>
    internal static IReadOnlyList<RunFile> Settle(RunState run, string id, string? via, string? note, DateTimeOffset now)
    {
        JsonObject line = new()
        {
            ["kind"] = "resolved",
            ["escalation_id"] = id,
            ["run_id"] = run.RunId,
            ["via"] = via,
            ["note"] = note,
            ["resolved_at"] = ProtocolTime.Format(now),
        };
        string section = Section($"{QuotedText.Code(id)} settled {ProtocolTime.Format(now)}", line, "run_id", "via", "note");
        return [Append(RunPaths.HumanEscalations, line), new(RunPaths.HumanTasks, Encoding.UTF8.GetBytes(section))];
    }

    private static RunFile Append(string path, JsonObject line) => new(path, Encoding.UTF8.GetBytes(line.ToJsonString(ProtocolJson.Line.Options) + "\n"));

    /// <summary>Agents wrote some of the values; none can begin a heading, a list or a link.</summary>
    private static string Section(string title, JsonObject line, params IEnumerable<string> keys) =>
        $"## {title}\n\n{string.Concat(keys.Where(key => line[key] is not null).Select(key => $"- {key.Replace('_', ' ')}: {QuotedText.Code(line[key]!.ToString(), 2000)}\n"))}\n---\n\n";
}
