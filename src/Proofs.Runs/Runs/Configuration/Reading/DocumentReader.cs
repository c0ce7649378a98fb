using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads the keys at the top, in the order in which problems are told.</summary>
internal static class DocumentReader
{
    internal static ConfigurationDraft Read(Section top)
    {
        JsonElement version = top.Seen("schema_version");
        _ = top.Text("$schema");
        _ = top.Word("protocol_mode", ConfigurationWords.ProtocolModes);
        _ = top.Text("template");
        ProjectInfo project = top.Required("project", ReadProject) ?? new(string.Empty, string.Empty);
        IReadOnlyDictionary<string, RoleDraft> roles = top.Map("roles", RoleReader.Read, isRequired: true);
        RunConfiguration configuration = new()
        {
            SchemaVersion = VersionReader.Normalise(version) ?? string.Empty,
            Project = project,
            Roles = roles.ToOrdered(role => role.Key, role => role.Value.Role),
            Runtimes = top.Map("runtimes", RuntimeReader.Read),
            Routing = RoutingReader.Phases(top),
            Gates = top.Map("gates", RoutingReader.ReadGate),
            Budget = top.Optional("budget", SettingsReader.ReadBudget),
            Rules = top.Optional("rules", SettingsReader.ReadRules) ?? new(),
        };
        configuration = configuration with
        {
            WorkflowKit = KitReader.Read(top, configuration.Routing),
            Policies = top.List("policies", PolicyReader.Read),
            ApprovalPolicy = top.Optional("approval_policy", ApprovalReader.Read),
            Timeouts = top.Optional("timeouts", SettingsReader.ReadTimeouts) ?? new(),
            RunLoop = top.Optional("run_loop", SettingsReader.ReadRunLoop) ?? new(),
            Prompts = top.PathMap("prompts"),
            Hooks = top.Lists("hooks", HookReader.Read),
            Verification = top.Optional("verification", SettingsReader.ReadVerification) ?? new(),
            GateSemanticCoverageMode = top.Text("gate_semantic_coverage_mode") ?? configuration.GateSemanticCoverageMode,
        };
        ReadUnused(top);
        return new(configuration, roles, top.Has("gates"));
    }

    // Known to the format and without effect on what is decided here.
    private static void ReadUnused(Section top)
    {
        _ = top.Text("intent_coverage_mode");
        _ = top.Optional("files", ReadFiles);
        foreach (string key in (string[])["notifications", "schedules", "retention", "compat"])
        {
            top.Foreign(key);
        }
    }

    private static ProjectInfo ReadProject(Section project) => new(
        project.RequiredText("id"),
        project.RequiredText("name"),
        project.Prose("goal"),
        project.Prose("description"),
        project.Text("default_branch"));

    private static string[] ReadFiles(Section files) =>
        [.. ((string[])["talk", "history", "state"]).Select(files.Path).OfType<string>()];
}
