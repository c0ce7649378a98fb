using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation.Reports;
using Proofs.Runs.Runs.Validation.Shapes;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The fourth stage: what the turn says of its tests has the right shape and does not contradict itself or the reports it left.</summary>
internal static class VerificationStage
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        bool isShaped = true;
        foreach (Problem problem in TurnResultShape.Verification.Check(candidate.Verification, "verification"))
        {
            isShaped = false;
            yield return problem;
        }

        if (!isShaped)
        {
            yield break;
        }

        Verification verification = Read(candidate);
        bool isPass = verification.Status == VerificationStatus.Pass;
        IEnumerable<Problem> contradictions = isPass ? ExitCodes(verification).Concat(ReportChecks.Check(candidate)) : [];
        foreach (Problem problem in ProducedFiles(candidate).Concat(contradictions))
        {
            yield return problem;
        }
    }

    /// <summary>What is odd about a result that passed the stage.</summary>
    internal static IEnumerable<string> Warnings(Candidate candidate)
    {
        Verification verification = Read(candidate);
        return verification.Status == VerificationStatus.Pass
            ? verification.MachineEvidence is { Count: > 0 } ? [] : ["The verification is said to pass without machine_evidence; nobody can run it again."]
            : ReportChecks.Check(candidate).Select(problem => problem.Message);
    }

    /// <summary>What was sent, once its shape is right.</summary>
    internal static Verification Read(Candidate candidate) => candidate.Verification.Deserialize(ProtocolJson.Default.Verification)!;

    private static IEnumerable<Problem> ExitCodes(Verification verification) =>
        (verification.MachineEvidence ?? []).Select((evidence, index) => (evidence, index)).Where(each => each.evidence.ExitCode != (each.evidence.ExpectedExitCode ?? 0)).Select(each =>
            new Problem(RunCodes.UndeclaredExitCode, $"verification.status is \"pass\", but \"{Text.Short(each.evidence.Command)}\" ended with exit code {each.evidence.ExitCode} instead of {each.evidence.ExpectedExitCode ?? 0}.")
            {
                Field = $"verification.machine_evidence[{each.index}].exit_code",
                Expected = $"{each.evidence.ExpectedExitCode ?? 0}",
                Actual = $"{each.evidence.ExitCode}",
            });

    private static IEnumerable<Problem> ProducedFiles(Candidate candidate)
    {
        HashSet<string> changed = candidate.Result.FilesChanged.ToHashSet(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < candidate.ProducedFiles.Count; index++)
        {
            ProducedFile file = candidate.ProducedFiles[index];
            string field = $"verification.produced_files[{index}].path";
            if (!seen.Add(file.Path))
            {
                yield return new(RunCodes.ProducedFileRepeated, $"{field} \"{Text.Short(file.Path)}\" stands in the list already.") { Field = field, Path = file.Path };
            }

            if (!PathClaims.IsKept(file) && changed.Contains(file.Path))
            {
                yield return new(RunCodes.ProducedFileConflict, $"{field} \"{Text.Short(file.Path)}\" has the disposition \"ignore\" and stands in files_changed.") { Field = field, Path = file.Path };
            }
        }
    }
}
