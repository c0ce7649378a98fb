using Proofs.Processes;
using Proofs.Runs.Work;
using Proofs.Texts;

namespace Proofs.Workers.LocalCli;

/// <summary>Why a program's work does not count, from how it ended and what it said.</summary>
internal static class FailureRules
{
    private const int LinesOfReason = 4;
    private const int LongestReason = 900;

    /// <summary>Why nothing that it left may be taken; null when a result may be looked for.</summary>
    internal static WorkFailure? Fatal(Attempt attempt) => attempt.Outcome switch
    {
        { NotStarted: not null, Cancelled: false } not => new("runtime_spawn_failed", Said(attempt, SafeText.Neutralise(not.NotStarted).TrimEnd('.'), "Install it where PATH leads, or correct the runtime's command.")) { IsRetryable = false, Cost = WorkFailure.Nothing },
        { Survivors: > 0 and var count } => new("process_survived", Said(attempt, $"{count} of its processes cannot be ended, and may go on changing files")) { IsRetryable = false },
        { Cancelled: true } when attempt.WroteTooMuch => new("output_limit", Said(attempt, "it was stopped because it wrote more than it may")),
        { Cancelled: true } => new("cancelled", Said(attempt, "it was stopped because its caller asked for that")),
        { Limit: ProcessLimit.Wall } => new("timeout", Said(attempt, "it was stopped because its time was over")),
        _ => null,
    };

    /// <summary>Why there is no result.</summary>
    internal static WorkFailure Missing(Attempt attempt)
    {
        ProcessOutcome outcome = attempt.Outcome;
        if (outcome.Limit is ProcessLimit.Start)
        {
            return new("no_subprocess_output", Said(attempt, "it was stopped because it had written nothing for as long as it may at its start"));
        }

        if (outcome.Limit is ProcessLimit.Idle)
        {
            return new("timeout", Said(attempt, "it was stopped because it had been silent for longer than it may"));
        }

        if (Known(attempt) is { } rule)
        {
            string what = attempt.IsForeign && rule.Class == "auth_failure" ? "it lies in the project's repository or is named by a path from there, so it was given no keys" : "it says that it cannot work";
            return new(rule.Class, Said(attempt, what, Next(attempt, rule.Class)))
            {
                IsRetryable = rule.Retryable,
                // A program that is known and was let in nowhere has spent nothing, and the turn need not lose an attempt.
                Cost = attempt is { Profile: not null, HasUsage: false } && rule.Class is "auth_failure" or "model_not_found" or "node_incompatible" ? WorkFailure.Nothing : null,
            };
        }

        return attempt.StagedProblem is { } problem ? new("turn_result_extraction_failure", Said(attempt, SafeText.Neutralise(problem)))
            : !attempt.HasOutput && outcome.ExitCode is not null ? new("no_subprocess_output", Said(attempt, "it ended without a word and left no result"))
            : outcome.ExitCode != 0 ? new("process_exit", Said(attempt, "it failed and left no result"))
            : new("result_missing", Said(attempt, "it ended and left no result"));
    }

    /// <summary>What its errors mean: first the ones it tells as errors, then what it wrote to standard error. What an agent says in passing is no error.</summary>
    private static ErrorRule? Known(Attempt attempt)
    {
        ErrorRule[] rules = [.. attempt.Profile?.Errors ?? [], .. AgentProfiles.Other.Errors];
        return new[] { attempt.Errors, attempt.ErrorTail, attempt.Profile is null && attempt.Outcome.ExitCode != 0 ? attempt.OutputTail : [] }
            .Select(lines => Array.Find(rules, rule => lines.Any(line => rule.Texts.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))))
            .FirstOrDefault(rule => rule is not null);
    }

    /// <summary>What somebody can do, or empty.</summary>
    private static string Next(Attempt attempt, string known) => known switch
    {
        "auth_failure" when attempt.IsForeign => "Install the program outside of the repository, and name it alone or by its absolute path.",
        "auth_failure" when attempt.Profile is { Secrets: [var name, ..] } => $"Log in with the program itself, or set one of its variables, such as {name}.",
        "auth_failure" => "Log in with the program itself, or have the variable that holds its key passed on.",
        "model_not_found" => "Name another model in the runtime's command.",
        "node_incompatible" => "Install the version of Node.js that the program wants.",
        _ => string.Empty,
    };

    private static string Said(Attempt attempt, string what, string next = "")
    {
        string end = attempt.Outcome switch
        {
            { ExitCode: { } code } => $" (exit code {code})",
            { Signal: { } signal } => $" (signal {signal})",
            _ => string.Empty,
        };
        IReadOnlyList<string> lines = attempt.Errors.Count > 0 ? attempt.Errors : attempt.ErrorTail.Count > 0 ? attempt.ErrorTail : attempt.OutputTail;
        string last = lines.Count > 0 ? " Its last words: " + string.Join(" | ", lines.TakeLast(LinesOfReason).Select(SafeText.Neutralise)) : string.Empty;
        string reason = $"{SafeText.Neutralise(attempt.Program)}: {what}{end}.{last}";
        string cut = reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
        return $"{cut}{(next.Length > 0 ? " " + next : string.Empty)}{(attempt.LogFolder.Length > 0 ? $" Logs: {SafeText.Neutralise(attempt.LogFolder)}" : string.Empty)}";
    }
}
