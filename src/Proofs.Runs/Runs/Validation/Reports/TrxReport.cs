using System.Globalization;
using System.Xml;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>A TRX file: what <c>dotnet test --logger trx</c> writes.</summary>
internal static class TrxReport
{
    private static readonly HashSet<string> Results = new(["UnitTestResult", "TestResultAggregation", "GenericTestResult", "ManualTestResult", "WebTestResult", "LoadTestResult"], StringComparer.Ordinal);

    private static readonly HashSet<string> Failures = new(["Failed", "Error", "Timeout", "Aborted", "Disconnected", "PassedButRunAborted"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> NotRun = new(["NotExecuted", "NotRunnable", "Inconclusive", "Skipped", "Ignored"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="XmlException">It is no XML.</exception>
    internal static TestReport Read(XmlReader xml)
    {
        Tally all = default;
        Tally outer = default;
        bool isRunFailed = false;
        List<(string Name, Tally Claimed)> claims = [];
        Stack<string> open = new();
        while (xml.ReadElement())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
            {
                open.Pop();
                continue;
            }

            if (Results.Contains(xml.LocalName) && open.Contains("Results"))
            {
                Tally one = Tally.Of(xml.GetAttribute("outcome"));
                all += one;
                outer += open.Contains("InnerResults") ? default : one;
            }
            else if (xml.LocalName == "Counters")
            {
                claims.Add(("Counters", Claimed(xml)));
            }
            else if (xml.LocalName == "ResultSummary")
            {
                isRunFailed |= Failures.Contains(xml.GetAttribute("outcome") ?? string.Empty);
            }

            if (!xml.IsEmptyElement)
            {
                open.Push(xml.LocalName);
            }
        }

        // Some runners count the rows of a test with data, some only the test.
        string? claim = claims.Any(each => !each.Claimed.Fits(all) && !each.Claimed.Fits(outer)) ? "its Counters are not those of its results" : null;
        return new(all.Passed + all.Failed, all.Failed > 0 || !isRunFailed ? all.Failed : 1, claim);
    }

    private static Tally Claimed(XmlReader xml)
    {
        int[] failed = [.. new[] { "failed", "error", "timeout", "aborted" }.Select(name => Number(xml.GetAttribute(name)) ?? 0)];
        return new(Number(xml.GetAttribute("total")) ?? -1, Number(xml.GetAttribute("passed")) ?? -1, xml.GetAttribute("failed") is null ? -1 : failed.Any(each => each < 0) ? int.MaxValue : (int)Math.Min(int.MaxValue, failed.Sum(each => (long)each)));
    }

    /// <summary>A number as claimed; one that cannot be read fits nothing.</summary>
    private static int? Number(string? text) => text is null ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;

    /// <summary>Numbers of tests; in a claim, -1 where nothing is claimed.</summary>
    /// <param name="Total">All of them.</param>
    /// <param name="Passed">Those that passed.</param>
    /// <param name="Failed">Those that did not, though somebody began to run them.</param>
    /// <param name="Odd">How many of the failed have no outcome, or one that says neither yes nor no: a summary may count them elsewhere.</param>
    private readonly record struct Tally(int Total, int Passed, int Failed, int Odd = 0)
    {
        public static Tally operator +(Tally one, Tally other) => new(one.Total + other.Total, one.Passed + other.Passed, one.Failed + other.Failed, one.Odd + other.Odd);

        internal static Tally Of(string? outcome) =>
            "Passed".Equals(outcome, StringComparison.OrdinalIgnoreCase) ? new(1, 1, 0)
            : outcome is not null && NotRun.Contains(outcome) ? new(1, 0, 0)
            : new(1, 0, 1, outcome is not null && Failures.Contains(outcome) ? 0 : 1);

        internal bool Fits(Tally counted) => (Total < 0 || Total == counted.Total) && (Passed < 0 || Passed == counted.Passed) && (Failed < 0 || Failed == counted.Failed || Failed == counted.Failed - counted.Odd);
    }
}
