using System.Text.Json.Nodes;

namespace BrokenProofs;

/// <summary>Where a command works.</summary>
/// <param name="Folder">The project.</param>
/// <param name="Key">The key that it was given.</param>
internal sealed record Place(string Folder, string? Key)
{
    /// <summary>A file of the project.</summary>
    internal string In(string path) => Path.Combine(Folder, path);
}

/// <summary>What a command answers.</summary>
/// <param name="At">Where it worked.</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Out">What it prints.</param>
/// <param name="Error">Its diagnostics.</param>
internal sealed record Answer(Place At, int Exit, string Out, string Error)
{
    /// <summary>The document that was printed; null when there is none.</summary>
    internal JsonObject? Document => Out.StartsWith('{') ? JsonNode.Parse(Out)!.AsObject() : null;

    internal string? StopReason => (string?)Document?["stop_reason"];

    /// <summary>The same with another document.</summary>
    internal Answer Say(Action<JsonObject> change)
    {
        JsonObject document = Document!;
        change(document);
        return this with { Out = document.ToJsonString() + "\n" };
    }
}

/// <summary>One thing that is broken.</summary>
internal sealed record Breakage
{
    /// <summary>Has the run done, and perhaps otherwise than it was asked. The real command is given what it is asked.</summary>
    private Func<string[], Place, Func<string[], Answer>, Answer> Run { get; init; } = (asked, _, real) => real(asked);

    /// <summary>Whether it also says that everything holds, whoever asks it to look.</summary>
    private bool CoversUp { get; init; }

    /// <summary>What <c>verify</c> answers, or null for what the real one does.</summary>
    private Func<Place, Answer>? Verify { get; init; }

    internal static IReadOnlyDictionary<string, Breakage> All { get; } = new Dictionary<string, Breakage>(StringComparer.Ordinal)
    {
        ["nothing"] = new(),
        ["ends-with-three"] = After("completed", answer => answer with { Exit = 3 }),
        ["says-that-it-failed"] = After("completed", answer => answer.Say(document => document["ok"] = false)),
        ["ignores-the-flag"] = new() { Run = (asked, _, real) => real([.. asked.Where(argument => argument != "--auto-approve")]) },
        ["counts-a-gate-too-many"] = After("completed", answer => answer.Say(document => document["gates_approved"] = (int)document["gates_approved"]! + 1)),
        ["loses-a-decision"] = After("completed", Records.LoseDecision, coversUp: true),
        ["swaps-the-turns"] = After("completed", Records.SwapTurns, coversUp: true),
        ["leaves-the-run-active"] = After("completed", Records.Reopen, coversUp: true),
        ["forgets-the-talk"] = After("completed", Records.ForgetTalk),
        ["drops-the-report"] = After("completed", Records.DropReport),
        ["names-another-report"] = After("completed", answer => answer.Say(document => document["report"] = "agentxchain.json")),
        ["answers-itself"] = new() { Run = OwnModel.Run, CoversUp = true },
        ["repeats-an-id"] = After("completed", answer => Records.Dispatches(answer, dispatch => dispatch["request_id"] = "req_loopback_1"), coversUp: true),
        ["forges-the-grade"] = After("completed", answer => Records.Dispatches(answer, dispatch => dispatch["evidence_grade"] = "live").Say(document => document["evidence_grade"] = "live"), coversUp: true),
        ["says-a-better-grade"] = After("completed", answer => answer.Say(document => document["evidence_grade"] = "live")),
        ["rounds-the-cost"] = After("completed", answer => answer.Say(document => document["cost"]!["known_usd"] = Math.Round((decimal)document["cost"]!["known_usd"]!, 3))),
        ["makes-up-the-cost"] = After("completed", Records.MakeUpCost, coversUp: true),
        ["does-not-know-the-cost"] = After("completed", answer => answer.Say(document => document["cost"]!["unknown_cost_attempts"] = 1)),
        ["spoils-the-export"] = After("completed", Records.SpoilExport),
        ["does-not-verify"] = new() { Verify = at => new(at, 2, """{"schema":"proofs.verify/v1","verdict":"undetermined"}""", string.Empty) },
        ["says-yes-to-everything"] = new() { Verify = Yes },
        ["says-yes-and-ends-with-one"] = new() { Verify = at => Yes(at) with { Exit = 1 } },
        ["ends-with-zero-where-blocked"] = After("blocked", answer => answer with { Exit = 0 }),
        ["completes-what-is-blocked"] = After("blocked", Records.Complete),
        ["asks-again"] = new() { Run = AskAgain },
        ["approves-everything"] = new() { Run = (asked, _, real) => real([.. asked.Where(argument => argument != "--auto-approve"), "--auto-approve"]) },
        ["ends-with-one-where-held"] = After("gate_held", answer => answer with { Exit = 1 }),
        ["writes-its-key-down"] = After("completed", Records.WriteKey),
        ["prints-its-key"] = After("blocked", answer => answer with { Error = answer.Error + $"asked with {answer.At.Key}\n" }),
        ["says-its-key"] = After("gate_held", answer => answer.Say(document => document["warnings"]!.AsArray().Add($"asked with {answer.At.Key}"))),
    };

    private static Answer Yes(Place at) => new(at, 0, """{"schema":"proofs.verify/v1","verdict":"pass"}""", string.Empty);

    /// <summary>Answers in the command's place.</summary>
    /// <param name="asked">What is asked.</param>
    /// <param name="at">Where.</param>
    /// <param name="real">Has the real command do it, or knows what it did.</param>
    internal Answer Do(string[] asked, Place at, Func<string[], Answer> real) => asked switch
    {
        ["run", ..] => Run(asked, at, real),
        ["verify", ..] => Verify is not null ? Verify(at) : CoversUp && !asked.Any(argument => argument.EndsWith("spoiled-export.json", StringComparison.Ordinal)) ? Yes(at) : real(asked),
        _ => real(asked),
    };

    private static Breakage After(string stopReason, Func<Answer, Answer> change, bool coversUp = false) => new()
    {
        Run = (asked, _, real) => real(asked) is var answer && answer.StopReason == stopReason ? change(answer) : answer,
        CoversUp = coversUp,
    };

    /// <summary>A command that takes no for an answer only the second time.</summary>
    private static Answer AskAgain(string[] asked, Place at, Func<string[], Answer> real)
    {
        Answer answer = real(asked);
        if (answer.StopReason != "blocked")
        {
            return answer;
        }

        real(["unblock", "--note", "once more"]);
        return real(["resume", .. asked[1..]]);
    }
}
