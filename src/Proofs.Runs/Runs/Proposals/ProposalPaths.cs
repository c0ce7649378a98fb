using System.Text;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>Whether the files of a proposal can lie beside each other and beside what describes it.</summary>
internal static class ProposalPaths
{
    /// <summary>No file system that is in use takes a longer name, in bytes.</summary>
    private const int LongestName = 255;

    private static readonly string[] Own = [ProposalSnapshot.FileName, ProposalSnapshot.PageName, ProposalSnapshot.AppliedName, ProposalSnapshot.RejectedName];

    /// <summary>Why a path cannot be proposed together with the others, in words that follow it; or null.</summary>
    internal static string? Fault(string path, IReadOnlySet<string> all)
    {
        string[] parts = path.Split('/');
        return Own.Contains(parts[0], StringComparer.OrdinalIgnoreCase) ? "has the name of a file that describes the proposal"
            : Array.Exists(parts, part => Encoding.UTF8.GetByteCount(part) > LongestName) ? $"has a part of more than {LongestName} bytes"
            : Enumerable.Range(1, parts.Length - 1).Select(count => string.Join('/', parts.Take(count))).FirstOrDefault(all.Contains) is { } file ? $"is below \"{file}\", which is in the list as a file"
            : null;
    }
}
