using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Repo.Tests.Workflows;

/// <summary>What this project demands of its workflows beyond what linters do.</summary>
internal static partial class WorkflowRules
{
    /// <summary>The rules that a workflow breaks, each with where.</summary>
    internal static IEnumerable<string> Broken(Workflow workflow) =>
        [.. Pins(workflow), .. Permissions(workflow), .. Scripts(workflow), .. Triggers(workflow), .. Skips(workflow), .. Credentials(workflow), .. Places(workflow)];

    /// <summary>An action is named by commit, because a tag can be moved, and its version is said beside it.</summary>
    private static IEnumerable<string> Pins(Workflow workflow)
    {
        string[] used = [.. workflow.Steps.Concat(workflow.Jobs.Values.OfType<YamlMappingNode>()).Select(node => Workflow.Scalar(node, "uses")).OfType<string>().Where(name => !name.StartsWith("./", StringComparison.Ordinal))];
        string[] pinned = [.. Pinned().Matches(workflow.Text).Select(match => match.Groups["action"].Value)];
        // The comment is no part of the YAML, so lines of text are held against what YAML says.
        return used.Order(StringComparer.Ordinal).SequenceEqual(pinned.Order(StringComparer.Ordinal), StringComparer.Ordinal) ? []
            : used.Except(pinned, StringComparer.Ordinal).DefaultIfEmpty("an action").Select(name => $"pin: {name} is not named by a full commit id with its version behind it");
    }

    /// <summary>A token may nothing, and then what the job says.</summary>
    private static IEnumerable<string> Permissions(Workflow workflow)
    {
        if (Workflow.Value(workflow.Root, "permissions") is not YamlMappingNode { Children.Count: 0 })
        {
            yield return "permissions: the workflow does not begin with none";
        }

        foreach ((string name, YamlNode job) in workflow.Jobs)
        {
            if (Workflow.Value(job, "permissions") is not YamlMappingNode)
            {
                yield return $"permissions: the job {name} does not list its own";
            }
        }
    }

    /// <summary>An expression in a script is pasted into it, whatever it says; a variable is not.</summary>
    private static IEnumerable<string> Scripts(Workflow workflow) => workflow.Steps
        .Where(step => Workflow.Scalar(step, "run")?.Contains("${{", StringComparison.Ordinal) == true)
        .Select(step => $"script: an expression stands in {Workflow.Scalar(step, "run")}");

    /// <summary>A check that is required of pull requests and does not run in the merge queue stops the queue; the other way round it starts too late.</summary>
    private static IEnumerable<string> Triggers(Workflow workflow)
    {
        if (workflow.Events.ContainsKey("pull_request") != workflow.Events.ContainsKey("merge_group"))
        {
            yield return "trigger: pull_request and merge_group go together";
        }

        foreach (string name in workflow.Events.Keys.Intersect(["pull_request_target", "workflow_run", "issue_comment"], StringComparer.Ordinal))
        {
            yield return $"trigger: {name} gives secrets to what a stranger starts";
        }
    }

    /// <summary>A job that is skipped counts as passed, and one that a filter keeps from starting is waited for without end.</summary>
    private static IEnumerable<string> Skips(Workflow workflow)
    {
        foreach ((string name, YamlNode filters) in workflow.Events)
        {
            foreach (string filter in new[] { "paths", "paths-ignore", "branches", "branches-ignore" }.Where(filter => Workflow.Value(filters, filter) is not null && !(name == "push" && filter == "branches")))
            {
                yield return $"skip: {name} has {filter}";
            }
        }

        foreach (YamlNode part in workflow.Jobs.Values.Concat(workflow.Steps))
        {
            foreach (string key in new[] { "if", "continue-on-error" }.Where(key => Workflow.Value(part, key) is { } value && !(key == "if" && (IsForMain(workflow, part, value) || IsLeftBehind(part, value)))))
            {
                yield return $"skip: {key}: {Workflow.Value(part, key)}";
            }
        }
    }

    /// <summary>A job for what has reached main already: no pull request waits for it.</summary>
    private static bool IsForMain(Workflow workflow, YamlNode part, YamlNode condition) => workflow.Jobs.Values.Contains(part) && condition is YamlScalarNode { Value: "github.event_name == 'push'" };

    /// <summary>What a job that failed has made is kept all the same; the job stays failed.</summary>
    private static bool IsLeftBehind(YamlNode part, YamlNode condition) => Workflow.Scalar(part, "uses")?.StartsWith("actions/upload-artifact@", StringComparison.Ordinal) == true && condition is YamlScalarNode { Value: "always()" };

    /// <summary>A token in the checkout can be read by everything that runs in it; only a job that must push keeps one.</summary>
    private static IEnumerable<string> Credentials(Workflow workflow) =>
        from job in workflow.Jobs
        from step in Workflow.StepsOf(job.Value)
        where Workflow.Scalar(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true
        let mayPush = Workflow.Scalar(Workflow.Value(job.Value, "permissions"), "contents") == "write"
        where Workflow.Scalar(Workflow.Value(step, "with"), "persist-credentials") is var kept && kept != "false" && !(mayPush && kept == "true")
        select $"credentials: the checkout of the job {job.Key} keeps the token";

    /// <summary>What lies beside the checkout on some machine is not there on GitHub's.</summary>
    private static IEnumerable<string> Places(Workflow workflow) => Outside().Matches(workflow.Text).Select(match => $"place: {match.Value} is outside of the checkout");

    [GeneratedRegex(@"^ *(- )?uses: (?<action>[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}) # v[0-9]+\.[0-9]+\.[0-9]+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\.\./\S*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Outside();
}
