using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>Runs the gates over the event's range: read inputs and event, one call, tell.</summary>
internal sealed class ActionVerb(Terminal terminal, RunnerEnvironment environment, TimeProvider time)
{
    /// <summary>How GitHub ends the login of an App; no person's login may hold a bracket.</summary>
    private const string AppMark = "[bot]";

    /// <summary>For all that is asked about an App's commits.</summary>
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromMinutes(2);

    internal int Run()
    {
        ActionReport report = new(terminal, environment, time);
        using StopSignals signals = new();
        try
        {
            return Run(report, signals.Token);
        }
        catch (OperationCanceledException)
        {
            return report.Refuse(new(ReasonCodes.Interrupted, "Stopped before a verdict was reached.", ReasonCodes.Interrupted.Fix));
        }
        catch (Exception failed)
        {
            // Whatever comes here is a defect of this program; whoever reads the outputs must not take it for a verdict.
            return report.Refuse(new(ReasonCodes.InternalError, $"{failed.GetType().Name}: {failed.Message}", "Report what the log shows.", failed.ToString()));
        }
    }

    private int Run(ActionReport report, CancellationToken cancellation)
    {
        if (ActionInputs.Read(environment, out Refusal? refusal) is not { } inputs)
        {
            return report.Refuse(refusal!);
        }

        EventReading reading = EventFile.Read(environment.EventName, environment.EventPath);
        if (reading.Range is not { } change)
        {
            return report.Refuse(reading.Refusal!);
        }

        if (change.IsDeletion)
        {
            return report.NothingToJudge(inputs.RequireReport);
        }

        if (change.Check(inputs.Base, inputs.Head) is { } wrong)
        {
            return report.Refuse(wrong);
        }

        if (ReportedCommits.Gather(environment, inputs, change, out refusal) is not { } reported)
        {
            return report.Refuse(refusal!);
        }

        GateRunner.Prepare();
        GatesRequest request = Request(change, inputs, reported);
        GatesResult result = Judge(request, cancellation);
        if (result.Report is { } first && AppToAskAbout(change, first) is { } slug)
        {
            result = Judge(request with { App = AskAbout(slug, change.PullRequest!, inputs, cancellation) }, cancellation);
        }

        return result.Report is { } judged ? report.Tell(judged, inputs, change, cancellation) : report.Refuse(result.Refusal!);
    }

    private GatesResult Judge(GatesRequest request, CancellationToken cancellation)
    {
        GateRunner runner = new(time);
        return new StallWatch(time, () => runner.CommitsRead, static _ => { }).Run(stop => runner.Run(request, stop), cancellation);
    }

    private GatesRequest Request(EventRange change, ActionInputs inputs, ReportedCommits reported) => new()
    {
        RepositoryPath = environment.Workspace,
        RequiredGates = inputs.Gates,
        RequiredBaseline = inputs.RequiredBaseline,
        ReportedCommits = reported.Ids,
        ReportedTexts = reported.Texts,
        ReportedTrailers = reported.Trailers,
        FeatureKey = inputs.FeatureKey,
        FeatureKeyPattern = inputs.FeatureKeyPattern,
        Trailer = inputs.Trailer,
        Proofs = inputs.Proofs,
        Base = change.HasRange ? change.Base : inputs.Base,
        Head = change.HasRange ? change.Head : inputs.Head,
        StartedFrom = change.StartedFrom,
        Merges = inputs.Merges,
        PolicyPath = inputs.Policy,
    };

    /// <summary>The App that opened the pull request, if the base commit's policy exempts it and that would matter.</summary>
    private static string? AppToAskAbout(EventRange change, GatesReport report) =>
        change.PullRequest is { AuthorType: "Bot", AuthorLogin: { } login } && login.EndsWith(AppMark, StringComparison.Ordinal) && report.Policy.ExemptApps.Contains(login[..^AppMark.Length])
        && report.Gates.Any(verdict => verdict is { Gate: GateIds.FeatureKey, Outcome: Outcome.Fail })
            ? login[..^AppMark.Length]
            : null;

    private AppPullRequest AskAbout(string slug, PullRequest pull, ActionInputs inputs, CancellationToken cancellation)
    {
        (GitHubApi? opened, string? missing) = ApiAccess.Open(environment, inputs.Token, time);
        if (opened is not { } access)
        {
            return new(slug, [], $"GitHub cannot be asked: {missing}");
        }

        using GitHubApi api = access;
        using CancellationTokenSource limit = new(LongestQuestion, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return new(slug, api.ListCommits(pull.Number, either.Token).GetAwaiter().GetResult());
        }
        catch (ApiException failed)
        {
            // Without an answer nobody is exempt; the finding says why.
            return new(slug, [], failed.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(slug, [], "GitHub did not answer in time.");
        }
    }
}
