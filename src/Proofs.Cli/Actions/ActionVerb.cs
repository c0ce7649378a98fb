using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>Runs the gates over the event's range: read inputs and event, one call, tell.</summary>
internal sealed class ActionVerb(Terminal terminal, RunnerEnvironment environment)
{
    /// <summary>No event's payload is nearly as large, in bytes.</summary>
    private const int LargestPayload = 64 << 20;

    internal int Run()
    {
        ActionReport report = new(terminal, environment);
        if (ActionInputs.Read(environment, out Refusal? refusal) is not { } inputs)
        {
            return report.Refuse(refusal!, requireReport: false);
        }

        EventReading reading = ReadEvent();
        if (reading.Range is not { } change)
        {
            return report.Refuse(reading.Refusal!, inputs.RequireReport);
        }

        if (change.IsDeletion)
        {
            return report.NothingToJudge(inputs.RequireReport);
        }

        if (RangeRefusal(change, inputs) is { } wrong)
        {
            return report.Refuse(wrong, inputs.RequireReport);
        }

        GateRunner.Prepare();
        GateRunner runner = new(TimeProvider.System);
        GatesResult result = new Watch(TimeProvider.System, () => runner.CommitsRead, static _ => { }).Run(cancellation => runner.Run(Request(change, inputs), cancellation));
        return result.Report is { } judged ? report.Tell(judged, inputs) : report.Refuse(result.Refusal!, inputs.RequireReport);
    }

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

    private GatesRequest Request(EventRange change, ActionInputs inputs) => new()
    {
        RepositoryPath = environment.Workspace,
        RequiredGates = inputs.Gates,
        RequiredBaseline = inputs.RequiredBaseline,
        ReportedCommits = inputs.ReportedCommits,
        FeatureKey = inputs.FeatureKey,
        FeatureKeyPattern = inputs.FeatureKeyPattern,
        Trailer = inputs.Trailer,
        Base = change.HasRange ? change.Base : inputs.Base,
        Head = change.HasRange ? change.Head : inputs.Head,
        StartedFrom = change.StartedFrom,
        Merges = inputs.Merges,
        PolicyPath = inputs.Policy,
    };
}
