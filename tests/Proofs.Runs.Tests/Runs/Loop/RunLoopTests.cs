using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Loops over real project folders.</summary>
public sealed class RunLoopTests
{
    [Fact]
    public async Task A_run_goes_to_its_end_by_itself_and_tells_what_happens()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request => request.Turn is { AssignedRole: "dev", Attempt: 1 } ? DispatchOutcome.Rejected("not today") : LoopProject.Done(request));
        Assert.Equal((true, StopReason.Completed, 3, 2), (result.Ok, result.StopReason, result.TurnsExecuted, result.GatesApproved));
        Assert.Equal(RunStatus.Completed, project.State.Status);
        Assert.Equal([("pm", true), ("dev", false), ("dev", true), ("qa", true)], result.TurnHistory.Select(turn => (turn.Role, turn.Accepted)));
        Assert.Equal(result.TurnHistory[1].TurnId, result.TurnHistory[2].TurnId);
        Assert.Equal(
            ["TurnAssigned", "TurnAccepted", "GatePaused", "GateApproved", "TurnAssigned", "TurnRejected", "TurnAccepted", "TurnAssigned", "TurnAccepted", "GatePaused", "GateApproved", "Completed"],
            project.Events.Select(each => each.Type.ToString()));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_result_is_written_with_the_names_of_the_protocol()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request => request.Turn.AssignedRole == "dev" ? DispatchOutcome.Rejected("no") : LoopProject.Done(request));
        JsonObject json = JsonNode.Parse(LoopRecords.Write(result))!.AsObject();
        Assert.Equal(["ok", "stop_reason", "state", "turns_executed", "turn_history", "gates_approved", "errors", "warnings"], json.Select(each => each.Key));
        Assert.Equal("reject_exhausted", (string?)json["stop_reason"]);
        Assert.Equal(["role", "turn_id", "accepted"], json["turn_history"]![0]!.AsObject().Select(each => each.Key));
        Assert.Equal(["role", "turn_id", "accepted", "error_code", "accept_error"], json["turn_history"]![1]!.AsObject().Select(each => each.Key));
        JsonObject told = JsonNode.Parse(LoopRecords.Write(project.Events[2]))!.AsObject();
        Assert.Equal(["type", "gate_type", "reason"], told.Select(each => each.Key));
        Assert.Equal(("gate_paused", "phase_transition"), ((string?)told["type"], (string?)told["gate_type"]));
    }
}
