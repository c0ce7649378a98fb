using System.Globalization;
using Proofs.Evidence.Payloads;
using Proofs.Verdicts;

namespace Proofs.Gates.Payloads;

/// <summary>What is asked of proofs, understood.</summary>
/// <param name="Required">Each proof once, in the order in which they were given; of several grades the highest.</param>
/// <param name="MaxAge">How old a payload may be.</param>
/// <param name="RunId">The run that payloads must come from, or null for any.</param>
/// <param name="RunAttempt">The attempt at it, or null for any.</param>
/// <param name="Repository">The repository that payloads must come from (<c>OWNER/NAME</c>), or null for any.</param>
/// <param name="RepositoryAddress">Where attestations must come from, or null for anywhere.</param>
internal sealed record ProofsTerms(IReadOnlyList<RequiredProof> Required, TimeSpan MaxAge, string? RunId, long? RunAttempt, string? Repository, string? RepositoryAddress)
{
    private const string DefaultAge = "7d";

    /// <summary>In digits; nobody means more.</summary>
    private const int LongestNumber = 6;

    /// <summary>Why what is asked cannot be meant, or null.</summary>
    internal static Refusal? Check(ProofsRequest? request) => request is null ? null
        : request.Required.FirstOrDefault(text => RequiredProof.Parse(text) is null) is { } wrong
            ? Refuse($"'{wrong}' is no required proof.", $"Write NAME or NAME=GRADE: names have lower-case letters, digits and hyphens (one-turn); grades are {string.Join(", ", PayloadGrades.Words)}.")
        : request.Required.Count > 0 && string.IsNullOrEmpty(request.Path) ? Refuse("Proofs are required and no folder of payloads is named.", "Name the folder: DIR at `proofs verify payload`, `proofs-path` at the action, ProofsPath in a build.")
        : request.MaxAge is { } age && AgeOf(age) is null ? Refuse($"The age '{age}' is none.", "Write a number and d, h or m: 7d, 12h, 30m.")
        : request.Commit is { } commit && !Claims.IsFull(commit) ? Claims.Check("commit of the proofs", commit) ?? new(ReasonCodes.CommitIdNotFull, "The commit of the proofs is empty.", ReasonCodes.CommitIdNotFull.Fix)
        : request.RunId is "" || (request.RunId is null && request.RunAttempt is not null) ? Refuse("An attempt or an empty text does not say which run is meant.", "Give the id of the run, and the attempt only with it.")
        : request.RunAttempt is { } attempt && AttemptOf(attempt) is null ? Refuse($"'{attempt}' is no attempt at a run.", "Give a whole number from 1 on.")
        : request.Attestations is "" ? Refuse("The name of the file of attestations is empty.", "Name the file, or leave it out.")
        : null;

    /// <summary>Understands what passed <see cref="Check"/>.</summary>
    internal static ProofsTerms Of(ProofsRequest? request) => new(
        [.. (request?.Required ?? []).Select(RequiredProof.Parse).OfType<RequiredProof>().GroupBy(proof => proof.Proof, StringComparer.Ordinal).Select(group => new RequiredProof(group.Key, group.Max(proof => proof.Grade)))],
        AgeOf(request?.MaxAge ?? DefaultAge)!.Value,
        request?.RunId,
        request?.RunAttempt is { } attempt ? AttemptOf(attempt) : null,
        request?.Repository ?? (request?.RepositoryAddress is { } address ? string.Join('/', address.Split('/').TakeLast(2)) : null),
        request?.RepositoryAddress);

    private static TimeSpan? AgeOf(string text) => text.Length > 1 && NumberOf(text[..^1]) is > 0 and var number
        ? text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => null,
        }
        : null;

    private static long? AttemptOf(string text) => NumberOf(text) is > 0 and var number ? number : null;

    private static int? NumberOf(string text) => text.Length is > 0 and <= LongestNumber && text.All(char.IsAsciiDigit) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static Refusal Refuse(string message, string next) => new(ReasonCodes.UsageError, message, next);
}
