using System.Globalization;
using System.Xml;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>A JUnit file: what most test runners write.</summary>
internal static class JUnitReport
{
    private static readonly HashSet<string> NotRun = new(["notrun", "skipped", "disabled", "ignored", "pending", "suppressed"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What a case that is good says of itself; any other word is a failure.</summary>
    private static readonly HashSet<string> Good = new(["", "run", "executed", "completed", "pass", "passed", "ok", "success", "successful"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="XmlException">It is no XML.</exception>
    internal static TestReport Read(XmlReader xml)
    {
        Stack<Suite> open = new([new Suite(-1, null, null)]);
        Case? current = null;
        bool isConsistent = true;
        while (xml.ReadElement())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                current = Open(xml, open, current);
            }

            // An element without content opens and closes at once.
            if (xml.NodeType == XmlNodeType.EndElement || xml.IsEmptyElement)
            {
                switch (xml.LocalName)
                {
                    case "testcase" when current is not null && xml.Depth == current.Depth:
                        open.Peek().Add(current);
                        current = null;
                        break;
                    case "testsuite" or "testsuites" when current is null:
                        isConsistent &= Close(open);
                        break;
                }
            }
        }

        Tally counted = open.Peek().Below;
        return new(counted.Cases - counted.Skipped, counted.FailedCases, isConsistent ? null : "its suites claim other numbers than their cases add up to");
    }

    private static Case? Open(XmlReader xml, Stack<Suite> open, Case? current)
    {
        switch (xml.LocalName)
        {
            case "testsuite" or "testsuites" when current is null:
                int? failures = Sum(Number(xml, "failures"), Number(xml, "errors"));
                open.Push(new Suite(xml.Depth, Number(xml, "tests"), failures));
                return null;
            case "testcase" when current is null:
                string[] said = [xml.GetAttribute("status") ?? string.Empty, xml.GetAttribute("result") ?? string.Empty];
                return new Case(xml.Depth) { IsSkipped = said.Any(NotRun.Contains), IsBad = said.Any(word => !NotRun.Contains(word) && !Good.Contains(word)) };
            case "failure" or "error" when current is null && xml.Depth == open.Peek().Depth + 1:
                open.Peek().Fail();
                return null;
            case "failure" or "error" when current is not null && xml.Depth == current.Depth + 1:
                current.Failures++;
                return current;
            case "skipped" when current is not null && xml.Depth == current.Depth + 1:
                current.IsSkipped = true;
                return current;
            default:
                return current;
        }
    }

    private static bool Close(Stack<Suite> open)
    {
        Suite suite = open.Pop();
        open.Peek().Below += suite.All;
        return suite.IsConsistent;
    }

    private static int? Sum(int? one, int? other) => one is null && other is null ? null : (int)Math.Min(int.MaxValue, (long)(one ?? 0) + (other ?? 0));

    /// <summary>A number as claimed; one that cannot be read fits nothing.</summary>
    private static int? Number(XmlReader xml, string name) =>
        xml.GetAttribute(name) is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;

    private sealed class Case(int depth)
    {
        internal int Depth => depth;

        /// <summary>Whether its attributes say that it failed.</summary>
        internal bool IsBad { get; init; }

        internal int Failures { get; set; }

        internal bool IsSkipped { get; set; }
    }

    private sealed class Suite(int depth, int? claimedTests, int? claimedFailures)
    {
        internal int Depth => depth;

        internal Tally Below { get; set; }

        internal Tally All => Own + Below;

        /// <summary>Runners differ in whether a suite counts the suites in it, skipped cases, and a case's second failure.</summary>
        internal bool IsConsistent => (claimedTests is not { } tests || Fits(tests, Own.Cases, All.Cases, Own.Cases - Own.Skipped, All.Cases - All.Skipped))
            && (claimedFailures is not { } failures || Fits(failures, Own.FailedCases, All.FailedCases, Own.Failures, All.Failures));

        private Tally Own { get; set; }

        internal void Add(Case one)
        {
            int failures = one.Failures == 0 && one.IsBad ? 1 : one.Failures;
            Own += new Tally(1, failures > 0 ? 1 : 0, failures, one.IsSkipped && failures == 0 ? 1 : 0);
        }

        /// <summary>What went wrong with the suite itself.</summary>
        internal void Fail() => Own += new Tally(0, 1, 1, 0);

        private static bool Fits(int claimed, params ReadOnlySpan<int> counted) => counted.Contains(claimed);
    }

    private readonly record struct Tally(int Cases, int FailedCases, int Failures, int Skipped)
    {
        public static Tally operator +(Tally one, Tally other) =>
            new(one.Cases + other.Cases, one.FailedCases + other.FailedCases, one.Failures + other.Failures, one.Skipped + other.Skipped);
    }
}
