using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary><c>--execute</c>: runs what the run's configuration declares, once somebody has seen it and said yes.</summary>
internal sealed class ExecuteOptions
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal Option<bool> Execute { get; } = new("--execute") { Description = "Also run the declared verification in a clean checkout of the run's last commit; needs --yes." };

    internal Option<bool> Yes { get; } = new("--yes") { Description = "Run the commands that --execute prints." };

    internal void AddTo(Command command)
    {
        command.Add(Execute);
        command.Add(Yes);
    }

    /// <summary>Prints the commands and, once somebody said yes, runs them and adds what came of it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where they are printed.</param>
    /// <param name="found">What is found so far; of a run that fails already nothing is run.</param>
    /// <param name="plan">What there is to run, or null.</param>
    /// <param name="missing">Why there is nothing, or null.</param>
    /// <param name="repository">A folder of the repository that has the commit.</param>
    /// <param name="refusal">Why nothing was run that could have been, or null.</param>
    internal EvidenceVerification Run(ParseResult parsed, Terminal terminal, EvidenceVerification found, VerificationPlan? plan, EvidenceCheck? missing, string repository, out Refusal? refusal)
    {
        refusal = null;
        if (found.Verdict is Outcome.Fail || plan is null)
        {
            return found with { Checks = [.. found.Checks, .. missing is null || found.Verdict is Outcome.Fail ? [] : new[] { missing }] };
        }

        foreach (IReadOnlyList<string> arguments in plan.Commands)
        {
            terminal.Error.WriteLine($"{(parsed.GetValue(Yes) ? "runs" : "would run")}: {SafeText.Neutralise(new JsonArray([.. arguments.Select(each => (JsonNode?)JsonValue.Create(each))]).ToJsonString(Readable))}");
        }

        if (!parsed.GetValue(Yes))
        {
            refusal = new(ReasonCodes.UsageError, $"--execute runs {plan.Commands.Count} commands that this run's configuration names, in a checkout of {plan.Commit} and as this user; nothing was run.", "Look at the commands above; if they may run, add --yes.");
            return found;
        }

        using StopSignals signals = new();
        EvidenceCheck check = RunnerInterface.ExecuteAsync(plan, repository, TimeProvider.System, signals.Token).GetAwaiter().GetResult();
        signals.Token.ThrowIfCancellationRequested();
        return found with { Checks = [.. found.Checks, check] };
    }
}
