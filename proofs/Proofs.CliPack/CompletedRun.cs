using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>A run that is to be completed, claim by claim: what the command printed, what lies in the project, and what the provider knows of it.</summary>
internal sealed class CompletedRun
{
    private const int TailLines = 12;
    private const string ReportFolder = ".agentxchain/reports/";

    private static readonly string[] Roles = ["planner", "reviewer"];
    private static readonly string[] Gates = ["plan_agreed", "greeting_agreed"];

    private readonly Story _story;
    private readonly CliProject _project;
    private readonly Launched _run;
    private readonly RunDocument? _document;
    private readonly RunRecords _records;

    internal CompletedRun(Story story, CliProject project, Launched run) =>
        (_story, _project, _run, _document, _records) = (story, project, run, RunDocument.Read(run.Out), new(project.Root));

    /// <summary>Puts it into the payload, whatever is claimed of it.</summary>
    internal void Tell() => _story.Facts = _records.Fill(_story.Facts, Confined(_document?.Export), Confined(_document?.Report)) with
    {
        CliExitStatus = _run.IsLate ? null : _run.ExitCode,
        StdoutTail = Tail(_run.Out),
        StderrTail = Tail(_run.Error),
        StopReason = _document?.StopReason,
        GatesApproved = _document?.GatesApproved,
        TurnHistory = _document?.Turns ?? [],
        Rejections = [.. Rejections()],
        JournalHead = _document?.JournalHead?.DeepClone(),
    };

    /// <summary>Looks at everything that is claimed of it.</summary>
    /// <param name="model">The server on this machine; null where the provider was asked.</param>
    /// <param name="late">Ends it.</param>
    internal async Task JudgeAsync(ModelProcess? model, CancellationToken late)
    {
        Ends();
        PassesItsGates();
        HasItsRecords();
        HasItsReports();
        WasAnswered(model);
        await HoldsAsync(late).ConfigureAwait(false);
    }

    /// <summary>The command ended well. Where the run is not even said to be completed, nothing else can be looked at.</summary>
    private void Ends()
    {
        if (_document is { StopReason: "gate_held" })
        {
            // It did what it does where nobody told it to approve: that is the claim about gates, and none about its end.
            PassesItsGates();
            throw Story.Stop(new("gate_held", "The command was told to approve by itself, and left the run waiting at a gate.", "Look at what becomes of --auto-approve."));
        }

        _story.Claim(
            "exit.zero",
            new JsonObject { ["exit"] = 0, ["schema"] = "proofs.run/v1", ["ok"] = true, ["stop_reason"] = "completed" },
            new JsonObject { ["exit"] = _run.ExitCode, ["schema"] = _document?.Schema, ["ok"] = _document?.IsOk, ["stop_reason"] = _document?.StopReason });
        if (_run.IsLate)
        {
            throw Story.Stop(new("timed_out", $"The command did not end within {CliProject.Limit.TotalSeconds:0} seconds and was stopped.", "Look at the last lines of its diagnostics."));
        }

        if (_document is not { StopReason: "completed" })
        {
            _story.IsRetryable = _document is { MayPass: true };
            throw Story.Stop(_document?.Cause() ?? new("no_document", $"The command ended with {_run.ExitCode} and printed no document.", "Look at the last lines of its diagnostics."));
        }
    }

    /// <summary>Each gate waited, and the command itself approved it: a gate that passes by itself, or that a person approved, proves nothing of that.</summary>
    private void PassesItsGates() => _story.Claim(
        "gates.approved",
        new JsonObject { ["waited"] = Texts(Gates), ["approved_by_itself"] = Texts(Gates), ["counted"] = Gates.Length, ["document"] = Passed(), ["disk"] = Passed() },
        new JsonObject
        {
            ["waited"] = Texts(Told("gate_pending").Select(told => told["payload"] is JsonObject gate ? Text(gate, "gate_id") : string.Empty)),
            ["approved_by_itself"] = Texts(_records.Ledger.Where(entry => Text(entry, "decision") == "gate_approved" && Text(entry, "action") == "automatic").Select(entry => Text(entry, "gate_id"))),
            ["counted"] = _document!.GatesApproved,
            ["document"] = _document.Gates,
            ["disk"] = _records.State?["phase_gate_status"]?.DeepClone(),
        });

    private void HasItsRecords()
    {
        string[] headings = [.. _records.Talk.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        _story.Claim(
            "records.complete",
            new JsonObject { ["status"] = "completed", ["roles"] = Texts(Roles), ["decisions"] = Texts(Roles), ["talk"] = Texts(Roles) },
            new JsonObject
            {
                ["status"] = (string?)_records.State?["status"],
                ["roles"] = Texts(_records.Roles),
                ["decisions"] = Texts(Roles.Where(HasDecided)),
                ["talk"] = Texts(Roles.Where(role => headings.Any(line => line.Contains($" {role} ", StringComparison.Ordinal)))),
            });
    }

    private void HasItsReports() => _story.Claim(
        "reports.written",
        new JsonObject { ["report"] = "is there", ["export"] = "is there" },
        new JsonObject { ["report"] = There(_document!.Report), ["export"] = There(_document.Export) });

    /// <summary>A model was really asked, and paid for.</summary>
    private void WasAnswered(ModelProcess? model)
    {
        DispatchChecks.ClaimAnswered(_story, _records, Math.Max(Roles.Length, _records.History.Count), model);
        DispatchChecks.ClaimGrade(_story, _records, _document!.EvidenceGrade);
        DispatchChecks.ClaimCost(_story, _records, model, _document.KnownUsd, _document.UnknownCostAttempts);
    }

    /// <summary>Without an export there is nothing to look at; that it is missing has a claim of its own.</summary>
    private async Task HoldsAsync(CancellationToken late)
    {
        if (Confined(_document!.Export) is not { } export || There(export) != "is there")
        {
            return;
        }

        string head = _document.Head ?? "none";
        Launched file = await _project.RunAsync(["verify", "export", export, "--expect-head-hash", head, "--json"], null, late).ConfigureAwait(false);
        Launched run = await _project.RunAsync(["verify", "run", "--anchors", _project.Bench.Anchors, "--expect-head-hash", head, "--json"], null, late).ConfigureAwait(false);

        // Whoever says yes to everything has found nothing: one decision less is to be found.
        string spoiled = Path.Combine(Path.GetDirectoryName(_project.Root)!, "spoiled-export.json");
        await File.WriteAllTextAsync(spoiled, (await File.ReadAllTextAsync(Path.Combine(_project.Root, export), late).ConfigureAwait(false)).Replace("DEC-001", "DEC-901", StringComparison.Ordinal), late).ConfigureAwait(false);
        Launched refused = await _project.RunAsync(["verify", "export", "../spoiled-export.json", "--expect-head-hash", head, "--json"], null, late).ConfigureAwait(false);
        _story.Claim(
            "evidence.holds",
            new JsonObject { ["export"] = "exit 0, pass", ["run"] = "exit 0, pass", ["spoiled_export"] = "exit 1, fail" },
            new JsonObject { ["export"] = Verdict(file), ["run"] = Verdict(run), ["spoiled_export"] = Verdict(refused) });
    }

    /// <summary>The ledger also has what was decided at gates, which is no role's.</summary>
    private bool HasDecided(string role) => _records.Ledger.Any(entry => Text(entry, "role") == role && Text(entry, "id").Length > 0);

    private static string Verdict(Launched verify) => $"exit {verify.ExitCode}, {(RunDocument.Read(verify.Out) is { Verdict: { } verdict } ? verdict : "no verdict")}";

    private static IReadOnlyList<string> Tail(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(TailLines)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject Passed() => new(Gates.Select(gate => KeyValuePair.Create(gate, (JsonNode?)"passed")));

    private static string Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    /// <summary>A path that stays where reports lie; null for every other.</summary>
    private static string? Confined(string? path) => path is not null && path.StartsWith(ReportFolder, StringComparison.Ordinal) && path.IndexOf('/', ReportFolder.Length) < 0 ? path : null;

    private string There(string? path) => Confined(path) is { } confined && File.Exists(Path.Combine(_project.Root, confined)) ? "is there" : $"nothing at {path ?? "no place"}";

    /// <summary>Every rejection with the attempt behind it, which is one at the same turn.</summary>
    private IEnumerable<RejectedAttempt> Rejections() => Told("turn_rejected").Select(rejected =>
    {
        (string turn, int attempt) = Of(rejected);
        bool isRetried = Told("turn_dispatched").Any(dispatched => Of(dispatched) == (turn, attempt + 1));
        string kept = Path.Combine(_project.Root, ".agentxchain", "dispatch", "rejected");
        bool isKept = Directory.Exists(kept) && Directory.EnumerateFiles(kept, $"{turn}-attempt-{attempt}-*").Any();
        return new RejectedAttempt((string?)rejected["turn"]?["role_id"] ?? string.Empty, turn, attempt, isRetried ? turn : null, isRetried ? attempt + 1 : null, isKept);
    });

    private static (string Turn, int Attempt) Of(JsonObject told) => ((string?)told["turn"]?["turn_id"] ?? string.Empty, (int?)told["payload"]?["attempt"] ?? 1);

    private IEnumerable<JsonObject> Told(string type) => _records.Events.Where(told => Text(told, "event_type") == type);
}
