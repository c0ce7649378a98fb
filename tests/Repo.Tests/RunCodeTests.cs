using System.Reflection;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs;
using Proofs.Verdicts;
using Repo.Tests.Compiled;

namespace Repo.Tests;

/// <summary>The registry of governed runs' reason codes is a promise like that of the gates'.</summary>
public sealed partial class RunCodeTests
{
    private static readonly PropertyInfo[] Registered = [.. typeof(RunCodes).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(ReasonCode))];

    [Fact]
    public void Every_code_is_listed_exactly_once_and_is_no_gates_code()
    {
        Assert.Equal(Registered.Select(property => Code(property).Id).Order(StringComparer.Ordinal), RunCodes.All.Select(code => code.Id).Order(StringComparer.Ordinal));
        Assert.Equal(RunCodes.All.Count, RunCodes.All.Select(code => code.Id).Distinct(StringComparer.Ordinal).Count());
        Violations.None(RunCodes.All.Select(code => code.Id).Intersect(ReasonCodes.All.Select(code => code.Id), StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_the_snake_case_of_their_names() => Violations.None(
        from property in Registered
        let id = Code(property).Id
        where !Regex.IsMatch(id, "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) || property.Name.ToLowerInvariant() != id.Replace("_", string.Empty, StringComparison.Ordinal)
        select $"{property.Name}: {id}");

    [Fact]
    public void Every_code_is_explained_in_sentences() => Violations.None(RunCodes.All.Where(code => !code.Meaning.EndsWith('.') || code.Fix.Length == 0).Select(code => code.Id));

    [Fact]
    public void Every_code_is_used_outside_the_registry()
    {
        string registry = typeof(RunCodes).FullName!;
        HashSet<string> used = [.. from module in Assemblies.Shipping
                                   from type in module.AllTypes()
                                   where type.FullName != registry
                                   from method in References.Methods(type)
                                   where method.DeclaringType.FullName == registry
                                   select method.Name];
        Violations.None(Registered.Select(property => "get_" + property.Name).Except(used, StringComparer.Ordinal));
    }

    [SkippableFact]
    public void The_documentation_of_a_code_is_its_meaning()
    {
        IEnumerable<string> texts = Checkout.Sources("src/Proofs.Runs/Runs").Where(path => path.Contains("RunCodes.", StringComparison.Ordinal)).Select(path => Checkout.Read(path));
        Dictionary<string, string> summaries = texts.SelectMany(text => Documented().Matches(text)).ToDictionary(match => match.Groups["name"].Value, match => System.Net.WebUtility.HtmlDecode(match.Groups["summary"].Value), StringComparer.Ordinal);
        Violations.None(Registered.Where(property => summaries.GetValueOrDefault(property.Name) != Code(property).Meaning).Select(property => property.Name));
    }

    [SkippableFact]
    public void The_readme_of_governed_runs_names_every_code()
    {
        string readme = Checkout.Read("src/Proofs.Runs/README.md");
        Violations.None(RunCodes.All.Where(code => !readme.Contains($"| `{code.Id}` | {code.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |", StringComparison.Ordinal)).Select(code => code.Id));
    }

    private static ReasonCode Code(PropertyInfo property) => (ReasonCode)property.GetValue(null)!;

    [GeneratedRegex(@"/// <summary>(?<summary>.+)</summary>\s+public static ReasonCode (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Documented();
}
