using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;

namespace Proofs.RunnerPack;

/// <summary>One run of the loop, and what its callbacks saw.</summary>
internal sealed class LoopRun
{
    private readonly List<string> _events = [];
    private readonly List<RejectedAttempt> _rejections = [];

    private LoopRun()
    {
    }

    /// <summary>What the loop came to.</summary>
    internal required RunLoopResult Result { get; init; }

    /// <summary>Why it stopped, as it is written.</summary>
    internal string StopReason => JsonNamingPolicy.SnakeCaseLower.ConvertName(Result.StopReason.ToString());

    /// <summary>The types of its events, as they are written.</summary>
    internal IReadOnlyList<string> EventTypes => _events;

    /// <summary>How often it asked at a gate.</summary>
    internal int GatesAsked { get; private set; }

    /// <summary>Runs the loop to wherever it stops.</summary>
    /// <param name="desk">The project.</param>
    /// <param name="atGates">What is answered at gates.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="maxTurns">After how many accepted turns it stops.</param>
    /// <param name="around">Looks on while a turn's work is done; null for nobody.</param>
    internal static async Task<LoopRun> DriveAsync(Desk desk, GateAnswer atGates, CancellationToken cancellation, int maxTurns = 8, Func<DispatchRequest, Func<Task<DispatchOutcome>>, Task<DispatchOutcome>>? around = null)
    {
        List<string> events = [];
        int asked = 0;
        RunLoopCallbacks callbacks = new()
        {
            Dispatch = async (request, stop) =>
            {
                desk.Note(request.Turn, request.BundlePath);
                return await (around is null ? desk.WorkAsync(request, stop) : around(request, () => desk.WorkAsync(request, stop))).ConfigureAwait(false);
            },
            ApproveGate = (_, _, _) =>
            {
                asked++;
                return Task.FromResult(atGates);
            },
            OnEvent = happened => events.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.Type.ToString())),
        };
        RunLoopOptions options = new() { MaxTurns = maxTurns, Provenance = new() { Trigger = "manual", CreatedBy = "proof" }, Checkpoint = desk.Runner.CheckpointAll };
        RunLoopResult result = await desk.Runner.RunLoopAsync(desk.On, callbacks, options, cancellation).ConfigureAwait(false);
        LoopRun run = new() { Result = result, GatesAsked = asked };
        run._events.AddRange(events);
        foreach ((TurnOutcome turn, int at) in result.TurnHistory.Select((turn, at) => (turn, at)).Where(each => !each.turn.Accepted))
        {
            int attempt = result.TurnHistory.Take(at + 1).Count(each => each.TurnId == turn.TurnId);
            bool isRetried = desk.WasHandedOut(turn.TurnId, attempt + 1);
            run._rejections.Add(new(turn.Role, turn.TurnId, attempt, isRetried ? turn.TurnId : null, isRetried ? attempt + 1 : null, desk.Rejected(turn.TurnId, attempt).Count == 1));
        }

        foreach (TurnOutcome turn in result.TurnHistory.Where(turn => turn.Accepted))
        {
            desk.NoteRemoval(turn.TurnId);
        }

        return run;
    }

    /// <summary>Claims that the run is completed after one turn of each role, and ends the story when it is not.</summary>
    /// <exception cref="StoryEnd">It is not.</exception>
    internal void RequireCompleted(Story story, Desk desk, IReadOnlyList<string> roles)
    {
        JsonArray seen = new([.. Result.TurnHistory.Where(turn => turn.Accepted).Select(turn => JsonValue.Create(turn.Role))]);
        JsonObject expected = new() { ["ok"] = true, ["stop_reason"] = "completed", ["on_disk"] = "completed", ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]) };
        if (story.Claim("run.completes", expected, new JsonObject { ["ok"] = Result.Ok, ["stop_reason"] = StopReason, ["on_disk"] = (string?)desk.Records.State?["status"], ["roles"] = seen }))
        {
            return;
        }

        // The turn that ended it: why its first attempt did not count, and whether each attempt failed for what may go away by itself. An account without
        // credit has the same class as one that asks too often, but blocks the run.
        TurnOutcome[] ended = [.. Result.TurnHistory.Reverse().TakeWhile(turn => !turn.Accepted).Reverse()];
        story.IsRetryable = Result.StopReason is Runs.Runs.Loop.StopReason.RejectExhausted && ended.All(turn => DispatchChecks.Retryable.Contains(turn.ErrorCode ?? string.Empty, StringComparer.Ordinal));
        throw Story.Stop(ended is [{ ErrorCode: { } code } first, ..]
            ? new(code, first.AcceptError ?? "The worker said no more.", Result.State?.BlockedReason?.Recovery?.RecoveryAction ?? "Look at turn_history and errors.")
            : new("run_not_completed", $"The loop stopped: {StopReason}.", "Look at turn_history and errors."));
    }

    /// <summary>Puts it into a payload.</summary>
    internal void Tell(Story story) => story.Facts = story.Facts with
    {
        StopReason = StopReason,
        TurnHistory = [.. Result.TurnHistory.Select(turn => new SettledTurn(turn.Role, turn.TurnId, turn.Accepted, turn.ErrorCode))],
        GatesApproved = Result.GatesApproved,
        EventTypes = EventTypes,
        EventCount = EventTypes.Count,
        Rejections = _rejections,
        Errors = [.. story.Facts.Errors, .. Result.TurnHistory.Where(turn => !turn.Accepted).Select(turn => $"{turn.Role}: {turn.ErrorCode}: {turn.AcceptError}"), .. Result.Errors.Select(problem => problem.ToString())],
    };
}
