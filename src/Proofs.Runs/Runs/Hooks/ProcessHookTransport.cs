using Proofs.Processes;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>
/// Asks hooks that are programs: the envelope on standard input, the answer on standard output. A program runs in the project's folder and sees of our
/// environment HOME, LANG, PATH (its absolute folders), TMPDIR, TZ and USER, and the hook's own variables; no keys and no tokens. When its time is over it is
/// ended at once, with everything it has started; nothing of it lives on after it has answered.
/// </summary>
/// <param name="time">The clock of the limits.</param>
public sealed class ProcessHookTransport(TimeProvider time) : IHookTransport
{
    private static readonly string[] Passed = ["HOME", "LANG", "PATH", "TMPDIR", "TZ", "USER"];

    /// <inheritdoc/>
    public string Type => "process";

    /// <inheritdoc/>
    public async Task<HookAnswer> AskAsync(HookCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        ProcessCommand command = new(call.Hook.Command, call.ProjectRoot)
        {
            Environment = Variables(call),
            Input = call.Envelope,
            Limit = call.Limit,
            Grace = TimeSpan.Zero,
            OutputLimit = HookAnswer.MostBytes,
        };
        ProcessOutcome outcome = await ProcessRunner.RunAsync(command, time, cancellation).ConfigureAwait(false);
        return new()
        {
            Failure = outcome.NotStarted
                ?? (outcome.Cancelled ? "It was stopped with the run." : null)
                ?? (outcome.Survivors > 0 ? $"{outcome.Survivors} of its processes cannot be ended." : null)
                ?? (!outcome.TimedOut && outcome.ExitCode is null ? $"Signal {outcome.Signal} ended it." : null),
            TimedOut = outcome.TimedOut,
            ExitCode = outcome.ExitCode,
            Output = outcome.Output.Bytes,
            IsTruncated = outcome.Output.IsTruncated,
            Error = outcome.Error.Bytes,
        };
    }

    private static Dictionary<string, string> Variables(HookCall call)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (string name in Passed)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = name == "PATH" ? SearchPath.Absolute(value) : value;
            }
        }

        foreach ((string name, string value) in call.Hook.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
