using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>Runs the gates over the event's range: read inputs and event, one call, tell.</summary>
internal sealed class ActionVerb(Terminal terminal, RunnerEnvironment environment, TimeProvider time)
{
    /// <summary>No event's payload is nearly as large, in bytes.</summary>
    private const int LargestPayload = 64 << 20;

    /// <summary>Below the limit of <see cref="Watch"/>, which would take a slow answer for a repository that cannot be read.</summary>
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(50);

    /// <summary>How GitHub ends the login of an App; no person's login may hold a bracket.</summary>
    private const string AppMark = "[bot]";

    internal int Run()
    {
        ActionReport report = new(terminal, environment, time);
        try
        {
            return Run(report);
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

    private int Run(ActionReport report)
    {
        if (ActionInputs.Read(environment, out Refusal? refusal) is not { } inputs)
        {
            return report.Refuse(refusal!);
        }

        report.Begin(inputs);
        EventReading reading = ReadEvent();
        if (reading.Range is not { } change)
        {
            return report.Refuse(reading.Refusal!);
        }

        if (change.IsDeletion)
        {
            return report.NothingToJudge();
        }

        if (RangeRefusal(change, inputs) is { } wrong)
        {
            return report.Refuse(wrong);
        }

        GateRunner.Prepare();
        GateRunner runner = new(time);
        GatesResult result = new Watch(time, () => runner.CommitsRead, static _ => { }).Run(cancellation => Judge(runner, change, inputs, cancellation));
        return result.Report is { } judged ? report.Tell(judged, inputs, change) : report.Refuse(result.Refusal!);
    }

    private GatesResult Judge(GateRunner runner, EventRange change, ActionInputs inputs, CancellationToken cancellation) =>
        ReportedCommits.Gather(environment, inputs, change, out Refusal? refusal) is { } reported
            ? runner.Run(Request(change, inputs, reported), cancellation)
            : new(null, refusal);

    private EventReading ReadEvent()
    {
        if (environment.EventName is not { } name || environment.EventPath is not { } path)
        {
            return new(null, new(ReasonCodes.EventMissing, "GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set.", ReasonCodes.EventMissing.Fix));
        }

        try
        {
            FileInfo file = new(path);
            return file.Length > LargestPayload
                ? new(null, new(ReasonCodes.EventInvalid, $"The payload is larger than {LargestPayload} bytes.", ReasonCodes.EventInvalid.Fix))
                : EventReader.Read(name, File.ReadAllBytes(path));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The runner mounts the file; without it nobody can say what is to be judged.
            return new(null, new(ReasonCodes.EventMissing, $"The payload cannot be read: {failed.Message.TrimEnd('.')}.", ReasonCodes.EventMissing.Fix));
        }
    }

    /// <summary>Either the event says what is to be judged or the inputs do, never both: a change may edit the inputs in its workflow.</summary>
    private static Refusal? RangeRefusal(EventRange change, ActionInputs inputs)
    {
        if (change.HasRange && (inputs.Base ?? inputs.Head) is not null)
        {
            return new(ReasonCodes.RangeGivenByEvent, $"The event '{change.Event}' says what is to be judged; the inputs 'base' and 'head' do not go with it.", ReasonCodes.RangeGivenByEvent.Fix);
        }

        return !change.HasRange && (inputs.Base is null || inputs.Head is null)
            ? new(ReasonCodes.EventWithoutRange, $"The event '{change.Event}' does not say what is to be judged, and the inputs 'base' and 'head' are not both given.", ReasonCodes.EventWithoutRange.Fix)
            : null;
    }

    private GatesRequest Request(EventRange change, ActionInputs inputs, ReportedCommits reported) => new()
    {
        RepositoryPath = environment.Workspace,
        RequiredGates = inputs.Gates,
        RequiredBaseline = inputs.RequiredBaseline,
        ReportedCommits = reported.Ids,
        ReportedTrailers = reported.Trailers,
        FeatureKey = inputs.FeatureKey,
        FeatureKeyPattern = inputs.FeatureKeyPattern,
        Trailer = inputs.Trailer,
        Base = change.HasRange ? change.Base : inputs.Base,
        Head = change.HasRange ? change.Head : inputs.Head,
        StartedFrom = change.StartedFrom,
        Merges = inputs.Merges,
        PolicyPath = inputs.Policy,
        App = change.PullRequest is { AuthorType: "Bot", AuthorLogin: { } login } pull && login.EndsWith(AppMark, StringComparison.Ordinal)
            ? new(login[..^AppMark.Length], () => AskAbout(pull, login[..^AppMark.Length], inputs))
            : null,
    };

    private AppCommits AskAbout(PullRequest pull, string slug, ActionInputs inputs)
    {
        (GitHubApi? opened, string? missing) = ApiAccess.Open(environment, inputs.Token, time);
        if (opened is not { } access)
        {
            return new([], $"GitHub cannot be asked: {missing}");
        }

        using GitHubApi api = access;
        try
        {
            return api.CommitsOf(pull.Number, slug).WaitAsync(LongestQuestion, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return new([], $"GitHub did not list them within {LongestQuestion.TotalSeconds} seconds.");
        }
        catch (ApiException failed)
        {
            // Without an answer nobody is exempt; the finding says why.
            return new([], failed.Message);
        }
    }
}
