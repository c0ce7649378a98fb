using System.Security.Cryptography;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates.Policies;

/// <summary>Where the policy came from, for the result.</summary>
/// <param name="Source">
/// <c>base</c> when it was read from the base commit, <c>none</c> when the base commit certainly has none, <c>unknown</c> when nobody can tell.
/// </param>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Commit">Full id of the commit it was read from, or null.</param>
/// <param name="Digest">SHA-256 of the file in lower-case hexadecimal digits, or null.</param>
public sealed record PolicyOrigin(string Source, string? Path, string? Commit, string? Digest)
{
    /// <summary>The gates that it lists, which therefore nothing but the base branch can switch off or soften.</summary>
    public IReadOnlyList<string> Gates { get; init; } = [];

    /// <summary>The Apps that it exempts, by their names in GitHub's addresses.</summary>
    public IReadOnlySet<string> ExemptApps { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>There is no policy.</summary>
    public static PolicyOrigin None { get; } = new("none", null, null, null);

    /// <summary>No base is known, or its policy cannot be read.</summary>
    public static PolicyOrigin Unknown { get; } = new("unknown", null, null, null);
}

/// <summary>The policy in force: what it says, where it came from, and what stands in the way.</summary>
internal sealed record PolicySource(Policy Policy, PolicyOrigin Origin, Refusal? Refusal = null, Finding? Problem = null)
{
    /// <summary>What there is to know about it beside what it says.</summary>
    internal IReadOnlyList<Finding> Notes { get; private init; } = [];

    /// <summary>That the change would leave a policy behind that nobody can use, or null.</summary>
    internal Finding? Broken { get; private init; }

    /// <summary>Reads the policy of the base commit. The work tree never counts: what is under test does not decide about itself.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="baseId">The base commit, or null when none is known.</param>
    /// <param name="headId">The head commit, for telling that the change alters the policy.</param>
    /// <param name="askedPath">The path that was asked for, or null for the default one, which may be absent.</param>
    internal static PolicySource Read(GitRepository repository, CommitId? baseId, CommitId? headId, string? askedPath)
    {
        if (baseId is not { } commit)
        {
            return new(Policy.None, PolicyOrigin.Unknown, askedPath is null
                ? null
                : new(ReasonCodes.PolicyMissing, $"The policy {askedPath} is read from the base commit, and no base is known.", "Give the base."));
        }

        // Another path is for repositories that keep their policy elsewhere; it must not take the place of the one that everybody looks at.
        bool isOverridden = askedPath is not (null or Policy.DefaultPath) && TreeReader.Find(repository.Objects, commit, Policy.DefaultPath).Status is not TreeLookupStatus.Absent;
        string path = isOverridden ? Policy.DefaultPath : askedPath ?? Policy.DefaultPath;
        TreeLookup inBase = TreeReader.Find(repository.Objects, commit, path);
        PolicySource source = inBase.Status switch
        {
            TreeLookupStatus.Found => ReadBlob(repository, commit, inBase.Blob, path),
            TreeLookupStatus.Absent when askedPath is null => new(Policy.None, PolicyOrigin.None),
            TreeLookupStatus.Unreadable => new(Policy.None, PolicyOrigin.Unknown, Problem: Unreadable(path, commit)),
            TreeLookupStatus.Absent => new(Policy.None, PolicyOrigin.None, new(ReasonCodes.PolicyMissing, $"The base commit {commit} has no file {path}.", ReasonCodes.PolicyMissing.Fix)),
            _ => new(Policy.None, PolicyOrigin.Unknown, new(ReasonCodes.PolicyInvalid, $"{path} in base commit {commit} is no regular file.", ReasonCodes.PolicyInvalid.Fix)),
        };
        Finding? overridden = isOverridden
            ? new(ReasonCodes.InputOverriddenByPolicy, $"The policy {askedPath} was not applied, because base commit {commit} has {path}.", Fix: ReasonCodes.InputOverriddenByPolicy.Fix)
            : null;
        return source with { Notes = [.. new[] { Changed(repository, commit, inBase, headId, path), overridden }.OfType<Finding>()], Broken = Break(repository, inBase, headId, path) };
    }

    /// <summary>That the change alters the policy. A head whose trees are not here cannot be compared; that changes nothing about the policy in force.</summary>
    private static Finding? Changed(GitRepository repository, CommitId baseId, TreeLookup inBase, CommitId? headId, string path)
    {
        TreeLookup inHead = headId is { } head ? TreeReader.Find(repository.Objects, head, path) : new(TreeLookupStatus.Unreadable, default);
        return inHead.Status is not TreeLookupStatus.Unreadable && (inHead.Status != inBase.Status || inHead.Blob != inBase.Blob)
            ? new(ReasonCodes.PolicyChangedInRange, $"{path} differs between base {baseId} and head {headId}; the base's was applied.", headId?.ToString(), ReasonCodes.PolicyChangedInRange.Fix)
            : null;
    }

    /// <summary>A broken policy in the base stops every later change, the one that mends it too; so it must not get there.</summary>
    private static Finding? Break(GitRepository repository, TreeLookup inBase, CommitId? headId, string path)
    {
        if (headId is not { } head || TreeReader.Find(repository.Objects, head, path) is not { Status: TreeLookupStatus.Found } inHead || (inHead.Status == inBase.Status && inHead.Blob == inBase.Blob)
            || repository.ReadBlob(inHead.Blob) is not { } bytes)
        {
            return null;
        }

        try
        {
            PolicyReader.Read(bytes);
            return null;
        }
        catch (PolicyException broken)
        {
            return new(ReasonCodes.PolicyBrokenByChange, $"{path} in head {head}: {broken.Message.TrimEnd('.')}.", head.ToString(), ReasonCodes.PolicyBrokenByChange.Fix);
        }
    }

    private static PolicySource ReadBlob(GitRepository repository, CommitId commit, CommitId blob, string path)
    {
        PolicyOrigin origin = new("base", path, commit.ToString(), null);
        if (repository.ReadBlob(blob) is not { } bytes)
        {
            return new(Policy.None, PolicyOrigin.Unknown, Problem: Unreadable(path, commit));
        }

        origin = origin with { Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        try
        {
            Policy policy = PolicyReader.Read(bytes);
            return new(policy, origin with { Gates = policy.Gates, ExemptApps = policy.ExemptApps });
        }
        catch (PolicyException broken)
        {
            return new(Policy.None, origin, new(ReasonCodes.PolicyInvalid, $"{path} in base commit {commit}: {broken.Message.TrimEnd('.')}.", ReasonCodes.PolicyInvalid.Fix));
        }
    }

    private static Finding Unreadable(string path, CommitId commit) =>
        new(ReasonCodes.PolicyUnreadable, $"Whether base commit {commit} has {path} cannot be told, because its tree or the file is not in this clone.", commit.ToString(), ReasonCodes.PolicyUnreadable.Fix);
}
