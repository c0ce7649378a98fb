using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Verdicts;

namespace Proofs.Cli;

/// <summary>What the process answers. The numbers above 60 are those of sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>Every gate that was asked passed.</summary>
    internal const int Pass = 0;

    /// <summary>A gate failed.</summary>
    internal const int Fail = 1;

    /// <summary>No gate failed and at least one cannot tell.</summary>
    internal const int Undetermined = 2;

    /// <summary>The command was asked wrongly (EX_USAGE).</summary>
    internal const int Usage = 64;

    /// <summary>Data or configuration cannot be used (EX_DATAERR).</summary>
    internal const int Data = 65;

    /// <summary>git data, a library or a service is not available (EX_UNAVAILABLE).</summary>
    internal const int Unavailable = 69;

    /// <summary>A defect of this program (EX_SOFTWARE).</summary>
    internal const int Internal = 70;

    /// <summary>Stopped by a signal (128 + SIGINT).</summary>
    internal const int Interrupted = 130;

    /// <summary>The code for a verdict.</summary>
    internal static int Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Pass,
        Outcome.Undetermined => Undetermined,
        _ => Fail,
    };

    /// <summary>The code for something that a run's rules refuse: what does not hold failed, and what waits for somebody is undetermined.</summary>
    internal static int Of(Problem problem) => problem.Reason.Lane switch
    {
        Lane.Fail => Fail,
        Lane.Undetermined => Undetermined,
        _ => Of(new Refusal(problem.Reason, problem.Message)),
    };

    /// <summary>The code for how a run's loop stopped. Only a run that is completed is a success.</summary>
    internal static int Of(RunLoopResult result) => result.StopReason switch
    {
        StopReason.Completed => Pass,
        StopReason.RejectExhausted or StopReason.ConflictStall => Fail,
        StopReason.DispatchError => Unavailable,
        StopReason.AdmissionRejected => Data,
        StopReason.InitFailed => result.Errors.Count > 0 ? Of(result.Errors[0]) : Unavailable,
        _ => Undetermined,
    };

    /// <summary>The code for a refusal.</summary>
    internal static int Of(Refusal refusal) => refusal.Reason.Lane switch
    {
        // A gate's own code refuses a command that gives the gate nothing to work with.
        Lane.Usage or Lane.Fail => Usage,
        Lane.Data => Data,
        Lane.Unavailable => Unavailable,
        Lane.Interrupted => Interrupted,
        _ => Internal,
    };
}
