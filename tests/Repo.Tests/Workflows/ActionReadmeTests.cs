using System.Text.RegularExpressions;
using Proofs.Verdicts;

namespace Repo.Tests.Workflows;

/// <summary>What the action's README says to write is what the action takes.</summary>
public sealed partial class ActionReadmeTests
{
    private static readonly string Text = Checkout.Read("action/README.md");

    [SkippableFact]
    public void Its_workflows_are_some_for_both_linters()
    {
        string[] workflows = [.. Blocks().Where(block => block.StartsWith("name:", StringComparison.Ordinal))];
        Assert.Equal(2, workflows.Length);
        Assert.All(workflows, workflow => Assert.Null(Linters.Lint(workflow)));
        Assert.All(workflows, workflow => Assert.Null(Linters.Validate("proofs.yml", WorkflowTests.Known(workflow))));
    }

    [Fact]
    public void Its_inputs_are_those_of_the_action()
    {
        string[] given = [.. Blocks().SelectMany(block => InputsGiven().Matches(block)).SelectMany(match => match.Groups["line"].Captures).Select(line => line.Value.Trim().Split(':')[0])];
        Assert.NotEmpty(given);
        Assert.Subset(ActionYamlTests.Keys("inputs").ToHashSet(StringComparer.Ordinal), given.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_table_of_reasons_names_reasons_that_there_are()
    {
        string table = Text[Text.IndexOf("## When it is red", StringComparison.Ordinal)..Text.IndexOf("## The image", StringComparison.Ordinal)];
        string[] named = [.. FirstCells().Matches(table).SelectMany(row => row.Groups["code"].Captures).Select(code => code.Value)];
        Assert.True(named.Length > 10);
        Assert.Subset(ReasonCodes.All.Select(code => code.Id).ToHashSet(StringComparer.Ordinal), named.ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Blocks() => Yaml().Matches(Text).Select(match => match.Groups["block"].Value);

    [GeneratedRegex("```yaml\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Yaml();

    /// <summary>The lines below the <c>with:</c> of this action.</summary>
    [GeneratedRegex(@"OWNER/proofs@v1\n +with:\n(?<line> {10}[a-z-]+:[^\n]*\n)+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex InputsGiven();

    [GeneratedRegex(@"(?m)^\| (`(?<code>[a-z_]+)`(, )?)+ \|", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FirstCells();
}
