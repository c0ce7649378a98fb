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
    /// <param name="report">What was concluded.</param>
    /// <param name="head">Full id of the commit that was judged.</param>
    /// <param name="cancellation">Ends the reporting, when it takes too long or somebody wants no more of it.</param>
    internal async Task Report(GatesReport report, string head, CancellationToken cancellation)
    {
        try
        {
            if (change.PullRequest is { } pull)
            {
                await LookForHead(pull.Number, cancellation);
            }

            if (wanted == CheckRunsInput.Auto && change is { Event: not "pull_request_target", PullRequest.IsFork: true })
            {
                _notes.Add("No check runs: the token of a pull request from a fork may only read. The job's own result is the verdict.");
                return;
            }

            await Write(report, head, cancellation);
        }
        catch (OperationCanceledException)
        {
            _problems.Add("The check runs are incomplete: GitHub did not take them in time.");
        }
        catch (ApiException failed) when (failed.IsForbidden && wanted == CheckRunsInput.Auto)
        {
            // The rule for Dependabot's token, and for a workflow without the permission: the verdict is the exit code either way.
            _notes.Add("No check runs: the token may not write them (`permissions: checks: write`). The job's own result is the verdict.");
        }
        catch (ApiException failed)
        {
            _problems.Add($"The check runs are incomplete: {failed.Message}{(failed.IsForbidden ? " They need `permissions: checks: write`." : string.Empty)}");
        }
    }

    private async Task Write(GatesReport report, string head, CancellationToken cancellation)
    {
        foreach (CheckRun run in CheckRun.Of(report, head))
        {
            long id = await api.CreateCheckRun(run, cancellation);
            foreach (CheckAnnotation[] more in run.Annotations.Skip(GitHubApi.MostAnnotations).Chunk(GitHubApi.MostAnnotations))
            {
                await api.Annotate(id, run, more, cancellation);
            }
        }
    }

    private async Task LookForHead(long pullRequest, CancellationToken cancellation)
    {
        try
        {
            string now = await api.GetHead(pullRequest, cancellation);
            if (now != change.Head)
            {
                _notes.Add($"{ReasonCodes.HeadMoved.Id}: the head of the pull request is {now} by now; this verdict is about {change.Head}.");
            }
        }
        catch (ApiException failed) when (failed.IsForbidden && wanted == CheckRunsInput.Auto)
        {
            // In a private repository it takes a permission of its own; whoever did not give it did not ask.
        }
        catch (ApiException failed)
        {
            _notes.Add($"Whether the head has moved is not known (`permissions: pull-requests: read`): {failed.Message}");
        }
    }
}
