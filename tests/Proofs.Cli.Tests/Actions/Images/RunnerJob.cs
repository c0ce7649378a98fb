using System.Text.Json;
using Proofs.Cli.Tests.Hosts.GitHub;
using TestKit;

namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>The folders that the runner mounts into a container action and the variables that it sets. Source: actions/runner, ContainerActionHandler.</summary>
internal sealed class RunnerJob : IDisposable
{
    internal const string Workspace = "/github/workspace";

    /// <summary>The user that owns a checkout on GitHub's machines; in the container the process is root.</summary>
    internal const int Owner = 1001;

    private static readonly string[] Names = ["workspace", "home", "runner_temp", "workflow", "file_commands"];
    private readonly TempFolder _folder = new();

    /// <summary>A job with a copy of a repository as its checkout.</summary>
    internal RunnerJob(GitRepo repo, string eventName, object payload, params (string Name, string Value)[] inputs)
    {
        foreach (string name in Names.Skip(1))
        {
            Directory.CreateDirectory(In(name));
        }

        Copy(repo.Path, In("workspace"));
        File.WriteAllText(In("workflow", "event.json"), JsonSerializer.Serialize(payload));
        File.WriteAllText(In("file_commands", "output"), string.Empty);
        File.WriteAllText(In("file_commands", "summary"), string.Empty);
        if (Privilege.IsRoot)
        {
            Privilege.GiveAway(_folder.Path, Owner);
        }

        Variables = new(StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_EVENT_NAME"] = eventName,
            ["GITHUB_EVENT_PATH"] = "/github/workflow/event.json",
            ["GITHUB_OUTPUT"] = "/github/file_commands/output",
            ["GITHUB_STEP_SUMMARY"] = "/github/file_commands/summary",
            ["GITHUB_WORKSPACE"] = Workspace,
            ["HOME"] = "/github/home",
            ["RUNNER_TEMP"] = "/github/runner_temp",
        };
        foreach ((string name, string value) in inputs)
        {
            Variables["INPUT_" + name.ToUpperInvariant()] = value;
        }
    }

    internal Dictionary<string, string> Variables { get; }

    internal IEnumerable<(string Folder, string Place)> Mounts => Names.Select(name => (In(name), $"/github/{name}"));

    internal Dictionary<string, string> Outputs => RunnerParser.Outputs(File.ReadAllText(In("file_commands", "output")));

    internal string Summary => File.ReadAllText(In("file_commands", "summary"));

    internal string In(params string[] parts) => _folder.In(parts);

    public void Dispose() => _folder.Dispose();

    private static void Copy(string from, string to)
    {
        RunResult result = TestKit.Run.Program("cp", ["-a", "--", from, to]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
