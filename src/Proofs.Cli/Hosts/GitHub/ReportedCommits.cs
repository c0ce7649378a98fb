using System.Text.RegularExpressions;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// Where the reported commits come from: ids in the input, and what its words point to. Whoever wrote them, they are claims; the gate holds
/// each against the history.
/// </summary>
/// <param name="Ids">The ids that were found, right or wrong; null when none were asked for.</param>
/// <param name="Trailers">Whether the commits' own trailers count too.</param>
internal sealed partial record ReportedCommits(IReadOnlyList<string>? Ids, bool Trailers)
{
    /// <summary>The word for the <c>Reported-Commit:</c> lines of the pull request's description.</summary>
    internal const string FromBody = "pull-request-body";

    /// <summary>The word for the <c>Reported-Commit:</c> trailers of the commits in the range.</summary>
    internal const string FromTrailers = "trailers";

    /// <summary>In bytes; more ids than any change has commits.</summary>
    private const int LargestFile = 1 << 20;

    /// <summary>Gathers them.</summary>
    /// <param name="environment">Where the file may lie.</param>
    /// <param name="inputs">What was asked.</param>
    /// <param name="change">The event.</param>
    /// <param name="refusal">Why they cannot be gathered.</param>
    internal static ReportedCommits? Gather(RunnerEnvironment environment, ActionInputs inputs, EventRange change, out Refusal? refusal)
    {
        refusal = null;
        List<string>? ids = inputs.ReportedCommits is null && inputs.ReportedCommitsFile is null ? null : [];
        bool trailers = false;
        foreach (string word in inputs.ReportedCommits ?? [])
        {
            if (word == FromTrailers)
            {
                trailers = true;
            }
            else if (word != FromBody)
            {
                ids!.Add(word);
            }
            else if (change.PullRequest is { } pull)
            {
                ids!.AddRange(BodyLine().Matches(pull.Body ?? string.Empty).Select(match => match.Groups["id"].Value));
            }
            else
            {
                refusal = new(ReasonCodes.InputInvalid, $"The input 'reported-commits' asks for the pull request's description, and the event '{change.Event}' has none.", "Run that step for pull requests only: `if: github.event_name == 'pull_request'`.");
                return null;
            }
        }

        if (inputs.ReportedCommitsFile is { } file)
        {
            refusal = ReadFile(environment, file, ids!);
        }

        return refusal is null ? new(ids, trailers) : null;
    }

    private static Refusal? ReadFile(RunnerEnvironment environment, string name, List<string> ids)
    {
        string path = Path.GetFullPath(name, Path.GetFullPath(environment.Workspace));
        string? folder = new[] { environment.Workspace, environment.TemporaryFolder }.OfType<string>().Select(Path.GetFullPath).FirstOrDefault(root => path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal));
        if (folder is null)
        {
            return Wrong(name, "lies neither in the workspace nor in the runner's temporary folder");
        }

        try
        {
            // Not where it points to: a link in a checkout is made by whoever made the change.
            for (string part = path; part.Length > folder.TrimEnd('/').Length; part = Path.GetDirectoryName(part)!)
            {
                if (new FileInfo(part).LinkTarget is not null)
                {
                    return Wrong(name, "is a symbolic link or lies behind one");
                }
            }

            using FileStream stream = File.OpenRead(path);
            if (!stream.CanSeek || stream.Length > LargestFile)
            {
                return Wrong(name, $"is no regular file of at most {LargestFile} bytes");
            }

            using StreamReader reader = new(stream);
            ids.AddRange(ActionInputs.Words(reader.ReadToEnd()));
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The file is the workflow's; that it cannot be read is an answer to its author.
            return Wrong(name, $"cannot be read: {failed.Message.TrimEnd('.')}");
        }
    }

    private static Refusal Wrong(string name, string why) => new(ReasonCodes.InputInvalid, $"The input 'reported-commits-file' names '{name}', which {why}.", ReasonCodes.InputInvalid.Fix);

    /// <summary>A line of the description that reports a commit, also as an item of a list or in code type.</summary>
    [GeneratedRegex("""^[ \t]*(?:[-*+][ \t]+)?Reported-Commit:[ \t]*`?(?<id>[^\s`]+)`?[ \t]*\r?$""", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex BodyLine();
}
