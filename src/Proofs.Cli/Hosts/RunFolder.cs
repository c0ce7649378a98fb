using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Finds the project whose records a command is about.</summary>
internal static class RunFolder
{
    /// <summary>The file by which a project is known.</summary>
    private const string Mark = "agentxchain.json";

    /// <summary>Any of them says that there is, or was, a run.</summary>
    private static readonly string[] Records = [".agentxchain/journal.jsonl", ".agentxchain/state.json", ".agentxchain/history.jsonl"];

    /// <summary>
    /// A runner on the nearest folder, from a folder upwards, that has a project's configuration or records; null and why when there is none. Its
    /// configuration may be broken by now: what runs went by, their journal knows.
    /// </summary>
    internal static RunnerInterface? Open(string folder, out Refusal? refusal)
    {
        refusal = null;
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            refusal = new(ReasonCodes.UsageError, $"The folder {full} does not exist.", ReasonCodes.UsageError.Fix);
            return null;
        }

        for (string? at = full; at is not null; at = Path.GetDirectoryName(at))
        {
            bool isBegun = Array.Exists(Records, record => Path.Exists(Path.Combine(at, record)));
            if (File.Exists(Path.Combine(at, Mark)) && !isBegun)
            {
                refusal = new(ReasonCodes.UsageError, $"No run has begun in {at}.", "Begin one with `proofs run`.");
                return null;
            }

            if (isBegun)
            {
                return RunnerInterface.LoadContext(at, TimeProvider.System).Runner ?? new(at, new RunConfiguration(), TimeProvider.System);
            }
        }

        refusal = new(ReasonCodes.UsageError, $"There is no {Mark} in {full} or in a folder above it.", "Name the folder of a governed project, or begin one with `proofs init`.");
        return null;
    }
}
