using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Problems of runs as the command line tells them.</summary>
internal static class Problems
{
    internal static Refusal ToRefusal(this Problem problem) => new(problem.Reason, problem.Message, Advice.On(problem));

    /// <summary>Prints why a command on a run was refused, and returns the exit code of that.</summary>
    internal static int Report(Terminal terminal, bool json, Problem problem, FileInfo? output = null)
    {
        Refusals.Report(terminal, json, problem.ToRefusal(), output);
        return ExitCodes.Of(problem);
    }

    /// <summary>Prints the same of records that a command reads and does not judge: what does not hold is data that cannot be used, and no verdict.</summary>
    internal static int ReportUnjudged(Terminal terminal, bool json, Problem problem, FileInfo? output = null)
    {
        int exit = Report(terminal, json, problem, output);
        return problem.Reason.Lane is Lane.Fail or Lane.Undetermined ? ExitCodes.Data : exit;
    }
}
