using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Workers of which one always comes too late: whenever dev is done, ops has changed the same file meanwhile.</summary>
internal static class ConflictScript
{
    internal static Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> For(LoopProject project)
    {
        return async (request, token) =>
        {
            if (request.State.Phase == "planning")
            {
                return LoopProject.Done(request);
            }

            if (request.Turn.AssignedRole == "dev")
            {
                // Until another turn of ops was accepted since this attempt began.
                int before = project.Lines(".agentxchain/history.jsonl").Length;
                while (project.Lines(".agentxchain/history.jsonl").Length <= before)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), token);
                }
            }

            return DispatchOutcome.Done(LoopProject.Result(request, result =>
            {
                if (request.Turn.AssignedRole is "dev" or "ops")
                {
                    result["files_changed"] = new JsonArray("src/same.txt");
                }

                result["proposed_next_role"] = "ops";
            }));
        };
    }
}
