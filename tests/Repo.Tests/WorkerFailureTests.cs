using System.Text.RegularExpressions;

namespace Repo.Tests;

/// <summary>Every class of failure that a worker may answer is explained to whoever meets it.</summary>
public sealed partial class WorkerFailureTests
{
    private const string Workers = "src/Proofs.Workers";

    [Fact]
    public void The_table_of_the_readme_has_the_classes_of_the_code()
    {
        string[] told = [.. Row().Matches(Checkout.Read($"{Workers}/README.md")).Select(row => row.Groups["name"].Value)];
        string[] sources = [.. Directory.EnumerateFiles(Checkout.In(Workers.Split('/')), "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))];
        string[] known = [.. sources.SelectMany(file => Class().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(known);
        Assert.Equal(known, told.Order(StringComparer.Ordinal));
    }

    /// <summary>Whether another attempt may do better is a column of no other table.</summary>
    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| [^|]+ \| (?:yes|no|by)[^|]* \|", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();

    /// <summary>A failure or an error that is made, a constant that names one, a status that means one, and a rule of a profile.</summary>
    [GeneratedRegex("""(?:Refused\(|(?<=Failure |\? |Failed\(|=> |return |: )new\(|=> \(|const string (?:Cancelled|Class|NotAllowed) = |"class": )"(?<name>[a-z]+_[a-z_]+|timeout|cancelled)\x22""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Class();
}
