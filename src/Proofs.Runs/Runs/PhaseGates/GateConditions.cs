using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>What a gate wants: files, a verification, a person.</summary>
internal static class GateConditions
{
    /// <summary>Judges all conditions of the gate at the end of the run's phase; each that does not hold is told. A phase without a gate is open.</summary>
    internal static GateEvaluation Judge(GateEvaluation open, RunState state, RunConfiguration configuration, GateRequest request, RunFacts facts)
    {
        Phase phase = configuration.FindPhase(state.Phase)!;
        GateEvaluation asked = open with { RequestedByRole = request.Role };
        if (phase.ExitGate is null || configuration.Gates.GetValueOrDefault(phase.ExitGate) is not { } gate)
        {
            return asked;
        }

        List<Problem> missing = [];
        List<Problem> failing = [];
        List<Problem> unowned = [];
        foreach (GateFile file in GateFiles.Of(configuration, phase, gate))
        {
            if (!file.IsInside || facts.ReadFile(file.Path) is not { } text)
            {
                missing.Add(Missing(phase.ExitGate, file));
                continue;
            }

            failing.AddRange(FileSemantics.Check(file.Path, text, file.Declared) is { } wrong ? [wrong] : []);
            unowned.AddRange(file.Declared.Select(artifact => artifact.OwnedBy).OfType<string>().Distinct(StringComparer.Ordinal).Where(owner => !HasHadTurn(owner, state, request, facts)).Select(owner => Unowned(file.Path, owner, phase.Name)));
        }

        Problem? unverified = gate.RequiresVerificationPass ? Unverified(configuration, phase.ExitGate, request) : null;
        Problem[] problems = [.. missing, .. unverified is null ? [] : (Problem[])[unverified], .. failing, .. unowned];
        return asked with
        {
            Action = problems.Length > 0 ? GateOutcome.GateFailed : gate.RequiresHumanApproval || gate.Credentialed ? GateOutcome.AwaitingHumanApproval : open.Action,
            GateId = phase.ExitGate,
            Problems = problems,
            MissingFiles = [.. missing.Select(problem => problem.Path!)],
            FailingFiles = [.. failing.Select(problem => problem.Path!)],
            MissingVerification = unverified is not null,
        };
    }

    private static Problem Missing(string gate, GateFile file) => new(
        RunCodes.GateFileMissing,
        file.IsInside ? $"Gate \"{gate}\" requires {file.Path}, and there is no such file in the project." : $"Gate \"{gate}\" requires \"{file.Path}\", which is no path inside the project.")
    {
        Path = file.Path,
        Detail = "requires_files predicate failed",
    };

    /// <summary>The claim has to be there and to hold; where a policy wants it, somebody has to have run it again.</summary>
    private static Problem? Unverified(RunConfiguration configuration, string gate, GateRequest request)
    {
        bool holds = request.ClaimedVerification is VerificationStatus.Pass && request.Verification is { } worth && VerificationPredicate.Holds(worth, configuration.RequiresReproducibleVerification);
        string found = request.Verification?.Status ?? "nothing";
        return holds ? null : new(
            RunCodes.GateVerificationMissing,
            $"Gate \"{gate}\" requires {(configuration.RequiresReproducibleVerification ? "a verification that passes when it is run again" : "a verification that passes")}, and the turn's is {found}{(request.Verification?.Reason is { } why ? $": {why}" : ".")}")
        {
            Field = "verification.status",
            Actual = found,
            Detail = "requires_verification_pass predicate failed",
        };
    }

    /// <summary>The turn that asks is being accepted, and so counts.</summary>
    private static bool HasHadTurn(string role, RunState state, GateRequest request, RunFacts facts) =>
        (request.Role == role && (request.FromPhase ?? state.Phase) == state.Phase) || Participation.Has(state, facts, state.Phase, role);

    private static Problem Unowned(string path, string owner, string phase) =>
        new(RunCodes.GateOwnerMissing, $"{path} is owned by role \"{owner}\", which had no accepted turn in phase \"{phase}\".") { Path = path, Referenced = owner };
}
