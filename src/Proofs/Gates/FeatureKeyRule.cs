using System.Text;
using Proofs.Git;
using Proofs.Git.Trailers;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>What one commit's feature key must be; policy and options put together.</summary>
internal sealed record FeatureKeyRule
{
    /// <summary>The trailer's name without a policy or an option.</summary>
    internal const string DefaultTrailer = "Feature-Key";

    private const int LongestQuote = 60;
    private const int MostQuoted = 3;
    private const int MostListed = 12;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _trailerBytes = [];

    internal required string Trailer
    {
        get => Encoding.ASCII.GetString(_trailerBytes);
        init => _trailerBytes = Encoding.ASCII.GetBytes(value);
    }

    /// <summary>The exact value, or null for any.</summary>
    internal string? Key { get; init; }

    /// <summary>Every one of these must match the whole value.</summary>
    internal IReadOnlyList<FeatureKeyPattern> Patterns { get; init; } = [];

    /// <summary>The values that the policy allows, or null for any.</summary>
    internal IReadOnlySet<string>? AllowedValues { get; init; }

    internal MergeHandling Merges { get; init; }

    /// <summary>Commits that the policy exempts, with its reason for each.</summary>
    internal IReadOnlyDictionary<CommitId, string> Exempt { get; init; } = new Dictionary<CommitId, string>();

    /// <summary>Whether a key or a pattern was given as an empty text, as an unset variable gives it.</summary>
    internal bool HasEmptyInput { get; init; }

    /// <summary>Whether there is nothing to hold a commit against.</summary>
    internal bool IsEmpty => HasEmptyInput || (string.IsNullOrEmpty(Key) && Patterns.Count == 0 && AllowedValues is null);

    /// <summary>Checks one commit; null when it carries exactly one acceptable key.</summary>
    internal Finding? CheckCommit(CommitId id, RawCommit commit)
    {
        if (Exempt.Count > 0 && Exempt.TryGetValue(id, out string? reason))
        {
            return new(ReasonCodes.CommitExempt, $"The policy exempts {id}: {reason}", id.ToString());
        }

        if (Merges == MergeHandling.Skip && commit.Parents.Length > 1)
        {
            return new(ReasonCodes.MergesSkipped, $"{id} is a merge.", id.ToString());
        }

        return CommitEncoding.TryReadMessage(commit.Buffer, out ReadOnlySpan<byte> message, out string? encoding)
            ? CheckMessage(message, id, commit.Parents.Length)
            : new(ReasonCodes.CommitEncodingUnsupported, $"Commit {id} declares the encoding '{encoding}', which is not read here.", id.ToString(), ReasonCodes.CommitEncodingUnsupported.Fix);
    }

    /// <summary>Checks one message; null when it carries exactly one acceptable key.</summary>
    /// <param name="message">The message in UTF-8, NUL bytes and what follows them included.</param>
    /// <param name="commit">The id for the finding, or null when there is none yet.</param>
    /// <param name="parents">How many parents the commit has, for the command that repairs it.</param>
    internal Finding? CheckMessage(ReadOnlySpan<byte> message, CommitId? commit, int parents = 1) => Check(message, commit) is var (reason, what)
        ? new(reason, what, commit?.ToString(), FeatureKeyRepair.Command(reason, Trailer, Key, message, commit, parents))
        : null;

    private (ReasonCode Reason, string What)? Check(ReadOnlySpan<byte> message, CommitId? commit)
    {
        TrailerReader reader = new(message);
        if (!reader.Read(_trailerBytes))
        {
            string why = NearMiss.Find(message, Trailer) is { } miss ? $": line {miss.Line} looks like {Trailer} but {miss.Why}" : string.Empty;
            return (ReasonCodes.FeatureKeyMissingInCommits, $"{Who(commit)} carries no {Trailer} trailer{why}.");
        }

        ReadOnlySpan<byte> value = reader.Value;
        return reader.Read(_trailerBytes) ? (ReasonCodes.FeatureKeyNotSingle, DescribeAll(message, commit)) : CheckValue(value, commit);
    }

    private string DescribeAll(ReadOnlySpan<byte> message, CommitId? commit)
    {
        List<string> values = [];
        int count = 0;
        for (TrailerReader reader = new(message); reader.Read(_trailerBytes); count++)
        {
            if (count < MostQuoted)
            {
                values.Add(Quote(Encoding.UTF8.GetString(reader.Value)));
            }
        }

        return $"{Who(commit)} carries {count} {Trailer} trailers ({string.Join(", ", values)}); exactly one is needed.";
    }

    private (ReasonCode Reason, string What)? CheckValue(ReadOnlySpan<byte> bytes, CommitId? commit)
    {
        string value;
        try
        {
            value = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return (ReasonCodes.FeatureKeyInvalidUtf8, $"{Who(commit)} has a {Trailer} value that is no valid text.");
        }

        if (value.Length == 0)
        {
            return (ReasonCodes.FeatureKeyEmpty, $"{Who(commit)} has a {Trailer} trailer without a value.");
        }

        if (Lookalikes.FirstInvisible(value) is { } invisible)
        {
            return (ReasonCodes.FeatureKeyInvisibleCharacters, $"{Who(commit)} has {Trailer} {Quote(value)}, which holds {invisible}.");
        }

        bool isNamedOutright = value == Key || AllowedValues?.Contains(value) == true;
        if (!isNamedOutright && Lookalikes.FirstConfusable(value) is { } confusable)
        {
            return (ReasonCodes.FeatureKeyConfusableCharacters, $"{Who(commit)} has {Trailer} {Quote(value)}, which holds {confusable}.");
        }

        if (!string.IsNullOrEmpty(Key) && value != Key)
        {
            return (ReasonCodes.FeatureKeyMismatch, $"{Who(commit)} has {Trailer} {Quote(value)}, not {Quote(Key)}.");
        }

        if (Patterns.FirstOrDefault(pattern => !pattern.Matches(value)) is { } unmatched)
        {
            return (ReasonCodes.FeatureKeyPatternMismatch, $"{Who(commit)} has {Trailer} {Quote(value)}, which does not match {Quote(unmatched.Text)} as a whole.");
        }

        return AllowedValues?.Contains(value) == false
            ? (ReasonCodes.FeatureKeyValueNotAllowed, $"{Who(commit)} has {Trailer} {Quote(value)}, which is none of those that the policy lists: {ListAllowed()}.")
            : null;
    }

    private string ListAllowed()
    {
        string[] values = [.. AllowedValues!.Order(StringComparer.Ordinal)];
        string more = values.Length > MostListed ? $" and {values.Length - MostListed} more" : string.Empty;
        return string.Join(", ", values.Take(MostListed).Select(Quote)) + more;
    }

    private static string Who(CommitId? commit) => commit is null ? "The message" : $"Commit {commit}";

    private static string Quote(string text)
    {
        if (text.Length <= LongestQuote)
        {
            return $"'{text}'";
        }

        int cut = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return $"'{text[..cut]}…' ({text.Length} characters)";
    }
}
