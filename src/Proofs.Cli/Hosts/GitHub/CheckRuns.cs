using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Puts the verdicts on the commit as check runs, and looks whether the pull request has moved on.</summary>
internal sealed class CheckRuns(GitHubApi api, CheckRunsInput wanted, EventRange change)
{
    private readonly List<string> _notes = [];
    private readonly List<string> _problems = [];

    /// <summary>What is worth telling and no problem.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>What could not be done.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>Reports; what fails is remembered.</summary>
    internal async Task Report(GatesReport report, string head)
    {
        if (wanted == CheckRunsInput.Auto && change is { Event: "pull_request", PullRequest.IsFork: true })
        {
            _notes.Add("No check runs: the token of a pull request from a fork may only read. The job's own result is the verdict.");
            return;
        }

        try
        {
            if (change.PullRequest is { } pull && await api.HeadOf(pull.Number) is var now && now != change.Head)
            {
                _notes.Add($"{ReasonCodes.HeadMoved.Id}: the head of the pull request is {now} by now; this verdict is about {change.Head}.");
            }

            foreach (CheckRun run in CheckRun.Of(report, head))
            {
                long id = await api.CreateCheckRun(run);
                foreach (CheckAnnotation[] more in run.Annotations.Skip(GitHubApi.MostAnnotations).Chunk(GitHubApi.MostAnnotations))
                {
                    await api.Annotate(id, run, more);
                }
            }
        }
        catch (ApiException failed) when (failed.IsForbidden && wanted == CheckRunsInput.Auto)
        {
            // Dependabot's token, or a workflow without the permission: the verdict is the exit code either way.
            _notes.Add($"No check runs, because the token may not write them (`permissions: checks: write`): {failed.Message}");
        }
        catch (ApiException failed)
        {
            _problems.Add($"The check runs are incomplete: {failed.Message}");
        }
    }
}

/// <summary>Whether check runs are wanted.</summary>
internal enum CheckRunsInput
{
    /// <summary>Where the token may write them.</summary>
    Auto,

    /// <summary>Yes; a token that may not is a problem.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}
