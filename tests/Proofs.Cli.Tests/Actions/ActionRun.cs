using System.Text.Json;
using Proofs.Cli.Actions;
using Proofs.Cli.Tests.Hosts.GitHub;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>One run of the action in this process, with the files and variables that a runner gives it.</summary>
internal sealed class ActionRun : IDisposable
{
    private readonly TempFolder _runner = new();

    internal ActionRun(string workspace, string eventName, object payload)
    {
        File.WriteAllText(In("event.json"), JsonSerializer.Serialize(payload));
        File.WriteAllText(In("output"), string.Empty);
        File.WriteAllText(In("summary"), string.Empty);
        Variables = new(StringComparer.Ordinal)
        {
            ["GITHUB_EVENT_NAME"] = eventName,
            ["GITHUB_EVENT_PATH"] = In("event.json"),
            ["GITHUB_WORKSPACE"] = workspace,
            ["GITHUB_OUTPUT"] = In("output"),
            ["GITHUB_STEP_SUMMARY"] = In("summary"),
            ["RUNNER_TEMP"] = _runner.Path,
        };
    }

    internal Dictionary<string, string> Variables { get; }

    /// <summary>Waits between requests are over at once.</summary>
    internal TimeProvider Time { get; init; } = new ImpatientTime(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));

    internal string Log { get; private set; } = string.Empty;

    internal IReadOnlyList<RunnerCommand> Commands => [.. RunnerParser.Commands(Log)];

    internal Dictionary<string, string> Outputs => RunnerParser.Outputs(File.ReadAllText(In("output")));

    internal string Summary => File.ReadAllText(In("summary"));

    /// <summary>Lets the run ask a server as if it were GitHub's.</summary>
    internal ActionRun With(StubServer gitHub)
    {
        Variables["GITHUB_API_URL"] = gitHub.Address.AbsoluteUri;
        Variables["GITHUB_REPOSITORY"] = "acme/app";
        Variables["INPUT_TOKEN"] = "ghs_token";
        return this;
    }

    internal static object PullRequest(string baseId, string headId, string body = "", string author = "someone", string type = "User", long headRepository = 1) => new
    {
        pull_request = new { number = 7, body, user = new { login = author, type }, @base = new { sha = baseId }, head = new { sha = headId, repo = new { id = headRepository } } },
        repository = new { id = 1, default_branch = "main" },
    };

    internal static object Push(string before, string after, string reference = "refs/heads/work", bool forced = false) =>
        new { @ref = reference, before, after, forced, repository = new { id = 1, default_branch = "main" } };

    internal static object MergeGroup(string baseId, string headId) => new { action = "checks_requested", merge_group = new { base_sha = baseId, head_sha = headId } };

    /// <summary>A file of the runner's folder.</summary>
    internal string In(string name) => Path.Combine(_runner.Path, name);

    /// <summary>Runs with inputs; returns the exit code.</summary>
    internal int Run(params (string Name, string Value)[] inputs)
    {
        foreach ((string name, string value) in inputs)
        {
            Variables["INPUT_" + name.ToUpperInvariant()] = value;
        }

        using StringWriter log = new();
        Terminal terminal = new(() => log, () => log, () => Stream.Null, isOutPiped: true, isErrorPiped: true);
        int exit = new ActionVerb(terminal, new(Read), Time).Run();
        Log = log.ToString();
        return exit;
    }

    /// <summary>The variables that were asked for.</summary>
    internal HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _runner.Dispose();

    private string? Read(string name)
    {
        Asked.Add(name);
        return Variables.GetValueOrDefault(name);
    }
}
