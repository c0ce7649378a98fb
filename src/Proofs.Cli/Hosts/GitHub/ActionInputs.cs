using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>The inputs of <c>action.yml</c>, understood. What is not given is null.</summary>
internal sealed record ActionInputs
{
    /// <summary>Gates that must give a verdict, whatever their input.</summary>
    internal IReadOnlyList<string> Gates { get; private init; } = [];

    internal string? RequiredBaseline { get; private init; }

    /// <summary>Ids, and words that say where more of them are; see <see cref="GitHub.ReportedCommits"/>.</summary>
    internal IReadOnlyList<string>? ReportedCommits { get; private init; }

    internal string? ReportedCommitsFile { get; private init; }

    internal string? FeatureKey { get; private init; }

    internal string? FeatureKeyPattern { get; private init; }

    internal string? Trailer { get; private init; }

    /// <summary>The proofs that must be there; null when no input speaks of them.</summary>
    internal ProofsRequest? Proofs { get; private init; }

    internal string? Base { get; private init; }

    internal string? Head { get; private init; }

    internal MergeHandling? Merges { get; private init; }

    internal string? Policy { get; private init; }

    internal CheckRunsInput CheckRuns { get; private init; }

    /// <summary>A verdict other than pass is told and does not stop the job.</summary>
    internal bool SoftFail { get; private init; }

    /// <summary>What cannot be reported stops the job.</summary>
    internal bool RequireReport { get; private init; }

    internal string? Token { get; private init; }

    /// <summary>Reads the inputs.</summary>
    /// <param name="environment">Where they stand.</param>
    /// <param name="refusal">What is wrong with the first wrong one.</param>
    internal static ActionInputs? Read(RunnerEnvironment environment, out Refusal? refusal)
    {
        refusal = null;
        string[] gates = Words(environment.Input("gates"));
        string? wrong = Array.Find(gates, gate => !GateIds.All.Contains(gate, StringComparer.Ordinal));
        refusal = wrong is not null ? Wrong("gates", wrong, GateIds.All)
            : WrongChoice(environment, "merges", "check", "skip")
            ?? WrongChoice(environment, "check-runs", ["auto", .. Flags])
            ?? WrongChoice(environment, "soft-fail", Flags)
            ?? WrongChoice(environment, "require-report", Flags)
            ?? WrongChoice(environment, "proofs-run", ProofsInputs.CurrentRun, ProofsInputs.AnyRun)
            ?? WrongReport(environment)
            ?? WrongToken(environment);
        ProofsRequest? proofs = refusal is null ? ProofsInputs.Read(environment, out refusal) : null;
        return refusal is not null ? null : new()
        {
            Proofs = proofs,
            Gates = gates,
            RequiredBaseline = environment.Input("required-baseline"),
            ReportedCommits = environment.Input("reported-commits") is { } reported ? Words(reported) : null,
            ReportedCommitsFile = environment.Input("reported-commits-file"),
            FeatureKey = environment.Input("feature-key"),
            FeatureKeyPattern = environment.Input("feature-key-pattern"),
            Trailer = environment.Input("trailer"),
            Base = environment.Input("base"),
            Head = environment.Input("head"),
            Merges = environment.Input("merges") switch { "check" => MergeHandling.Check, "skip" => MergeHandling.Skip, _ => null },
            Policy = environment.Input("policy"),
            CheckRuns = environment.Input("check-runs") is null or "auto" ? CheckRunsInput.Auto : IsTrue(environment, "check-runs") ? CheckRunsInput.Yes : CheckRunsInput.No,
            SoftFail = IsTrue(environment, "soft-fail"),
            RequireReport = IsTrue(environment, "require-report"),
            Token = environment.Input("token"),
        };
    }

    /// <summary>Every way that YAML writes a flag; the first of the two halves is true.</summary>
    private static readonly string[] Flags = ["true", "True", "TRUE", "false", "False", "FALSE"];

    private static bool IsTrue(RunnerEnvironment environment, string name) => Flags.AsSpan(0, 3).Contains(environment.Input(name) ?? string.Empty);

    /// <summary>A word that can be no id is one of those that say where ids are, or misspelt.</summary>
    private static Refusal? WrongReport(RunnerEnvironment environment) => Words(environment.Input("reported-commits")).FirstOrDefault(word => word is not (GitHub.ReportedCommits.FromBody or GitHub.ReportedCommits.FromTrailers) && !word.All(char.IsAsciiHexDigit)) is { } wrong
        ? Wrong("reported-commits", wrong, ["a full commit id", GitHub.ReportedCommits.FromBody, GitHub.ReportedCommits.FromTrailers])
        : null;

    /// <summary>The words of a text of several lines or with commas.</summary>
    internal static string[] Words(string? text) => text?.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Refusal? WrongChoice(RunnerEnvironment environment, string name, params string[] choices) =>
        environment.Input(name) is { } value && !choices.Contains(value, StringComparer.Ordinal) ? Wrong(name, value, choices) : null;

    /// <summary>Only the characters that tokens have: no line break ends the header that carries it, and no escaping hides it from <see cref="Redaction"/>.</summary>
    internal static bool IsToken(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static Refusal? WrongToken(RunnerEnvironment environment) =>
        environment.Input("token") is { } token && !IsToken(token)
            ? new(ReasonCodes.InputInvalid, "The input 'token' holds characters that no token has.", ReasonCodes.InputInvalid.Fix)
            : null;

    private static Refusal Wrong(string name, string value, IEnumerable<string> choices) =>
        new(ReasonCodes.InputInvalid, $"The input '{name}' is '{value}'; it must be one of {string.Join(", ", choices)}.", ReasonCodes.InputInvalid.Fix);
}
