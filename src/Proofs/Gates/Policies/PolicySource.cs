using System.Security.Cryptography;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates.Policies;

/// <summary>Where the policy came from, for the result.</summary>
/// <param name="Source"><c>base</c> when it was read from the base commit, <c>none</c> otherwise.</param>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Commit">Full id of the commit it was read from, or null.</param>
/// <param name="Digest">SHA-256 of the file in lower-case hexadecimal digits, or null.</param>
public sealed record PolicyOrigin(string Source, string? Path, string? Commit, string? Digest)
{
    /// <summary>No policy was read.</summary>
    public static PolicyOrigin None { get; } = new("none", null, null, null);
}

/// <summary>The policy in force: what it says, where it came from, and what stands in the way.</summary>
internal sealed record PolicySource(Policy Policy, PolicyOrigin Origin, Refusal? Refusal = null, Finding? Problem = null, Finding? Note = null)
{
    /// <summary>Reads the policy of the base commit. The work tree never counts: what is under test does not decide about itself.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="baseId">The base commit, or null when none is known.</param>
    /// <param name="headId">The head commit, for telling that the change alters the policy.</param>
    /// <param name="askedPath">The path that was asked for, or null for the default one, which may be absent.</param>
    internal static PolicySource Read(GitRepository repository, CommitId? baseId, CommitId? headId, string? askedPath)
    {
        string path = askedPath ?? Policy.DefaultPath;
        PolicyOrigin none = PolicyOrigin.None;
        if (baseId is not { } commit)
        {
            return askedPath is null
                ? new(Policy.None, none)
                : new(Policy.None, none, new(ReasonCodes.PolicyMissing, $"The policy {path} is read from the base commit, and no base is known.", "Give --base REV."));
        }

        TreeLookup inBase = TreeReader.Find(repository.Objects, commit, path);
        TreeLookupStatus inHead = TreeLookupStatus.Unreadable;
        CommitId headBlob = default;
        if (headId is { } head)
        {
            (inHead, headBlob) = TreeReader.Find(repository.Objects, head, path);
        }

        // A head whose trees are not here cannot be compared; that changes nothing about the policy in force.
        bool changed = inHead is not TreeLookupStatus.Unreadable && (inHead != inBase.Status || headBlob != inBase.Blob);
        Finding? note = changed ? new(ReasonCodes.PolicyChangedInRange, $"{path} differs between base {commit} and head {headId}; the base's was applied.", headId?.ToString(), ReasonCodes.PolicyChangedInRange.Fix) : null;
        return inBase.Status switch
        {
            TreeLookupStatus.Found => ReadBlob(repository, commit, inBase.Blob, path, note),
            TreeLookupStatus.Absent when askedPath is null => new(Policy.None, none, Note: note),
            TreeLookupStatus.Unreadable => new(Policy.None, none, Problem: Unreadable(path, commit)),
            TreeLookupStatus.Absent => new(Policy.None, none, new(ReasonCodes.PolicyMissing, $"The base commit {commit} has no file {path}.", ReasonCodes.PolicyMissing.Fix)),
            _ => new(Policy.None, none, new(ReasonCodes.PolicyInvalid, $"{path} in base commit {commit} is no regular file.", ReasonCodes.PolicyInvalid.Fix)),
        };
    }

    private static PolicySource ReadBlob(GitRepository repository, CommitId commit, CommitId blob, string path, Finding? note)
    {
        PolicyOrigin origin = new("base", path, commit.ToString(), null);
        if (repository.ReadBlob(blob) is not { } bytes)
        {
            return new(Policy.None, origin, Problem: Unreadable(path, commit));
        }

        origin = origin with { Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        try
        {
            return new(PolicyReader.Read(bytes), origin, Note: note);
        }
        catch (PolicyException broken)
        {
            return new(Policy.None, origin, new(ReasonCodes.PolicyInvalid, $"{path} in base commit {commit}: {broken.Message}.", ReasonCodes.PolicyInvalid.Fix));
        }
    }

    private static Finding Unreadable(string path, CommitId commit) =>
        new(ReasonCodes.PolicyUnreadable, $"Whether base commit {commit} has {path} cannot be told, because its tree or the file is not in this clone.", commit.ToString(), ReasonCodes.PolicyUnreadable.Fix);
}
