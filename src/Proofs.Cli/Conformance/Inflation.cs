using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Cli.Conformance;

/// <summary>What fixtures leave out. Source: AgentXchain protocol v7, conformance corpus, what an adapter puts in.</summary>
internal static class Inflation
{
    /// <summary>A configuration with the defaults that fixtures take for granted.</summary>
    internal static JsonObject Configuration(JsonObject given)
    {
        JsonObject config = given.DeepClone().AsObject();
        config["schema_version"] ??= "1.0";
        config["project"] ??= new JsonObject { ["id"] = "fixture", ["name"] = "Fixture" };
        JsonObject runtimes = config["runtimes"] as JsonObject ?? [];
        foreach ((string id, JsonNode? node) in config["roles"] as JsonObject ?? [])
        {
            if (node is not JsonObject role)
            {
                continue;
            }

            role["title"] ??= id.ToUpperInvariant();
            role["mandate"] ??= $"Do what a {id} does.";
            role["write_authority"] ??= "authoritative";
            if (role["runtime_id"] is null)
            {
                role["runtime"] ??= "manual";
            }

            if ((string?)role["runtime"] == "manual" && !runtimes.ContainsKey("manual"))
            {
                runtimes["manual"] = new JsonObject();
            }
        }

        foreach ((_, JsonNode? node) in runtimes)
        {
            if (node is JsonObject runtime)
            {
                runtime["type"] ??= "manual";
            }
        }

        if (runtimes.Parent is null)
        {
            config["runtimes"] = runtimes;
        }

        config["roles"] ??= new JsonObject();
        return config;
    }

    /// <summary>A state whose turns have their ids and are at work.</summary>
    internal static JsonObject State(JsonObject given, RunConfiguration? configuration)
    {
        JsonObject state = given.DeepClone().AsObject();
        foreach ((string id, JsonNode? node) in state["active_turns"] as JsonObject ?? [])
        {
            if (node is not JsonObject turn)
            {
                continue;
            }

            turn["turn_id"] ??= id;
            turn["run_id"] ??= state["run_id"]?.DeepClone();
            turn["assigned_role"] ??= turn["role"]?.DeepClone();
            turn.Remove("role");
            turn["runtime_id"] ??= configuration?.Roles.GetValueOrDefault((string?)turn["assigned_role"] ?? string.Empty)?.RuntimeId;
            turn["status"] ??= "running";
            turn["attempt"] ??= 1;
        }

        return state;
    }
}
