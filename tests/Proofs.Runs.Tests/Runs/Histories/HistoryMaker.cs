using Proofs.Runs.Runs.Storage;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Histories;

/// <summary>Writes the history of a scenario, once.</summary>
internal static class HistoryMaker
{
    internal static int Make(string name, string histories)
    {
        string target = Path.Combine(histories, name);
        if (Directory.Exists(target))
        {
            Console.Error.WriteLine($"{target} is there already, and histories are never written anew.");
            return 65;
        }

        using Project project = Scenarios.All[name]();
        Copy(project.Root, target);
        return 0;
    }

    /// <summary>Keeps what a project's journal and records are.</summary>
    internal static void Copy(string root, string target)
    {
        Directory.CreateDirectory(target);
        History made = History.Of(File.ReadAllBytes(Path.Combine(root, ".agentxchain", "journal.jsonl")));
        foreach (string path in History.Records.Append(".agentxchain/journal.jsonl").Concat(made.NeedsEvents ? [".agentxchain/events.jsonl"] : []).Where(path => File.Exists(Path.Combine(root, path))))
        {
            File.Copy(Path.Combine(root, path), Path.Combine(target, Path.GetFileName(path)));
        }
    }
}
