using Proofs.Processes;
using Proofs.Runs.Work;

namespace Proofs.Workers.LocalCli;

/// <summary>What was seen of a program.</summary>
/// <param name="Attempt">How it ended.</param>
/// <param name="Said">What its structured output says.</param>
/// <param name="Secrets">What nobody may see.</param>
internal sealed record Seen(Attempt Attempt, AgentOutput Said, IReadOnlyList<string> Secrets);

/// <summary>Runs a program to its end, with its output in logs and read on the way.</summary>
internal static class ProgramWatch
{
    internal static async Task<Seen> RunAsync(ProcessCommand command, LocalProgram program, WorkOrder order, LocalCliOptions options, TimeProvider time, CancellationToken cancellation)
    {
        AgentOutput said = new(program.Profile, program.Environment.Secrets);
        string folder = Folder(order, options);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        OutputLog output = new(Path.Combine(folder, "stdout.log"), options.LogLimit, program.Environment.Secrets, said.Take);
        await using (output.ConfigureAwait(false))
        {
            OutputLog error = new(Path.Combine(folder, "stderr.log"), options.LogLimit, program.Environment.Secrets, _ => { });
            await using (error.ConfigureAwait(false))
            {
                long total = 0;
                async ValueTask Take(ProcessStream stream, ReadOnlyMemory<byte> bytes)
                {
                    OutputLog log = stream is ProcessStream.Output ? output : error;
                    await log.TakeAsync(bytes).ConfigureAwait(false);
                    if (Interlocked.Add(ref total, bytes.Length) > options.OutputLimit)
                    {
                        await stop.CancelAsync().ConfigureAwait(false);
                    }

                    if (options.OnOutput is { } tell && (stream is ProcessStream.Output && said.Latest is { } latest ? OutputLog.Shown(latest) : log.Last) is { } last)
                    {
                        tell(new(order.TurnId, last));
                    }
                }

                ProcessOutcome outcome = await ProcessRunner.RunAsync(command with { OnOutput = Take }, time, stop.Token).ConfigureAwait(false);
                await output.EndAsync().ConfigureAwait(false);
                await error.EndAsync().ConfigureAwait(false);
                return new(
                    new(outcome)
                    {
                        Program = program.Name,
                        Profile = program.Profile,
                        IsForeign = program.IsForeign,
                        LogFolder = folder,
                        HasUsage = said.Cost is not { InputTokens: null, OutputTokens: null, Usd: null },
                        WroteTooMuch = stop.IsCancellationRequested && !cancellation.IsCancellationRequested,
                        HasOutput = total > 0,
                        Errors = said.Errors,
                        OutputTail = output.Tail,
                        ErrorTail = error.Tail,
                    },
                    said,
                    program.Environment.Secrets);
            }
        }
    }

    /// <summary>The folder of an attempt's logs, without those of an earlier one of the same number.</summary>
    private static string Folder(WorkOrder order, LocalCliOptions options)
    {
        string name = $"{order.TurnId}-attempt-{order.Attempt}";
        string folder = options.LogFolder is { } chosen ? TurnFolders.Make(chosen, name) : TurnFolders.Make(order.Root, $".agentxchain/dispatch/logs/{name}");
        File.Delete(Path.Combine(folder, "stdout.log"));
        File.Delete(Path.Combine(folder, "stderr.log"));
        return folder;
    }
}
