using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>A run that cannot be completed, and what the command makes of it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Run">What the command answered.</param>
/// <param name="Requests">The status of every request that its model was sent.</param>
internal sealed record StoppedRun(CliProject Project, Launched Run, IReadOnlyList<int> Requests)
{
    /// <summary>The project whose key the provider refuses.</summary>
    internal const string Blocked = "refused-key";

    /// <summary>The project whose gate wants a person.</summary>
    internal const string Held = "held-gate";

    /// <summary>Has the command run one of them.</summary>
    internal static async Task<StoppedRun> DriveAsync(Bench bench, string name, string key, CancellationToken late)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(Bench.Answers(name), late, name == Held ? key : null).ConfigureAwait(false);
        CliProject project = await bench.ArrangeAsync(name, model.Address, late).ConfigureAwait(false);
        Launched run = await project.RunAsync(name == Held ? CliProject.Attended : CliProject.ByItself, key, late).ConfigureAwait(false);
        return new(project, run, [.. model.Answered.Select(each => each.Status)]);
    }

    /// <summary>Claims that it is blocked.</summary>
    internal void IsBlocked(Story story) => story.Claim(
        "blocked.not_zero",
        new JsonObject { ["ends_with"] = "a code that is not 0", ["stop_reason"] = "blocked", ["is_completed"] = false, ["requests"] = new JsonArray(401) },
        new JsonObject { ["ends_with"] = Run.IsLate ? "nothing until it was stopped" : Run.ExitCode is > 0 and < 128 ? "a code that is not 0" : Run.ExitCode, ["stop_reason"] = RunDocument.Read(Run.Out)?.StopReason, ["is_completed"] = Project.SaysCompleted(Run), ["requests"] = new JsonArray([.. Requests.Select(status => (JsonNode)status)]) });

    /// <summary>Claims that it waits at its gate.</summary>
    internal void IsHeld(Story story) => story.Claim(
        "held.not_zero",
        new JsonObject { ["ends_with"] = 2, ["is_completed"] = false, ["stop_reason"] = "gate_held" },
        new JsonObject { ["ends_with"] = Run.ExitCode, ["is_completed"] = Project.SaysCompleted(Run), ["stop_reason"] = RunDocument.Read(Run.Out)?.StopReason });
}
