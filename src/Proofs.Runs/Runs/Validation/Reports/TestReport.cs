namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>What a test report's own results add up to.</summary>
/// <param name="Executed">Tests that ran, passed or not.</param>
/// <param name="Failed">Tests that did not pass, or 1 when only the whole run is said to have failed.</param>
/// <param name="Claim">What its summary says that its results do not, or null when they agree.</param>
internal sealed record TestReport(int Executed, int Failed, string? Claim);

/// <summary>What came of reading a file as a test report.</summary>
/// <param name="Report">The report, or null.</param>
/// <param name="Wrong">Why it cannot be read, or told from another kind of file, or null. When both are null, it is another kind of file.</param>
internal sealed record ReportReading(TestReport? Report, string? Wrong)
{
    /// <summary>Another kind of file.</summary>
    internal static ReportReading Other { get; } = new(null, null);
}
