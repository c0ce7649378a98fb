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
    internal static Problem? Coverage(Draft draft)
    {
        if (draft.Configuration.GateSemanticCoverageMode != "strict" || draft.State.Phase == "planning" || draft.State.ActiveTurns.Count > 1 || Request(draft.Result, draft) is not { } request)
        {
            return null;
        }

        GateEvaluation evaluation = Evaluate(draft, request);
        string[] touched = [.. draft.Result.FilesChanged, .. draft.Facts.Observed?.FilesChanged ?? []];
        string[] untouched = [.. evaluation.FailingFiles.Except(touched, StringComparer.Ordinal)];
        return evaluation.Action is GateOutcome.GateFailed && untouched.Length > 0
            ? new(RunCodes.GateSemanticCoverage, $"Gate \"{evaluation.GateId}\" fails on {string.Join(", ", untouched)}, which the turn did not change: {evaluation.Reason}") { Path = untouched[0], Referenced = evaluation.GateId }
            : null;
    }

    internal static void Run(Draft draft, HistoryEntry entry)
    {
        GateRequest? own = Request(draft.Result, draft, entry);
        if (draft.State.ActiveTurns.Count > 0)
        {
            Queue(draft, own);
            return;
        }

        GateRequest? queued = Queued(draft);
        draft.State = draft.State with { QueuedPhaseTransition = null, QueuedRunCompletion = null };
        if ((own ?? queued) is { } request)
        {
            Settle(draft, request, isQueued: own is null);
        }
    }

    /// <summary>What a result asks for. One that is not completed asks for nothing, whatever it says.</summary>
    private static GateRequest? Request(TurnResult result, Draft draft, HistoryEntry? entry = null) => result switch
    {
        { Status: not ResultStatus.Completed } => null,
        { RunCompletionRequest: true } => GateRequest.For(entry ?? Entries.History(draft, isMerged: false, overlap: null)),
        { PhaseTransitionRequest: not null } => GateRequest.For(entry ?? Entries.History(draft, isMerged: false, overlap: null)),
        _ => null,
    };

    private static void Queue(Draft draft, GateRequest? request)
    {
        if (request is { IsCompletion: true })
        {
            draft.State = draft.State with { QueuedRunCompletion = draft.State.QueuedRunCompletion ?? new() { RequestedByTurn = draft.Turn.TurnId, RequestedAt = draft.Facts.Now } };
        }
        else if (request is { Phase: { } to })
        {
            draft.State = draft.State with { QueuedPhaseTransition = draft.State.QueuedPhaseTransition ?? new() { From = draft.State.Phase ?? string.Empty, To = to, RequestedByTurn = draft.Turn.TurnId, RequestedAt = draft.Facts.Now } };
        }
    }

    /// <summary>The request that waited, judged by the turn that made it.</summary>
    private static GateRequest? Queued(Draft draft)
    {
        string? by = draft.State.QueuedRunCompletion?.RequestedByTurn ?? draft.State.QueuedPhaseTransition?.RequestedByTurn;
        return draft.Facts.History.LastOrDefault(entry => by is not null && entry.TurnId == by && entry.RunId == draft.State.RunId) is { } asked ? GateRequest.For(asked) : null;
    }

    private static GateEvaluation Evaluate(Draft draft, GateRequest request) => request.IsCompletion
        ? RunCompletion.Evaluate(draft.State, draft.Configuration, request, draft.Facts)
        : PhaseExit.Evaluate(draft.State, draft.Configuration, request, draft.Facts);

    private static void Settle(Draft draft, GateRequest request, bool isQueued)
    {
        GateEvaluation evaluation = Evaluate(draft, request);
        if (evaluation.Passed && (draft.State.DelegationQueue.Count > 0 || draft.State.PendingDelegationReview is not null))
        {
            evaluation = evaluation with { Action = GateOutcome.GateFailed, Problems = [new(RunCodes.DelegationsOpen, "Work that was given to other roles is not done and reviewed.")] };
        }

        if (!evaluation.Passed)
        {
            Fail(draft, request, evaluation, isQueued);
            return;
        }

        if (evaluation.Action is GateOutcome.AwaitingHumanApproval && !IsApprovedByPolicy(draft, evaluation))
        {
            Hold(draft, request, evaluation);
            return;
        }

        draft.State = Approved.Pass(draft.State, evaluation.GateId);
        if (evaluation.GateId is not null)
        {
            draft.Events.Add(draft.State.Event(EventTypes.GateApproved, draft.Facts.Now, draft.Turn, Approved.Payload(evaluation.GateId, Type(request), automatic: true)));
        }

        string? from = draft.State.Phase;
        draft.State = request.IsCompletion ? Approved.Complete(draft.State, draft.Facts.Now) : Approved.Enter(draft.State, draft.Configuration, evaluation.NextPhase!, draft.Facts.Now);
        draft.Events.Add(request.IsCompletion ? draft.State.Event(EventTypes.RunCompleted, draft.Facts.Now) : draft.State.Event(EventTypes.PhaseEntered, draft.Facts.Now, null, new JsonObject { ["from"] = from }));
    }

    private static bool IsApprovedByPolicy(Draft draft, GateEvaluation evaluation)
    {
        ApprovalDecision decision = ApprovalPolicies.Decide(evaluation, draft.State, draft.Configuration, draft.Facts);
        if (draft.Configuration.ApprovalPolicy is not null)
        {
            draft.Governance.Add(draft.State.Record(draft.Facts.Now, draft.Turn) with { Type = "approval_policy", GateId = evaluation.GateId, Action = decision.IsAutomatic ? "auto_approve" : "require_human", Reasons = [decision.Reason] });
        }

        return decision.IsAutomatic;
    }

    private static void Hold(Draft draft, GateRequest request, GateEvaluation evaluation)
    {
        RunState held = PauseRule.Hold(draft.State, evaluation.GateId);
        draft.State = request.IsCompletion
            ? held with { PendingRunCompletion = new() { Gate = evaluation.GateId, RequestedByTurn = request.TurnId, RequestedAt = draft.Facts.Now } }
            : held with { PendingPhaseTransition = new() { From = held.Phase ?? string.Empty, To = evaluation.NextPhase!, Gate = evaluation.GateId, RequestedByTurn = request.TurnId } };
        draft.Events.Add(draft.State.Event(EventTypes.GatePending, draft.Facts.Now, draft.Turn, Approved.Payload(evaluation.GateId, Type(request))));
    }

    private static void Fail(Draft draft, GateRequest request, GateEvaluation evaluation, bool isQueued)
    {
        GateFailure failure = new()
        {
            GateType = Type(request),
            GateId = evaluation.GateId,
            Phase = draft.State.Phase,
            FromPhase = draft.State.Phase,
            ToPhase = request.Phase,
            RequestedByTurn = request.TurnId,
            FailedAt = draft.Facts.Now,
            QueuedRequest = isQueued,
            Reasons = [.. evaluation.Problems.Select(problem => problem.Message)],
            MissingFiles = evaluation.MissingFiles,
            MissingVerification = evaluation.MissingVerification,
        };
        draft.State = draft.State with
        {
            LastGateFailure = failure,
            PhaseGateStatus = evaluation.GateId is null ? draft.State.PhaseGateStatus : draft.State.PhaseGateStatus.With(evaluation.GateId, "failed"),
        };
        draft.Governance.Add(draft.State.Record(draft.Facts.Now, draft.Turn) with { Type = "gate_failure", GateId = evaluation.GateId, GateFailure = failure });
        draft.Events.Add(draft.State.Event(EventTypes.GateFailed, draft.Facts.Now, draft.Turn, new JsonObject { ["gate_id"] = evaluation.GateId, ["gate_type"] = failure.GateType, ["reasons"] = new JsonArray([.. failure.Reasons.Select(reason => JsonValue.Create(reason))]) }));
        NonProgress.Count(draft, failure);
    }

    private static string Type(GateRequest request) => request.IsCompletion ? "run_completion" : "phase_transition";
}
