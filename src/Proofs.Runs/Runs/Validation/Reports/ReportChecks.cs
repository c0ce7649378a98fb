namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>The test reports that a result names, held against a verification that is said to pass.</summary>
internal static class ReportChecks
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        HashSet<string> left = candidate.ProducedFiles.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return left.Concat(candidate.Result.ArtifactsCreated).Distinct(StringComparer.Ordinal).Where(TestReports.MayBe)
            .SelectMany(path => CheckOne(path, candidate.Context.Facts.ReadFile(path), isCertain: TestReports.IsTrx(path) || left.Contains(path)));
    }

    /// <param name="path">The report.</param>
    /// <param name="text">What it holds, or null when it is not there.</param>
    /// <param name="isCertain">Whether it must be there and readable: XML that a turn made in its work may be anything, and may be a proposal only.</param>
    private static IEnumerable<Problem> CheckOne(string path, string? text, bool isCertain)
    {
        if (text is null)
        {
            return isCertain ? [new(RunCodes.TestReportMissing, $"Test report {Text.Short(path)} is not there.") { Path = path }] : [];
        }

        ReportReading reading = TestReports.Read(path, text);
        if (reading.Wrong is { } wrong)
        {
            return isCertain || reading.IsReport ? [new(RunCodes.TestReportUnreadable, $"Test report {Text.Short(path)} cannot be read: {wrong}.") { Path = path }] : [];
        }

        return reading.Report is { } report ? Judge(path, report) : [];
    }

    private static IEnumerable<Problem> Judge(string path, TestReport report)
    {
        if (report.Claim is { } claim)
        {
            yield return new(RunCodes.TestReportInconsistent, $"Test report {Text.Short(path)} contradicts itself: {claim}.") { Path = path };
        }

        if (report.Failed > 0)
        {
            yield return new(RunCodes.TestReportFailed, $"Test report {Text.Short(path)} shows a failed run: {report.Failed} failed, {report.Executed} executed.") { Path = path };
        }
        else if (report.Executed == 0)
        {
            yield return new(RunCodes.TestReportEmpty, $"Test report {Text.Short(path)} shows no executed test.") { Path = path };
        }
    }
}
