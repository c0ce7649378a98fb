using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>A run that is to be completed, claim by claim: what the command printed, what lies in the project, and what the provider knows of it.</summary>
internal sealed class CompletedRun
{
    private const int TailLines = 12;
    private const string ReportFolder = ".agentxchain/reports/";

    /// <summary>In US dollars a million tokens. Source: Anthropic, prices of Claude Haiku 4.5.</summary>
    private const decimal InputRate = 1;
    private const decimal OutputRate = 5;

    private static readonly string[] Roles = ["planner", "reviewer"];

    private readonly Story _story;
    private readonly CliProject _project;
    private readonly Launched _run;
    private readonly RunDocument? _document;
    private readonly RunRecords _records;

    internal CompletedRun(Story story, CliProject project, Launched run)
    {
        (_story, _project, _run, _document, _records) = (story, project, run, RunDocument.Read(run.Out), new(project.Root));
        story.Facts = _records.Fill(story.Facts, Confined(_document?.Export), Confined(_document?.Report)) with
        {
            CliExitStatus = run.IsLate ? null : run.ExitCode,
            StdoutTail = Tail(run.Out),
            StderrTail = Tail(run.Error),
            StopReason = _document?.StopReason,
            GatesApproved = _document?.GatesApproved,
            TurnHistory = _document?.Turns ?? [],
            Rejections = [.. Rejections()],
            JournalHead = _document?.JournalHead?.DeepClone(),
        };
    }

    /// <summary>The command ended well. Where the run is not even said to be completed, nothing else can be looked at.</summary>
    internal void Ends()
    {
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

    internal void HasItsRecords()
    {
        string[] headings = [.. _records.Talk.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        _story.Claim(
            "records.complete",
            new JsonObject { ["status"] = "completed", ["roles"] = Texts(Roles), ["decisions"] = "2 or more", ["talk"] = Texts(Roles) },
            new JsonObject
            {
                ["status"] = (string?)_records.State?["status"],
                ["roles"] = Texts(_records.Roles),
                ["decisions"] = _records.Ledger.Count >= 2 ? "2 or more" : _records.Ledger.Count,
                ["talk"] = Texts(Roles.Where(role => headings.Any(line => line.Contains($" {role} ", StringComparison.Ordinal)))),
            });
    }

    internal void HasItsReports() => _story.Claim(
        "reports.written",
        new JsonObject { ["report"] = "is there", ["export"] = "is there" },
        new JsonObject { ["report"] = There(_document!.Report), ["export"] = There(_document.Export) });

    /// <summary>What the provider says that it answered is the evidence: a cost is none.</summary>
    /// <param name="model">The server on this machine; null where nobody but the provider has the ids.</param>
    internal void WasAnswered(ModelProcess? model)
    {
        string[] ids = [.. _records.Dispatches.Where(record => Text(record, "worker") == "api_proxy").Select(record => Text(record, "request_id")).Where(id => id.Length > 0)];
        IReadOnlyList<string> given = model?.AnsweredIds ?? ids;
        int turns = Math.Max(Roles.Length, _records.History.Count);
        _story.Claim(
            "dispatch.answered",
            new JsonObject { ["turns"] = turns, ["different_ids"] = turns, ["never_given_out"] = new JsonArray() },
            new JsonObject { ["turns"] = _records.History.Count, ["different_ids"] = ids.Distinct(StringComparer.Ordinal).Count(), ["never_given_out"] = Texts(ids.Except(given, StringComparer.Ordinal)) });
    }

    internal void IsGraded()
    {
        string grade = _story.Facts.Grade;
        string[] hosts = [.. _records.Dispatches.Select(record => Text(record, "endpoint_host"))];
        string[] shown = [.. hosts.Select(GradeOf).DefaultIfEmpty("nothing was asked")];
        _story.Claim(
            "dispatch.grade",
            new JsonObject { ["hosts_show"] = Texts(shown.Select(_ => grade)), ["records"] = Texts(hosts.Select(_ => grade)), ["document"] = grade },
            new JsonObject { ["hosts_show"] = Texts(shown), ["records"] = Texts(_records.Dispatches.Select(record => Text(record, "evidence_grade"))), ["document"] = _document!.EvidenceGrade });
    }

    /// <summary>The sum, in decimals. A rejected attempt is paid for too.</summary>
    /// <param name="model">The server on this machine; null where only the provider knows the tokens.</param>
    /// <param name="answers">What it was told to answer.</param>
    internal void AddsUp(ModelProcess? model, JsonArray? answers)
    {
        decimal?[] turns = [.. _records.History.Select(entry => Money((entry["cost"] as JsonObject)?["usd"]))];
        decimal? sum = turns.Concat(RejectedCosts()).Aggregate((decimal?)0, (left, right) => left + right);
        string[] given = [.. model?.Answered.Select(each => each.Id) ?? []];
        JsonNode expected = model is not null ? Sums(_records.History.Select(entry => Price(Tokens(entry, given, answers!))))
            : turns.All(usd => usd > 0) && turns.Length > 0 ? Sums(turns)
            : "each is known and more than nothing";
        _story.Claim(
            "cost.adds_up",
            new JsonObject { ["turns"] = expected, ["known_usd"] = Usd(sum) ?? "a sum that is known", ["unknown_cost_attempts"] = 0 },
            new JsonObject { ["turns"] = Sums(turns), ["known_usd"] = Usd(Money(_document!.KnownUsd)), ["unknown_cost_attempts"] = _document.UnknownCostAttempts?.DeepClone() });
    }

    /// <summary>Without an export there is nothing to look at; that it is missing has a claim of its own.</summary>
    internal async Task HoldsAsync(CancellationToken late)
    {
        if (Confined(_document!.Export) is not { } export || There(export) != "is there")
        {
            return;
        }

        string head = _document.Head ?? "none";
        Launched file = await _project.RunAsync(["verify", "export", export, "--expect-head-hash", head, "--json"], null, late).ConfigureAwait(false);
        Launched run = await _project.RunAsync(["verify", "run", "--anchors", _project.Bench.Anchors, "--expect-head-hash", head, "--json"], null, late).ConfigureAwait(false);
        _story.Claim(
            "evidence.holds",
            new JsonObject { ["export"] = "exit 0, pass", ["run"] = "exit 0, pass" },
            new JsonObject { ["export"] = Verdict(file), ["run"] = Verdict(run) });
    }

    /// <summary>The grade that a host shows, whatever anybody wrote down. Source: RFC 6761, RFC 5735; Anthropic, address of the API.</summary>
    private static string GradeOf(string host) => Uri.TryCreate($"https://{host}", UriKind.Absolute, out Uri? address)
        ? address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out IPAddress? number) && IPAddress.IsLoopback(number)) ? "loopback"
        : address is { Host: "api.anthropic.com", Port: 443 } ? "live" : "custom_endpoint"
        : "no host";

    private static string Verdict(Launched verify) => $"exit {verify.ExitCode}, {(RunDocument.Read(verify.Out) is { Verdict: { } verdict } ? verdict : "no verdict")}";

    private static IReadOnlyList<string> Tail(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(TailLines)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonArray Sums(IEnumerable<decimal?> sums) => new([.. sums.Select(Usd)]);

    /// <summary>What counts tokens: the server that was asked; what the turn says itself only where it asked somebody else, which has a claim of its own.</summary>
    private static JsonNode? Tokens(JsonObject entry, string[] given, JsonArray answers)
    {
        int at = entry["dispatch"] is JsonObject dispatch ? Array.IndexOf(given, Text(dispatch, "request_id")) : -1;
        return at >= 0 && at < answers.Count ? answers[at] : entry["cost"];
    }

    private static decimal? Price(JsonNode? tokens) => ((Money(tokens?["input_tokens"]) * InputRate) + (Money(tokens?["output_tokens"]) * OutputRate)) / 1_000_000;

    /// <summary>Without zeros at the end, which say nothing: 0.00040 is 0.0004.</summary>
    private static JsonNode? Usd(decimal? usd) => usd is { } known ? JsonValue.Create(known / 1.0000000000000000000000000000m) : null;

    private static decimal? Money(JsonNode? usd) => usd is JsonValue value && value.TryGetValue(out decimal known) ? known : null;

    private static string Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : string.Empty;

    /// <summary>A path that stays where reports lie; null for every other.</summary>
    private static string? Confined(string? path) => path is not null && path.StartsWith(ReportFolder, StringComparison.Ordinal) && path.IndexOf('/', ReportFolder.Length) < 0 ? path : null;

    private string There(string? path) => Confined(path) is { } confined && File.Exists(Path.Combine(_project.Root, confined)) ? "is there" : $"nothing at {path ?? "no place"}";

    /// <summary>One that nobody knows is nothing here: the document counts it among those that are unknown, and there may be none.</summary>
    private IEnumerable<decimal?> RejectedCosts() => Told("turn_rejected").Select(told => (decimal?)(Money(told["payload"]?["dispatch"]?["usage"]?["usd"]) ?? 0));

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

    private IEnumerable<JsonObject> Told(string type) => Encoding.UTF8.GetString(_records.Bytes(".agentxchain/events.jsonl") ?? [])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line) as JsonObject)
        .OfType<JsonObject>()
        .Where(told => Text(told, "event_type") == type);
}
