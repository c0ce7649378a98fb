using System.Text;
using System.Text.Json.Nodes;

namespace BrokenProofs;

/// <summary>Changes the records of a run.</summary>
internal static class Records
{
    private const string State = ".agentxchain/state.json";
    private const string History = ".agentxchain/history.jsonl";
    private const string Ledger = ".agentxchain/decision-ledger.jsonl";

    /// <summary>The reviewer's; as many entries as there are turns may be left, those of gates among them.</summary>
    internal static Answer LoseDecision(Answer answer)
    {
        string ledger = answer.At.In(Ledger);
        File.WriteAllLines(ledger, File.ReadAllLines(ledger).Where(line => (string?)JsonNode.Parse(line)!["role"] != "reviewer"));
        return answer;
    }

    internal static Answer SwapTurns(Answer answer)
    {
        string history = answer.At.In(History);
        File.WriteAllLines(history, File.ReadAllLines(history).Reverse());
        return answer;
    }

    internal static Answer Reopen(Answer answer)
    {
        SetStatus(answer.At, "active");
        return answer;
    }

    internal static Answer Complete(Answer answer)
    {
        SetStatus(answer.At, "completed");
        return answer;
    }

    internal static Answer ForgetTalk(Answer answer)
    {
        File.Delete(answer.At.In("TALK.md"));
        return answer;
    }

    internal static Answer DropReport(Answer answer)
    {
        File.Delete(answer.At.In((string)answer.Document!["report"]!));
        return answer;
    }

    /// <summary>A digit of the export's middle: JSON as before, and another text.</summary>
    internal static Answer SpoilExport(Answer answer)
    {
        string path = answer.At.In((string)answer.Document!["export"]!);
        byte[] export = File.ReadAllBytes(path);
        int at = Array.FindIndex(export, export.Length / 2, each => each is >= (byte)'1' and <= (byte)'8');
        export[at]++;
        File.WriteAllBytes(path, export);
        return answer;
    }

    internal static Answer WriteKey(Answer answer)
    {
        File.WriteAllText(answer.At.In(".agentxchain/debug.log"), $"x-api-key: {answer.At.Key}\n");
        return answer;
    }

    /// <summary>Ten times as much, in the records and in what is said of them.</summary>
    internal static Answer MakeUpCost(Answer answer)
    {
        Entries(answer.At, entry => entry["cost"]!["usd"] = (decimal)entry["cost"]!["usd"]! * 10);
        return answer.Say(document => document["cost"]!["known_usd"] = (decimal)document["cost"]!["known_usd"]! * 10);
    }

    /// <summary>Changes every dispatch record.</summary>
    internal static Answer Dispatches(Answer answer, Action<JsonObject> change)
    {
        Entries(answer.At, entry => change(entry["dispatch"]!.AsObject()));
        return answer;
    }

    private static void Entries(Place at, Action<JsonObject> change) => File.WriteAllLines(at.In(History), [.. File.ReadAllLines(at.In(History)).Select(line =>
    {
        JsonObject entry = JsonNode.Parse(line)!.AsObject();
        change(entry);
        return entry.ToJsonString();
    })]);

    private static void SetStatus(Place at, string status)
    {
        JsonObject state = JsonNode.Parse(File.ReadAllText(at.In(State)))!.AsObject();
        state["status"] = status;
        File.WriteAllText(at.In(State), state.ToJsonString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
