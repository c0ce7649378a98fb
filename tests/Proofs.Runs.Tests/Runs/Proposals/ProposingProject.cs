using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>A project on disk whose role proposes.</summary>
internal static class ProposingProject
{
    internal const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo", "goal": "Show it." },
          "roles": {
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "proposed", "runtime": "model" },
            "qa": { "title": "QA", "mandate": "Check", "write_authority": "review_only", "runtime": "model" }
          },
          "runtimes": { "model": { "type": "api_proxy", "provider": "ollama", "model": "m" } },
          "routing": { "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "qa", "human"], "max_concurrent_turns": 2 } },
          "gates": {},
          "approval_policy": { "proposals": "PROPOSALS" },
          "hooks": { "before_gate": [{ "name": "check", "type": "process", "mode": "blocking", "command": ["sh", "./tools/check.sh"] }] },
          "workflow_kit": {}
        }
        """;

    /// <summary>A run that has begun, with files in its tree.</summary>
    internal static Project Begin(string proposals = "manual")
    {
        Project project = new(Configuration.Replace("PROPOSALS", proposals, StringComparison.Ordinal));
        project.Write("src/old.txt", "old\n");
        project.Write("src/gone.txt", "gone\n");
        Project.Ok(project.Runner.InitRun());
        return project;
    }

    /// <summary>Accepts a turn that proposes to write two files and to delete one.</summary>
    internal static string Propose(this Project project, params (string Path, string Action, string? Content)[] changes)
    {
        Turn turn = project.Dispatch("dev");
        project.Stage(turn, result =>
        {
            result["files_changed"] = new JsonArray();
            result["artifact"] = new JsonObject { ["type"] = "patch", ["ref"] = null };
            result["proposed_changes"] = new JsonArray([.. (changes.Length > 0 ? changes : Usual).Select(change => new JsonObject { ["path"] = change.Path, ["action"] = change.Action, ["content"] = change.Content })]);
        });
        Project.Ok(project.Runner.AcceptTurn());
        return turn.TurnId;
    }

    internal static readonly (string Path, string Action, string? Content)[] Usual =
    [
        ("src/new/ä.txt", "create", "new ✓\n"),
        ("src/old.txt", "modify", "changed\n"),
        ("src/gone.txt", "delete", null),
    ];

    /// <summary>Every file of the tree that is not the run's own, with what it holds.</summary>
    internal static Dictionary<string, string> Tree(this Project project) => Directory.EnumerateFiles(project.Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(project.Root, path))
        .Where(path => !path.StartsWith(".agentxchain", StringComparison.Ordinal) && path is not ("TALK.md" or "agentxchain.json"))
        .ToDictionary(path => path, path => project.Read(path), StringComparer.Ordinal);

    internal static ProposalStatus Status(this Project project, string turn) => project.Runner.ShowProposal(turn, out _)!.Status;
}
