using System.Reflection;
using System.Text.RegularExpressions;
using Proofs.Verdicts;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>The registry of reason codes is a promise to everybody who parses results.</summary>
public sealed partial class ReasonCodeTests
{
    private static readonly PropertyInfo[] Registered = [.. typeof(ReasonCodes).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(ReasonCode))];

    [Fact]
    public void Every_code_is_listed_exactly_once()
    {
        IEnumerable<string> declared = Registered.Select(property => ((ReasonCode)property.GetValue(null)!).Id);
        Assert.Equal(declared.Order(StringComparer.Ordinal), ReasonCodes.All.Select(code => code.Id).Order(StringComparer.Ordinal));
        Assert.Equal(ReasonCodes.All.Count, ReasonCodes.All.Select(code => code.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Ids_are_the_snake_case_of_their_names()
    {
        foreach (PropertyInfo property in Registered)
        {
            string id = ((ReasonCode)property.GetValue(null)!).Id;
            Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", id);
            Assert.Equal(property.Name.ToLowerInvariant(), id.Replace("_", string.Empty, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Codes_are_ordered_from_refusals_and_failures_to_passes_and_notes()
    {
        IEnumerable<int> order = ReasonCodes.All.Select(code => code.Lane switch
        {
            Lane.Fail => 1,
            Lane.Undetermined => 2,
            Lane.Pass => 3,
            Lane.Note => 4,
            _ => 0,
        });
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void Every_code_is_explained_in_sentences() => Violations.None(ReasonCodes.All.Where(code => !code.Meaning.EndsWith('.') || code.Fix.Length == 0).Select(code => code.Id));

    [Fact]
    public void Every_code_is_used_outside_the_registry()
    {
        string registry = typeof(ReasonCodes).FullName!;
        HashSet<string> used = [.. from module in Assemblies.Shipping
                                   from type in module.AllTypes()
                                   where type.FullName != registry
                                   from method in References.Methods(type)
                                   where method.DeclaringType.FullName == registry
                                   select method.Name];
        Violations.None(Registered.Select(property => "get_" + property.Name).Except(used, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("required_baseline_missing")]
    [InlineData("worktree_missing")]
    [InlineData("not_a_git_repo")]
    [InlineData("runtime_commit_missing")]
    [InlineData("required_commit_missing")]
    [InlineData("baseline_ok")]
    [InlineData("baseline_not_met")]
    [InlineData("reported_commit_missing")]
    [InlineData("branch_head_missing")]
    [InlineData("reported_commit_not_found")]
    [InlineData("integrity_ok")]
    [InlineData("reported_not_ancestor")]
    [InlineData("feature_key_missing")]
    [InlineData("feature_key_invalid_format")]
    [InlineData("base_branch_missing")]
    [InlineData("no_commits_in_range")]
    [InlineData("feature_key_ok")]
    [InlineData("feature_key_missing_in_commits")]
    public void A_code_taken_over_from_dx_runner_keeps_its_name(string id) => Assert.NotNull(ReasonCodes.Find(id));

    [SkippableFact]
    public void The_documentation_of_a_code_is_its_meaning()
    {
        IEnumerable<string> texts = Checkout.Sources("src/Proofs/Verdicts").Where(path => path.Contains("ReasonCodes.", StringComparison.Ordinal)).Select(path => Checkout.Read(path));
        Dictionary<string, string> summaries = texts.SelectMany(text => Documented().Matches(text)).ToDictionary(match => match.Groups["name"].Value, match => System.Net.WebUtility.HtmlDecode(match.Groups["summary"].Value), StringComparer.Ordinal);
        foreach (PropertyInfo property in Registered)
        {
            Assert.Equal(((ReasonCode)property.GetValue(null)!).Meaning, summaries[property.Name]);
        }
    }

    [GeneratedRegex(@"/// <summary>(?<summary>.+)</summary>\s+public static ReasonCode (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Documented();
}
