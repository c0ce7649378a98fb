using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>The phase named implementation brings something about: a completed turn in it lists a file of the product, unless an earlier one did.</summary>
internal static class ImplementationRule
{
    private const string Implementation = "implementation";

    private static readonly HashSet<string> TestFolders = new(["test", "tests", "__tests__", "spec", "specs"], StringComparer.OrdinalIgnoreCase);

    internal static bool IsBroken(Candidate candidate) => Counts(candidate) && !candidate.Result.FilesChanged.Any(ProjectPath.IsProduct) && !candidate.Context.Facts.History.Any(entry => HadProduct(entry, candidate.Context.State.RunId));

    /// <summary>Whether everything that such a turn lists of the product is a test.</summary>
    internal static bool IsOnlyTests(Candidate candidate) =>
        Counts(candidate) && candidate.Result.FilesChanged.Any(ProjectPath.IsProduct) && candidate.Result.FilesChanged.Where(ProjectPath.IsProduct).All(IsTest);

    private static bool Counts(Candidate candidate) =>
        candidate.IsCompleted && candidate.Context.State.Phase == Implementation && candidate.Context.Role?.WriteAuthority == WriteAuthority.Authoritative;

    /// <summary>What the orchestrator saw counts more than what the turn said.</summary>
    private static bool HadProduct(HistoryEntry entry, string? runId) =>
        entry.RunId == runId && entry.Phase == Implementation && entry.Status == "completed" && (entry.ObservedArtifact?.FilesChanged ?? entry.FilesChanged).Any(ProjectPath.IsProduct);

    private static bool IsTest(string path)
    {
        string[] parts = path.Split('/');
        string name = parts[^1];
        return parts[..^1].Any(TestFolders.Contains)
            || name.Contains(".test.", StringComparison.OrdinalIgnoreCase)
            || name.Contains(".spec.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("test_", StringComparison.OrdinalIgnoreCase)
            || Path.GetFileNameWithoutExtension(name) is { } stem && (stem.EndsWith("_test", StringComparison.OrdinalIgnoreCase) || stem.EndsWith("Tests", StringComparison.Ordinal));
    }
}
