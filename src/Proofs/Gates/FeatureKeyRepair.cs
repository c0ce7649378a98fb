using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The command that gives a commit an acceptable feature key, by what is wrong with it.</summary>
internal static class FeatureKeyRepair
{
    /// <summary>Words the command.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="trailer">The trailer's name.</param>
    /// <param name="key">The value that was asked for, or null.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="commit">The commit, or null when the message is none yet.</param>
    /// <param name="parents">How many parents the commit has.</param>
    internal static string Command(ReasonCode reason, string trailer, string? key, ReadOnlySpan<byte> message, CommitId? commit, int parents)
    {
        // Only what needs no quoting by a shell is put into a command.
        string value = !string.IsNullOrEmpty(key) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/') ? key : "KEY";
        if (commit is null)
        {
            return $"Put '{trailer}: {value}' once into the last paragraph of the message.";
        }

        string amend = Amend(reason, $"{trailer}: {value}", message);
        return parents switch
        {
            0 => $"{amend} (for a commit further down: git rebase -i --root, mark it 'edit', and the same command there)",
            1 => $"{amend} (for a commit further down: git rebase -i --rebase-merges {commit}~1, mark it 'edit', and the same command there)",
            _ => $"{amend} (for a merge further down: git rebase -i --rebase-merges {commit}~1, and the same command behind its 'merge' line; or let merges be skipped)",
        };
    }

    private static string Amend(ReasonCode reason, string line, ReadOnlySpan<byte> message)
    {
        if (reason == ReasonCodes.FeatureKeyNotSingle)
        {
            return $"git commit --amend, and leave one line '{line}' in the last paragraph";
        }

        if (reason != ReasonCodes.FeatureKeyMissingInCommits)
        {
            return $"git -c trailer.ifexists=replace commit --amend --allow-empty --no-edit --trailer '{line}'";
        }

        // git commit --trailer writes above a line that begins with ---, where no reader of the history looks.
        return message.IndexOf("\n---"u8) >= 0
            ? $"git log -1 --format=%B | git interpret-trailers --no-divider --trailer '{line}' | git commit --amend --allow-empty --file=-"
            : $"git commit --amend --allow-empty --no-edit --trailer '{line}'";
    }
}
