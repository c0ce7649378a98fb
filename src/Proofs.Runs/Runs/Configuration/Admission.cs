using Proofs.Runs.Runs.Configuration.Checks;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>Whether a run can come to its end at all: asked before the first turn. Source: AgentXchain protocol v7, admission control.</summary>
internal static class Admission
{
    /// <summary>Looks for gates that nobody could ever satisfy.</summary>
    /// <param name="configuration">A configuration without problems.</param>
    /// <returns>What keeps a run from beginning, and what is only worth knowing; in the order of the phases, then of the rules.</returns>
    public static AdmissionResult Check(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        GatedPhase[] phases = [.. GatedPhase.Of(configuration)];
        return new(
            [.. phases.SelectMany(phase => (IEnumerable<Problem>)[.. NoProducer(phase), .. Owners(phase)])],
            [.. phases.SelectMany(phase => Approval(phase, configuration))]);
    }

    private static IEnumerable<Problem> NoProducer(GatedPhase phase)
    {
        string[] files = [.. phase.Files.Where(file => !phase.Members.Any(role => phase.CanWrite(role, file)))];
        return files.Length == 0 ? [] : [new Problem(
            RunCodes.AdmissionNoProducer,
            $"Nobody who can have a turn in the phase \"{phase.Phase.Name}\" can write what its gate \"{phase.GateId}\" wants: {string.Join(", ", files)}.")
        {
            Field = phase.At.Field,
            Path = files[0],
            Detail = "ADM-001",
            Referenced = phase.GateId,
        }];
    }

    private static IEnumerable<Problem> Owners(GatedPhase phase)
    {
        foreach (PhaseArtifact artifact in phase.Artifacts.Where(artifact => artifact.OwnedBy is not null))
        {
            string owner = artifact.OwnedBy!;
            if (!phase.Members.Contains(owner, StringComparer.Ordinal))
            {
                yield return new(RunCodes.AdmissionOwnerUnreachable, $"The role \"{owner}\" has to deliver {artifact.Path} and can have no turn in the phase \"{phase.Phase.Name}\".")
                {
                    Field = phase.At.Field,
                    Path = artifact.Path,
                    Detail = "ADM-002",
                    Referenced = owner,
                };
            }
            else if (!phase.CanWrite(owner, artifact.Path) || phase.OwnsNothing(owner))
            {
                yield return new(RunCodes.AdmissionOwnerCannotWrite, $"The role \"{owner}\" has to deliver {artifact.Path} in the phase \"{phase.Phase.Name}\" and cannot write it.")
                {
                    Field = phase.At.Field,
                    Path = artifact.Path,
                    Detail = "ADM-004",
                    Referenced = owner,
                };
            }
        }
    }

    private static IEnumerable<Problem> Approval(GatedPhase phase, RunConfiguration configuration) =>
        !phase.Gate.RequiresHumanApproval || configuration.Runtimes.Values.Any(runtime => runtime.Type == ConfigurationWords.Manual)
            ? []
            : [new Problem(RunCodes.AdmissionApprovalWithoutManualRuntime, $"The gate \"{phase.GateId}\" of the phase \"{phase.Phase.Name}\" asks a person, and no runtime is manual: the run will wait there until somebody approves.")
            {
                Field = KeyPath.Root.Key("gates").Entry(phase.GateId).Key("requires_human_approval").Field,
                Detail = "ADM-003",
                Referenced = phase.GateId,
            }];
}

/// <summary>What admission control says.</summary>
/// <param name="Errors">Why the run must not begin; empty when it may.</param>
/// <param name="Warnings">What somebody should know.</param>
internal sealed record AdmissionResult(IReadOnlyList<Problem> Errors, IReadOnlyList<Problem> Warnings);
