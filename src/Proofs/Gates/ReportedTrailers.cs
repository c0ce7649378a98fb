using System.Text;
using Proofs.Git;
using Proofs.Git.Trailers;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Collects what commits report about others in <c>Reported-Commit</c> trailers, while a range is walked.</summary>
internal sealed class ReportedTrailers
{
    private const string Name = "Reported-Commit";
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

        int trailers = 0;
        for (TrailerReader reader = new(message); reader.Read("Reported-Commit"u8); trailers++)
        {
            string claim = Encoding.UTF8.GetString(reader.Value);
            if (Claims.IsFull(claim))
            {
                _claims.Add(new(id, claim));
            }
            else
            {
                _problems.Add(new(id, Misreported($"Commit {id} reports", claim, id)));
            }
        }

        // What a reader takes for a report must not be dropped as none.
        if (NearMiss.Count(message, Name) > trailers)
        {
            string why = trailers == 0 && NearMiss.Find(message, Name) is { } miss
                ? $"line {miss.Line} looks like {Name} but {miss.Why}"
                : $"more lines look like {Name} than the {trailers} that are trailers";
            _problems.Add(new(id, new(ReasonCodes.ReportedCommitNotFound, $"Commit {id} reports what is no trailer: {why}.", id.ToString(), ReasonCodes.ReportedCommitNotFound.Fix)));
        }
    }

    /// <summary>A report that can be no commit.</summary>
    internal static Finding Misreported(string who, string claim, CommitId? commit)
    {
        int cut = claim.Length <= LongestQuote ? claim.Length : char.IsHighSurrogate(claim[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return new(ReasonCodes.ReportedCommitNotFound, $"{who} '{claim[..cut]}{(cut < claim.Length ? "…" : string.Empty)}', which is no full lower-case commit id.", commit?.ToString(), ReasonCodes.ReportedCommitNotFound.Fix);
    }

    /// <summary>What the range's commits claim, each once.</summary>
    internal IEnumerable<string> ClaimsOf(RangeCommits range) =>
        _claims.Where(claim => range.Contains(claim.Key)).Select(claim => claim.Value).Distinct(StringComparer.Ordinal);

    /// <summary>What is wrong with claims of the range's commits.</summary>
    internal IEnumerable<Finding> ProblemsOf(RangeCommits range) => _problems.Where(problem => range.Contains(problem.Key)).Select(problem => problem.Value);
}
