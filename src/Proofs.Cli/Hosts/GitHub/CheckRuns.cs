using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Puts the verdicts on the commit as check runs, and looks whether the pull request has moved on.</summary>
internal sealed class CheckRuns(GitHubApi api, CheckRunsInput wanted, EventRange change)
{
    /// <summary>For all of them; a job must not hang on its decoration.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<string> _notes = [];
    private readonly List<string> _problems = [];

    /// <summary>What is worth telling and no problem.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>What could not be done.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>Reports; what fails is remembered.</summary>
    /// <param name="report">What was concluded.</param>
    /// <param name="head">Full id of the commit that was judged.</param>
    /// <param name="time">Where the limit comes from.</param>
    internal async Task Report(GatesReport report, string head, TimeProvider time)
    {
        if (wanted == CheckRunsInput.Auto && change is { Event: "pull_request", PullRequest.IsFork: true })
        {
            _notes.Add("No check runs: the token of a pull request from a fork may only read. The job's own result is the verdict.");
            return;
        }

        try
        {
            await Write(report, head).WaitAsync(Limit, time);
        }
        catch (TimeoutException)
        {
            _problems.Add($"The check runs are incomplete: GitHub did not take them within {Limit.TotalSeconds} seconds.");
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

    private async Task Write(GatesReport report, string head)
    {
        if (change.PullRequest is { } pull)
        {
            await AskForHead(pull.Number);
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

    private async Task AskForHead(long pullRequest)
    {
        try
        {
            string now = await api.HeadOf(pullRequest);
            if (now != change.Head)
            {
                _notes.Add($"{ReasonCodes.HeadMoved.Id}: the head of the pull request is {now} by now; this verdict is about {change.Head}.");
            }
        }
        catch (ApiException failed) when (failed.IsForbidden)
        {
            // In a private repository that takes a permission of its own, which check runs do not need.
            _notes.Add($"Whether the head has moved is not known (`permissions: pull-requests: read`): {failed.Message}");
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
