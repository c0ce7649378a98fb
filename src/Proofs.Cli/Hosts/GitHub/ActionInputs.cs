using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>The inputs of <c>action.yml</c>, understood. What is not given is null.</summary>
internal sealed record ActionInputs
{
    /// <summary>Every input, as <c>action.yml</c> declares them.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "gates", "required-baseline", "reported-commits", "feature-key", "feature-key-pattern", "trailer", "base", "head", "merges", "policy", "soft-fail",
        "require-report",
    ];

    /// <summary>Gates that must give a verdict, whatever their input.</summary>
    internal IReadOnlyList<string> Gates { get; private init; } = [];

    internal string? RequiredBaseline { get; private init; }

    internal IReadOnlyList<string>? ReportedCommits { get; private init; }

    internal string? FeatureKey { get; private init; }

    internal string? FeatureKeyPattern { get; private init; }

    internal string? Trailer { get; private init; }

    internal string? Base { get; private init; }

    internal string? Head { get; private init; }

    internal MergeHandling? Merges { get; private init; }

    internal string? Policy { get; private init; }

    /// <summary>A verdict other than pass is told and does not stop the job.</summary>
    internal bool SoftFail { get; private init; }

    /// <summary>What cannot be reported stops the job.</summary>
    internal bool RequireReport { get; private init; }

    /// <summary>Reads the inputs.</summary>
    /// <param name="environment">Where they stand.</param>
    /// <param name="refusal">What is wrong with the first wrong one.</param>
    internal static ActionInputs? Read(RunnerEnvironment environment, out Refusal? refusal)
    {
        refusal = null;
        string[] gates = Words(environment.Input("gates"));
        string? wrong = Array.Find(gates, gate => !GateIds.All.Contains(gate, StringComparer.Ordinal));
        string? merges = environment.Input("merges");
        refusal = wrong is not null ? Wrong("gates", wrong, string.Join(", ", GateIds.All))
            : merges is not (null or "check" or "skip") ? Wrong("merges", merges, "check, skip")
            : WrongFlag(environment, "soft-fail") ?? WrongFlag(environment, "require-report");
        return refusal is not null ? null : new()
        {
            Gates = gates,
            RequiredBaseline = environment.Input("required-baseline"),
            ReportedCommits = environment.Input("reported-commits") is { } reported ? Words(reported) : null,
            FeatureKey = environment.Input("feature-key"),
            FeatureKeyPattern = environment.Input("feature-key-pattern"),
            Trailer = environment.Input("trailer"),
            Base = environment.Input("base"),
            Head = environment.Input("head"),
            Merges = merges switch { "check" => MergeHandling.Check, "skip" => MergeHandling.Skip, _ => null },
            Policy = environment.Input("policy"),
            SoftFail = environment.Input("soft-fail") == "true",
            RequireReport = environment.Input("require-report") == "true",
        };
    }

    /// <summary>The words of an input of several lines or with commas.</summary>
    private static string[] Words(string? text) => text?.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Refusal? WrongFlag(RunnerEnvironment environment, string name) =>
        environment.Input(name) is { } value and not ("true" or "false") ? Wrong(name, value, "true, false") : null;

    private static Refusal Wrong(string name, string value, string choices) =>
        new(ReasonCodes.InputInvalid, $"The input '{name}' is '{value}'; it must be one of {choices}.", ReasonCodes.InputInvalid.Fix);
}
