using System.Security.Cryptography;
using System.Text;
using Proofs.Processes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.Results;

namespace Proofs.Workers.LocalCli;

/// <summary>
/// Has an agent's program do a turn: any command, and those that are known with the flags they need. A result counts when the program staged it, whatever
/// it ended with, or else when it is its last words. Whatever it started has ended when this answers.
/// </summary>
/// <param name="options">What programs are given, and held to.</param>
/// <param name="time">The clock of the limits.</param>
public sealed class LocalCliWorker(LocalCliOptions options, TimeProvider time) : IWorker
{
    /// <summary>MAX_ARG_STRLEN: no argument is longer. Source: execve(2).</summary>
    private const int LongestArgument = 128 << 10;

    private readonly ProgramVersions _versions = new(time);

    /// <inheritdoc/>
    public async Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        DateTimeOffset startedAt = time.GetUtcNow();
        long from = time.GetTimestamp();
        CommandTemplate template = CommandTemplate.Of(order.Runtime);
        if (template.Problem is { } problem)
        {
            return WorkResult.Failed(new("invalid_command", $"The runtime {order.RuntimeId} cannot be started: {problem}.") { IsRetryable = false, Cost = WorkFailure.Nothing });
        }

        if (Bundle.Read(order, out Bundle? bundle) is { } unsealed)
        {
            return WorkResult.Failed(unsealed);
        }

        byte[] prompt = Encoding.UTF8.GetBytes(bundle!.Input());
        if (template.Transport is PromptTransport.Argument && prompt.Length >= LongestArgument)
        {
            return WorkResult.Failed(new("context_overflow", $"The prompt has {prompt.Length} bytes, and no argument of a program is that long. Set prompt_transport of {order.RuntimeId} to stdin.") { IsRetryable = false, Cost = WorkFailure.Nothing });
        }

        LocalProgram program = LocalProgram.Of(template, order, options);
        Task<string?> version = _versions.AskAsync(program, cancellation);
        TurnFolders.Clear(order.Root, order.StagingPath);
        ProcessCommand command = new(template.For(bundle.Input(), order.BundlePath, order.TurnId), program.WorkingFolder)
        {
            Environment = program.Environment.Variables,
            Input = template.Transport is PromptTransport.StandardInput ? prompt : default,
            Limit = order.TimeLimit,
            StartLimit = template.StartLimit ?? options.StartLimit,
            IdleLimit = options.IdleLimit,
            Grace = options.Grace,
            OutputLimit = 0,
        };
        Seen seen = await ProgramWatch.RunAsync(command, program, order, options, time, cancellation).ConfigureAwait(false);
        WorkResult result = Judge(order, seen);
        return result with
        {
            Record = new()
            {
                Worker = "local_cli",
                EvidenceGrade = program.Environment.Grade(template.Profile),
                ModelEchoed = seen.Said.Model,
                RequestDigest = template.Transport is PromptTransport.BundleOnly ? null : Digest(prompt),
                ResponseDigest = result.Failure is null ? Digest(result.TurnResult.Span) : null,
                Usage = seen.Said.Cost,
                StartedAt = startedAt,
                LatencyMs = (long)time.GetElapsedTime(from).TotalMilliseconds,
                Program = new(program.Name)
                {
                    Version = await version.ConfigureAwait(false),
                    ExitCode = seen.Attempt.Outcome.ExitCode,
                    Signal = seen.Attempt.Outcome.Signal,
                    Pid = seen.Attempt.Outcome.Identity?.Pid,
                    ProcessStartedMs = seen.Attempt.Outcome.Identity?.StartedAt()?.ToUnixTimeMilliseconds(),
                },
            },
        };
    }

    private static WorkResult Judge(WorkOrder order, Seen seen)
    {
        byte[]? result = ResultFile.Read(order.Root, order.StagingPath, out string? stagedProblem);
        WorkFailure? failure = FailureRules.Fatal(seen.Attempt);
        if (result is null && stagedProblem is null && seen.Said.Message.Length > 0)
        {
            // Last words without a result are no failure of their own: how the program ended says more.
            ResultText.Find(seen.Said.Message, out result);
        }

        if (result is not null && Redacted(result, new(seen.Secrets), out result) is { } held)
        {
            stagedProblem = held;
        }

        failure ??= result is null ? FailureRules.Missing(seen.Attempt with { StagedProblem = stagedProblem }) : null;
        if (failure is null)
        {
            return WorkResult.Done(MeasuredCost.Put(result!, seen.Said.Cost));
        }

        // Nobody judges it, and what is kept of a rejected attempt must not hold a key.
        TurnFolders.Clear(order.Root, order.StagingPath);
        return WorkResult.Failed(failure with { Cost = seen.Attempt.HasUsage ? seen.Said.Cost : failure.Cost });
    }

    /// <summary>A result without secrets.</summary>
    /// <returns>Why there is none, or null.</returns>
    private static string? Redacted(byte[] result, Redactor redactor, out byte[]? safe)
    {
        safe = null;
        string? wrong = redactor.WholeJson(result) is { } clean && ResultText.Read(Encoding.UTF8.GetString(clean), out safe) is null ? null : "without the secrets that it held, its result is no JSON object";
        wrong ??= ResultText.Texts(safe).Any(redactor.IsIn) ? "its result holds a secret in a form that cannot be taken out" : null;
        safe = wrong is null ? safe : null;
        return wrong;
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
