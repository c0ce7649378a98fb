using System.Text;
using Proofs.Git;
using Proofs.Git.Trailers;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Collects what commits report about others in <c>Reported-Commit</c> trailers, while a range is walked.</summary>
internal sealed class ReportedTrailers
{
    /// <summary>The trailer's name.</summary>
    internal const string Name = "Reported-Commit";

    private const int LongestQuote = 80;

    private readonly List<KeyValuePair<CommitId, string>> _claims = [];
    private readonly List<KeyValuePair<CommitId, Finding>> _problems = [];

    /// <summary>Takes in a commit that may be one of the range.</summary>
    internal void Visit(CommitId id, RawCommit commit)
    {
        if (!CommitEncoding.TryReadMessage(commit.Buffer, out ReadOnlySpan<byte> message, out string? encoding))
        {
            _problems.Add(new(id, new(ReasonCodes.CommitEncodingUnsupported, $"Commit {id} declares the encoding '{encoding}', which is not read here.", id.ToString(), ReasonCodes.CommitEncodingUnsupported.Fix)));
            return;
        }

        for (TrailerReader reader = new(message); reader.Read("Reported-Commit"u8);)
        {
            string claim = Encoding.UTF8.GetString(reader.Value);
            if (Claims.IsFull(claim))
            {
                _claims.Add(new(id, claim));
            }
            else
            {
                string quote = claim.Length <= LongestQuote ? claim : claim[..LongestQuote] + "…";
                _problems.Add(new(id, new(ReasonCodes.ReportedCommitNotFound, $"Commit {id} reports '{quote}', which is no full lower-case commit id.", id.ToString(), ReasonCodes.ReportedCommitNotFound.Fix)));
            }
        }
    }

    /// <summary>What the range's commits claim, each once.</summary>
    internal IEnumerable<string> ClaimsOf(RangeCommits range) =>
        _claims.Where(claim => range.Contains(claim.Key)).Select(claim => claim.Value).Distinct(StringComparer.Ordinal);

    /// <summary>What is wrong with claims of the range's commits.</summary>
    internal IEnumerable<Finding> ProblemsOf(RangeCommits range) => _problems.Where(problem => range.Contains(problem.Key)).Select(problem => problem.Value);
}
