using Proofs.Processes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Replays;

/// <summary>
/// Runs a project's verification again: all of <see cref="DeclaredVerification.Commands"/> in their order, and nothing that a turn names. What a
/// turn says it ran is only compared: a claim is about a declared command when its argv is the same argument by argument, or, when it has no argv, when
/// its command is the declared arguments with single blanks between; every other claim stays a claim. Source: AgentXchain protocol v7, acceptance.
/// </summary>
/// <remarks>
/// Each command runs without a shell in the project's folder. Its environment is PATH (the absolute folders of ours), HOME and TMPDIR (folders that are
/// empty before the first command and gone after the last), LANG=C.UTF-8 and TZ=UTC, and nothing else: no key, no token, no setting of this machine.
/// A command that needs a cache or a setting gets it from the project. Whatever a command leaves running is ended.
/// </remarks>
/// <param name="root">The project's folder.</param>
/// <param name="configuration">Its configuration.</param>
/// <param name="time">The clock of the limits.</param>
public sealed class VerificationReplayer(string root, RunConfiguration configuration, TimeProvider time)
{
    /// <summary>The code that stands for a command that could not be started, as shells have it.</summary>
    private const int NotStarted = 127;

    /// <summary>The code that stands for a command that was stopped, as timeout(1) has it.</summary>
    private const int Stopped = 124;

    /// <summary>What shells add to a signal's number.</summary>
    private const int BySignal = 128;

    /// <summary>How long each command may take; <see cref="DeclaredVerification.TimeoutSeconds"/> unless said otherwise.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(configuration.Verification.TimeoutSeconds);

    /// <summary>Runs it.</summary>
    /// <param name="result">The turn whose word is compared; null when there is none.</param>
    /// <param name="cancellation">Stops it; what was not run counts as failed.</param>
    /// <returns>
    /// <c>match</c> when every command ended by itself with 0 and no claim says otherwise; <c>mismatch</c> when one did not, could not be started (127), was
    /// stopped (124) or ended by a signal (128 and its number); <c>not_executed</c> when the project declares none.
    /// </returns>
    public async Task<VerificationReplay> ReplayAsync(TurnResult? result = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<IReadOnlyList<string>> declared = configuration.Verification.Commands;
        List<int> codes = [];
        DirectoryInfo empty = Directory.CreateTempSubdirectory("proofs-replay-");
        try
        {
            Dictionary<string, string> environment = Variables(empty);
            foreach (IReadOnlyList<string> arguments in declared)
            {
                ProcessCommand command = new(arguments, Path.GetFullPath(root)) { Environment = environment, Limit = Limit };
                codes.Add(Code(await ProcessRunner.RunAsync(command, time, cancellation).ConfigureAwait(false)));
            }
        }
        finally
        {
            Discard(empty);
        }

        return ReplayRules.Weigh(declared, codes, result?.Verification?.MachineEvidence ?? [], time.GetUtcNow());
    }

    private static int Code(ProcessOutcome outcome) =>
        outcome.NotStarted is not null ? NotStarted
        : outcome.TimedOut || outcome.Cancelled || outcome.Survivors > 0 ? Stopped
        : outcome.ExitCode ?? BySignal + (outcome.Signal ?? 0);

    private static Dictionary<string, string> Variables(DirectoryInfo empty) => new(StringComparer.Ordinal)
    {
        ["PATH"] = SearchPath.Absolute(Environment.GetEnvironmentVariable("PATH")),
        ["HOME"] = empty.CreateSubdirectory("home").FullName,
        ["TMPDIR"] = empty.CreateSubdirectory("tmp").FullName,
        ["LANG"] = "C.UTF-8",
        ["TZ"] = "UTC",
    };

    private static void Discard(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // A command made something there that cannot be taken away; it lies in the system's folder for such things and changes no outcome.
        }
    }
}
