using System.Text.RegularExpressions;

namespace Repo.Tests;

/// <summary>House rules that can be read off the source text.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int MedianLimit = 60;

    [SkippableFact]
    public void Folder_and_namespace_are_the_same()
    {
        string[] wrong = [.. from path in Checkout.Sources("src")
                             let declared = Namespace().Match(Checkout.Read(path)) is { Success: true } match ? match.Groups["name"].Value : null
                             let folder = string.Join('.', Path.GetDirectoryName(path)!.Split('/').Skip(1))
                             where declared != folder && !(declared is null && Path.GetFileName(path) == "Program.cs")
                             select $"{path} declares {declared ?? "no namespace"}"];
        Violations.None(wrong);
    }

    [SkippableFact]
    public void Files_are_short()
    {
        string[] sources = [.. Checkout.Sources("src"), .. Checkout.Sources("tests"), .. Checkout.Sources("proofs")];
        Assert.DoesNotContain(sources, path => Lines(path) > LongestFile);
        int[] shipped = [.. Checkout.Sources("src").Select(Lines).Order()];
        Assert.True(shipped[shipped.Length / 2] < MedianLimit, $"The median of src is {shipped[shipped.Length / 2]} lines.");
    }

    [SkippableFact]
    public void Nothing_is_left_for_later()
    {
        string[] wrong = [.. from path in Checkout.Sources("src").Concat(Checkout.Sources("tests"))
                             where !path.EndsWith("/" + nameof(SourceTests) + ".cs", StringComparison.Ordinal)
                             from match in Leftover().Matches(Checkout.Read(path))
                             select $"{path}: {match.Value}"];
        Violations.None(wrong);
    }

    [Theory]
    [InlineData("// TODO: handle it", true)] // what the rule is tried on
    [InlineData("throw new NotImplementedException();", true)] // what the rule is tried on
    [InlineData("Thread.Sleep(10);", true)] // what the rule is tried on
    [InlineData("// good enough for now.", true)] // what the rule is tried on
    [InlineData("// is asked for nowhere", false)] // what the rule is tried on
    public void What_is_left_for_later_is_recognised(string line, bool isLeftover) => Assert.Equal(isLeftover, Leftover().IsMatch(line));

    [SkippableFact]
    public void Every_suppression_in_code_has_its_reason_on_the_line()
    {
        string[] wrong = [.. from path in Checkout.Sources("src").Concat(Checkout.Sources("tests"))
                             from line in File.ReadLines(Checkout.In(path))
                             where Suppression().IsMatch(line) && !ReasonedSuppression().IsMatch(line)
                             select $"{path}: {line.Trim()}"];
        Violations.None(wrong);
    }

    [Theory]
    [InlineData("#pragma warning disable CA1234", false)]
    [InlineData("#pragma warning disable CA1234 // Because.", false)]
    [InlineData("#pragma warning disable CA1234 // It cannot be null here.", true)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1234\")]", false)]
    [InlineData("[SuppressMessage(\"Design\", \"CA1234\", Justification = \"A caller owns it.\")]", true)]
    public void A_suppression_with_a_reason_is_recognised(string line, bool isReasoned) => Assert.Equal(isReasoned, Suppression().IsMatch(line) && ReasonedSuppression().IsMatch(line));

    [Fact]
    public void Every_suppression_in_editorconfig_has_its_reason_above()
    {
        string[] lines = File.ReadAllLines(Checkout.In(".editorconfig"));
        string[] wrong = [.. Enumerable.Range(0, lines.Length).Where(i => IsSuppressed(lines[i]) && !IsExplained(lines, i)).Select(i => lines[i])];
        Violations.None(wrong);
        Assert.Contains(lines, IsSuppressed);
    }

    [SkippableFact]
    public void Every_suppression_in_a_project_has_its_reason_above()
    {
        string[] wrong = [.. from path in Checkout.Files
                             where Path.GetExtension(path) is ".csproj" or ".props" or ".targets"
                             let lines = File.ReadAllLines(Checkout.In(path))
                             from i in Enumerable.Range(0, lines.Length)
                             where ProjectSuppression().IsMatch(lines[i]) && !(i > 0 && lines[i - 1].TrimEnd().EndsWith("-->", StringComparison.Ordinal))
                             select $"{path}: {lines[i].Trim()}"];
        Violations.None(wrong);
    }

    private static bool IsSuppressed(string line) => line.StartsWith("dotnet_", StringComparison.Ordinal) && (line.EndsWith("= none", StringComparison.Ordinal) || line.EndsWith("= silent", StringComparison.Ordinal));

    /// <summary>A comment, or another suppression that has one, stands right above.</summary>
    private static bool IsExplained(string[] lines, int line)
    {
        int above = line - 1;
        while (above >= 0 && IsSuppressed(lines[above]))
        {
            above--;
        }

        return above >= 0 && lines[above].StartsWith('#') && lines[above].Split(' ').Length > 3;
    }

    private static int Lines(string path) => File.ReadLines(Checkout.In(path)).Count();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException|Thread\.Sleep|for now)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)] // the rule itself
    private static partial Regex Leftover();

    [GeneratedRegex(@"^\s*(#pragma warning disable|\[(assembly: )?(Unconditional)?SuppressMessage)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Suppression();

    [GeneratedRegex("(disable .+ // (\\S+ ){2,}\\S+|Justification = \"[^\"]+\")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ReasonedSuppression();

    [GeneratedRegex("<(NoWarn|WarningsNotAsErrors)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ProjectSuppression();
}
