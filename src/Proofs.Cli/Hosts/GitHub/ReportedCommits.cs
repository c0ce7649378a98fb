using System.Text.RegularExpressions;
using Proofs.Git.Trailers;
using Proofs.Ranges;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Where the reported commits come from. Whoever wrote them, they are claims; the gate holds each against the history.</summary>
/// <param name="Ids">Those in the input itself; null when the input is not given.</param>
/// <param name="Texts">What the description and the file report, right or wrong; null when neither was asked.</param>
/// <param name="Trailers">Whether the commits' own trailers count too.</param>
internal sealed partial record ReportedCommits(IReadOnlyList<string>? Ids, IReadOnlyList<string>? Texts, bool Trailers)
{
    /// <summary>The word for the <c>Reported-Commit:</c> lines of the pull request's description.</summary>
    internal const string FromBody = "pull-request-body";

    /// <summary>The word for the <c>Reported-Commit:</c> trailers of the commits in the range.</summary>
    internal const string FromTrailers = "trailers";

    /// <summary>In bytes; more ids than any change has commits.</summary>
    private const int LargestFile = 1 << 20;

    /// <summary>In digits; what is shorter is no id that anybody would report.</summary>
    private const int ShortestId = 7;

    /// <summary>Gathers them.</summary>
    /// <param name="environment">Where the file may lie.</param>
    /// <param name="inputs">What was asked.</param>
    /// <param name="change">The event.</param>
    /// <param name="refusal">Why they cannot be gathered.</param>
    internal static ReportedCommits? Gather(RunnerEnvironment environment, ActionInputs inputs, EventRange change, out Refusal? refusal)
    {
        refusal = null;
        IReadOnlyList<string> words = inputs.ReportedCommits ?? [];
        List<string>? texts = null;
        if (words.Contains(FromBody, StringComparer.Ordinal))
        {
            if (change.PullRequest is not { } pull)
            {
                refusal = new(ReasonCodes.InputInvalid, $"The input 'reported-commits' asks for the pull request's description, and the event '{change.Event}' has none.", "Run that step for pull requests only: `if: github.event_name == 'pull_request'`.");
                return null;
            }

            texts = [.. OfBody(pull.Body ?? string.Empty)];
        }

        if (inputs.ReportedCommitsFile is { } file)
        {
            refusal = ReadFile(environment, file, texts ??= []);
        }

        string[] ids = [.. words.Where(word => word is not (FromBody or FromTrailers))];
        return refusal is not null ? null : new(
            ids.Length > 0 || (inputs.ReportedCommits is not null && texts is null) ? ids : null,
            texts,
            words.Contains(FromTrailers, StringComparer.Ordinal));
    }

    /// <summary>
    /// What a description reports. Wherever a person reads <c>Reported-Commit:</c>, in whatever markup, what follows in that line must be ids: a
    /// line that looks like a report must not be dropped as none.
    /// </summary>
    internal static IEnumerable<string> OfBody(string body)
    {
        foreach (string line in body.Split(['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']))
        {
            foreach (string part in Label().Split(Lookalikes.AsRead(line)).Skip(1))
            {
                string[] words = [.. Separators().Split(part).Where(word => word.Length > 0)];
                // A report that begins with anything else than an id is told as it stands.
                if (words.Length == 0 || !LooksLikeId(words[0]))
                {
                    yield return part.Trim();
                }

                foreach (string id in words.Where(LooksLikeId))
                {
                    yield return id;
                }
            }
        }
    }

    private static bool LooksLikeId(string word) => word.Length >= ShortestId && word.All(char.IsAsciiHexDigit);

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

            // Opened for both, so that a pipe does not make us wait for a writer.
            using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
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

    /// <summary>The label, with whatever emphasis around it, or as a cell of a table.</summary>
    [GeneratedRegex(@"reported[-_ ]?commits?[^\p{L}\p{Nd}:|=]*[:|=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 5000)]
    private static partial Regex Label();

    /// <summary>Whatever is no letter and no digit: blanks, commas, quotes, brackets, emphasis.</summary>
    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 5000)]
    private static partial Regex Separators();
}
