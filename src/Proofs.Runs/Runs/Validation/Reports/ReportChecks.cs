using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation.Reports;

/// <summary>The test reports that a result names, held against a verification that is said to pass.</summary>
internal static class ReportChecks
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        HashSet<string> needed = [.. Needed(candidate)];
        return needed.Concat(candidate.Result.FilesChanged).Concat(candidate.Result.ArtifactsCreated).Distinct(StringComparer.Ordinal).Where(TestReports.MayBe)
            .SelectMany(path => CheckOne(path, candidate.Context.Facts.ReadFile(path), isNeeded: TestReports.IsTrx(path) || needed.Contains(path)));
    }

    /// <summary>
    /// The files that have to be there and to be text. XML that a turn changed may be gone, and what a turn only proposes is not there yet; a TRX file
    /// is not let off.
    /// </summary>
    private static IEnumerable<string> Needed(Candidate candidate)
    {
        IEnumerable<string> left = candidate.ProducedFiles.Select(file => file.Path);
        if (candidate.Context.Role?.WriteAuthority == WriteAuthority.Proposed)
        {
            return left.Concat(Reference(candidate).Where(TestReports.IsTrx));
        }

        return left.Concat(candidate.Result.ArtifactsCreated).Concat(Reference(candidate));
    }

    private static IEnumerable<string> Reference(Candidate candidate) =>
        candidate.Result.Artifact?.Ref is { } named && PathClaims.IsPath(named) && ProjectPath.TryNormalize(named, out string path) ? [path] : [];

    private static IEnumerable<Problem> CheckOne(string path, string? text, bool isNeeded)
    {
        if (text is null)
        {
            return isNeeded ? [new(RunCodes.TestReportMissing, $"Test report {Text.Short(path)} is not there, or is no text in UTF-8.") { Path = path }] : [];
        }

        ReportReading reading = TestReports.Read(path, text);
        return reading.Wrong is { } wrong ? [new(RunCodes.TestReportUnreadable, $"Test report {Text.Short(path)} cannot be read: {wrong}.") { Path = path }]
            : reading.Report is { } report ? Judge(path, report)
            : [];
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
