namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The variables that a runner sets for an action. Only those named here are ever read, so that nothing else in the environment, such as a
/// secret of another step, can reach an output. Source: docs.github.com, "Variables reference"; actions/runner, ContainerActionHandler.
/// </summary>
/// <param name="read">Reads one variable; null when it is not set. Inputs keep their hyphens: <c>INPUT_FEATURE-KEY</c>.</param>
internal sealed class RunnerEnvironment(Func<string, string?> read)
{
    /// <summary>The event's name; null outside of GitHub Actions.</summary>
    internal string? EventName => Variable("GITHUB_EVENT_NAME");

    /// <summary>The file that holds the event's payload.</summary>
    internal string? EventPath => Variable("GITHUB_EVENT_PATH");

    /// <summary>Whether a runner reads what is printed; only then may a command hold a secret.</summary>
    internal bool IsRunner => Variable("GITHUB_ACTIONS") == "true";

    /// <summary>The address of GitHub's API; another one on GitHub Enterprise Server.</summary>
    internal string ApiUrl => Variable("GITHUB_API_URL") ?? "https://api.github.com";

    /// <summary>The repository in which the workflow runs, <c>owner/name</c>.</summary>
    internal string? Repository => Variable("GITHUB_REPOSITORY");

    /// <summary>The address of GitHub's pages; another one on GitHub Enterprise Server.</summary>
    internal string? ServerUrl => Variable("GITHUB_SERVER_URL");

    /// <summary>The id of the workflow's run.</summary>
    internal string? RunId => Variable("GITHUB_RUN_ID");

    /// <summary>Which attempt at that run this is, from 1 on.</summary>
    internal string? RunAttempt => Variable("GITHUB_RUN_ATTEMPT");

    /// <summary>The step's name among the steps of its job, such as <c>__self</c> or <c>__self_2</c>.</summary>
    internal string? Step => Variable("GITHUB_ACTION");

    /// <summary>The folder of the checkout.</summary>
    internal string Workspace => Variable("GITHUB_WORKSPACE") ?? ".";

    /// <summary>The file to which outputs are appended.</summary>
    internal string? OutputFile => Variable("GITHUB_OUTPUT");

    /// <summary>The file to which the job's summary is appended.</summary>
    internal string? SummaryFile => Variable("GITHUB_STEP_SUMMARY");

    /// <summary>The folder for files that live as long as the job.</summary>
    internal string? TemporaryFolder => Variable("RUNNER_TEMP");

    /// <summary>An input without white space around it; null when it is absent or empty, which for a runner is the same.</summary>
    /// <param name="name">Its name in <c>action.yml</c>.</param>
    internal string? Input(string name) => Variable("INPUT_" + name.ToUpperInvariant())?.Trim() is { Length: > 0 } value ? value : null;

    private string? Variable(string name) => read(name) is { Length: > 0 } value ? value : null;
}
