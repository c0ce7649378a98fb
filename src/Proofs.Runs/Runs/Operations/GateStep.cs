using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What a turn's request to leave the phase or to end the run comes to. Source: AgentXchain protocol v7, phases and gates.</summary>
internal static class GateStep
{
    /// <summary>
    /// Why the request keeps the turn from being accepted, or null: a gate file says something wrong, and the turn that asks did not touch it.
    /// In planning the turn is accepted all the same, and the run stays in its phase.
    /// </summary>
    internal static Problem? Coverage(Acceptance acceptance)
    {
        if (acceptance.Configuration.GateSemanticCoverageMode == "off" || acceptance.State.Phase == "planning" || acceptance.State.ActiveTurns.Count > 1 || Request(acceptance.Result, acceptance) is not { } request)
        {
            return null;
        }

        GateEvaluation evaluation = Evaluate(acceptance, request);
        string[] touched = [.. acceptance.Result.FilesChanged, .. acceptance.Facts.Observed?.FilesChanged ?? []];
        string[] untouched = [.. evaluation.FailingFiles.Except(touched, StringComparer.Ordinal)];
        Problem? uncovered = evaluation.Action is GateOutcome.GateFailed && untouched.Length > 0
            ? new(RunCodes.GateSemanticCoverage, $"Gate \"{evaluation.GateId}\" fails on {string.Join(", ", untouched)}, which the turn did not change: {evaluation.Reason}") { Path = untouched[0], Referenced = evaluation.GateId }
            : null;
        if (uncovered is null || acceptance.Configuration.GateSemanticCoverageMode == "strict")
        {
            return uncovered;
        }

        acceptance.Warnings.Add(uncovered.Message);
        return null;
    }

    internal static void Run(Acceptance acceptance, HistoryEntry entry)
    {
        GateRequest? own = Request(acceptance.Result, acceptance, entry);
        if (acceptance.State.ActiveTurns.Count > 0)
        {
            Queue(acceptance, own);
            return;
        }

        GateRequest? queued = Queued(acceptance);
        acceptance.State = acceptance.State with { QueuedPhaseTransition = null, QueuedRunCompletion = null };
        if ((own ?? queued) is { } request)
        {
            Settle(acceptance, request, isQueued: own is null);
        }
    }

    /// <summary>
    /// Judges a request once more that failed, now that what its turn proposed is in the tree: no turn could bring the files itself that the gate wants.
    /// A gate that still fails stays as it was.
    /// </summary>
    internal static void Again(Acceptance acceptance, HistoryEntry entry)
    {
        GateRequest request = GateRequest.For(entry);
        if (acceptance.State is { Status: RunStatus.Active, ActiveTurns.Count: 0, LastGateFailure: { } failure } && failure.RequestedByTurn == entry.TurnId && failure.Phase == acceptance.State.Phase && Evaluate(acceptance, request).Passed)
        {
            // A turn that failed meanwhile counts against it, as against one that waited.
            Settle(acceptance, request, isQueued: true);
        }
    }

    /// <summary>What a result asks for. One that is not completed asks for nothing, whatever it says.</summary>
    private static GateRequest? Request(TurnResult result, Acceptance acceptance, HistoryEntry? entry = null) => result switch
    {
        { Status: not ResultStatus.Completed } => null,
        { RunCompletionRequest: true } => GateRequest.For(entry ?? Entries.History(acceptance, isMerged: false, overlap: null)),
        { PhaseTransitionRequest: not null } => GateRequest.For(entry ?? Entries.History(acceptance, isMerged: false, overlap: null)),
        _ => null,
    };

    private static void Queue(Acceptance acceptance, GateRequest? request)
    {
        if (request is { IsCompletion: true })
        {
            acceptance.State = acceptance.State with { QueuedRunCompletion = acceptance.State.QueuedRunCompletion ?? new() { RequestedByTurn = acceptance.Turn.TurnId, RequestedAt = acceptance.Facts.Now } };
        }
        else if (request is { Phase: { } to })
        {
            acceptance.State = acceptance.State with { QueuedPhaseTransition = acceptance.State.QueuedPhaseTransition ?? new() { From = acceptance.State.Phase ?? string.Empty, To = to, RequestedByTurn = acceptance.Turn.TurnId, RequestedAt = acceptance.Facts.Now } };
        }
    }

    /// <summary>The request that waited, judged by the turn that made it.</summary>
    private static GateRequest? Queued(Acceptance acceptance)
    {
        string? by = acceptance.State.QueuedRunCompletion?.RequestedByTurn ?? acceptance.State.QueuedPhaseTransition?.RequestedByTurn;
        return acceptance.Facts.History.LastOrDefault(entry => by is not null && entry.TurnId == by && entry.RunId == acceptance.State.RunId) is { } asked ? GateRequest.For(asked) : null;
    }

    private static GateEvaluation Evaluate(Acceptance acceptance, GateRequest request) => request.IsCompletion
        ? RunCompletion.Evaluate(acceptance.State, acceptance.Configuration, request, acceptance.Facts)
        : PhaseExit.Evaluate(acceptance.State, acceptance.Configuration, request, acceptance.Facts);

    private static void Settle(Acceptance acceptance, GateRequest request, bool isQueued)
    {
        GateEvaluation evaluation = Evaluate(acceptance, request);
        if (evaluation.Passed && (acceptance.State.DelegationQueue.Count > 0 || acceptance.State.PendingDelegationReview is not null))
        {
            evaluation = evaluation with { Action = GateOutcome.GateFailed, Problems = [new(RunCodes.DelegationsOpen, "Work that was given to other roles is not done and reviewed.")] };
        }

        if (evaluation.Passed && isQueued && FailedSince(acceptance, request) is { } failed)
        {
            evaluation = evaluation with { Action = GateOutcome.GateFailed, Problems = [new(RunCodes.ConcurrentTurnFailed, $"Turn {failed} was at work at the same time and did not end well.") { Referenced = failed }] };
        }

        acceptance.Gate = evaluation;
        if (!evaluation.Passed)
        {
            Fail(acceptance, request, evaluation, isQueued);
            return;
        }

        if (evaluation.Action is GateOutcome.AwaitingHumanApproval && !IsApprovedByPolicy(acceptance, evaluation))
        {
            Hold(acceptance, request, evaluation);
            return;
        }

        acceptance.State = Approved.Pass(acceptance.State, evaluation.GateId);
        // Approved is what had to be; a gate that wants nobody is just passed.
        if (evaluation.Action is GateOutcome.AwaitingHumanApproval)
        {
            acceptance.Events.Add(acceptance.State.Event(EventTypes.GateApproved, acceptance.Facts.Now, acceptance.Turn, Approved.Payload(evaluation.GateId, Type(request), automatic: true)));
        }

        string? from = acceptance.State.Phase;
        acceptance.State = request.IsCompletion ? Approved.Complete(acceptance.State, acceptance.Facts.Now) : Approved.Enter(acceptance.State, acceptance.Configuration, evaluation.NextPhase!, acceptance.Facts.Now);
        acceptance.Events.Add(request.IsCompletion ? acceptance.State.Event(EventTypes.RunCompleted, acceptance.Facts.Now) : acceptance.State.Event(EventTypes.PhaseEntered, acceptance.Facts.Now, null, new JsonObject { ["from"] = from }));
    }

    /// <summary>A turn accepted after the one that asked that was not completed or whose verification failed, or null.</summary>
    private static string? FailedSince(Acceptance acceptance, GateRequest request) => acceptance.Facts.History
        .Where(entry => entry.RunId == acceptance.State.RunId)
        .SkipWhile(entry => entry.TurnId != request.TurnId)
        .Skip(1)
        .FirstOrDefault(entry => entry.Status is "failed" or "blocked" || entry.Verification?.Status is VerificationStatus.Fail)?.TurnId;

    private static bool IsApprovedByPolicy(Acceptance acceptance, GateEvaluation evaluation)
    {
        ApprovalDecision decision = ApprovalPolicies.Decide(evaluation, acceptance.State, acceptance.Configuration, acceptance.Facts);
        if (Approved.Refusal(acceptance.Configuration, evaluation.GateId, isAutomatic: true, isRun: false) is { } held)
        {
            decision = new(false, held.Reason, held.Message);
        }

        if (acceptance.Configuration.ApprovalPolicy is not null)
        {
            acceptance.Governance.Add(acceptance.State.Record(acceptance.Facts.Now, acceptance.Turn) with { Type = "approval_policy", GateId = evaluation.GateId, Action = decision.IsAutomatic ? "auto_approve" : "require_human", Reasons = [decision.Reason] });
        }

        return decision.IsAutomatic;
    }

    private static void Hold(Acceptance acceptance, GateRequest request, GateEvaluation evaluation)
    {
        RunState held = PauseRule.Hold(acceptance.State, evaluation.GateId);
        acceptance.State = request.IsCompletion
            ? held with { PendingRunCompletion = new() { Gate = evaluation.GateId, RequestedByTurn = request.TurnId, RequestedAt = acceptance.Facts.Now } }
            : held with { PendingPhaseTransition = new() { From = held.Phase ?? string.Empty, To = evaluation.NextPhase!, Gate = evaluation.GateId, RequestedByTurn = request.TurnId } };
        acceptance.Events.Add(acceptance.State.Event(EventTypes.GatePending, acceptance.Facts.Now, acceptance.Turn, Approved.Payload(evaluation.GateId, Type(request))));
    }

    private static void Fail(Acceptance acceptance, GateRequest request, GateEvaluation evaluation, bool isQueued)
    {
        GateFailure failure = new()
        {
            GateType = Type(request),
            GateId = evaluation.GateId,
            Phase = acceptance.State.Phase,
            FromPhase = acceptance.State.Phase,
            ToPhase = request.Phase,
            RequestedByTurn = request.TurnId,
            FailedAt = acceptance.Facts.Now,
            QueuedRequest = isQueued,
            Reasons = [.. evaluation.Problems.Select(problem => problem.Message)],
            MissingFiles = evaluation.MissingFiles,
            MissingVerification = evaluation.MissingVerification,
        };
        acceptance.State = acceptance.State with
        {
            LastGateFailure = failure,
            PhaseGateStatus = evaluation.GateId is null ? acceptance.State.PhaseGateStatus : acceptance.State.PhaseGateStatus.With(evaluation.GateId, "failed"),
        };
        acceptance.Governance.Add(acceptance.State.Record(acceptance.Facts.Now, acceptance.Turn) with { Type = "gate_failure", GateId = evaluation.GateId, GateFailure = failure });
        acceptance.Events.Add(acceptance.State.Event(EventTypes.GateFailed, acceptance.Facts.Now, acceptance.Turn, new JsonObject { ["gate_id"] = evaluation.GateId, ["gate_type"] = failure.GateType, ["reasons"] = new JsonArray([.. failure.Reasons.Select(reason => JsonValue.Create(reason))]) }));
        NonProgress.Count(acceptance, failure);
    }

    private static string Type(GateRequest request) => request.IsCompletion ? GateFailure.Completion : "phase_transition";
}
