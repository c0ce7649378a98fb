using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What a turn says it did against what it did. Source: AgentXchain protocol v7, declared and observed changes.</summary>
internal static class TreeRule
{
    /// <summary>As many are named in a message.</summary>
    private const int MostNamed = 5;

    /// <summary>Why the turn cannot be taken, or null; also when there is no tree to look at.</summary>
    internal static Problem? Refusal(Acceptance acceptance) => acceptance.Facts.Tree is not { } tree ? null : Git(tree) ?? Reserved(acceptance, tree) ?? Work(acceptance, tree);

    /// <summary>The files that a turn says are its work.</summary>
    internal static IReadOnlySet<string> Declared(TurnResult result) =>
        new HashSet<string>([.. result.FilesChanged, .. result.ArtifactsCreated, .. Produced(result, "artifact")], StringComparer.Ordinal);

    private static IEnumerable<string> Produced(TurnResult result, string disposition) =>
        (result.Verification?.ProducedFiles ?? []).Where(file => file.Disposition == disposition).Select(file => file.Path);

    private static Problem? Git(TreeFacts tree) =>
        Refuse(RunCodes.GitSettingsChanged, "The turn changed how git works here", tree.GitSettings)
        ?? Refuse(RunCodes.WorkerCommitted, "During the turn moved", tree.MovedReferences);

    /// <summary>Of whoever made the change: nobody may.</summary>
    private static Problem? Reserved(Acceptance acceptance, TreeFacts tree) => Refuse(
        RunCodes.ReservedPathChanged,
        "Changed, though no turn may change it",
        tree.Changes.Where(change => OwnFiles.IsReserved(change.Path, acceptance.Turn.TurnId, acceptance.Configuration) && !IsFetched(change, acceptance)).Select(change => change.Path));

    /// <summary>A repository that an installation put among the files that the project does not keep.</summary>
    private static bool IsFetched(FileChange change, Acceptance acceptance) =>
        change.IsIgnored && change.Path.IndexOf("/.git", StringComparison.Ordinal) is > 0 and var at && !OwnFiles.IsReserved(change.Path[..at], acceptance.Turn.TurnId, acceptance.Configuration);

    private static Problem? Work(Acceptance acceptance, TreeFacts tree)
    {
        IReadOnlySet<string> declared = Declared(acceptance.Result);
        HashSet<string> links = tree.Links.ToHashSet(StringComparer.Ordinal);
        FileChange[] own = [.. tree.Changes.Where(change => !change.IsIgnored && (!tree.Siblings.ContainsKey(change.Path) || declared.Contains(change.Path)))];
        return Refuse(RunCodes.SymbolicLinkRefused, "Symbolic links were made or changed", own.Where(change => change.IsLink).Select(change => change.Path))
            ?? Refuse(RunCodes.SymbolicLinkRefused, "The turn lists what lies behind a symbolic link", declared.Where(path => IsBehind(path, links)))
            ?? Refuse(RunCodes.SpecialFileRefused, "No regular file of its own", own.Where(change => change.IsOdd).Select(change => change.Path))
            ?? Refuse(RunCodes.PathNotDeclarable, "Changed, with a name that no result can list", own.Where(change => !ProjectPath.TryNormalize(change.Path, out string same) || same != change.Path).Select(change => change.Path))
            ?? (acceptance.Configuration.Roles.GetValueOrDefault(acceptance.Turn.AssignedRole)?.WriteAuthority switch
            {
                WriteAuthority.Authoritative => Listed(acceptance, tree, own, declared) ?? Empty(acceptance, own),
                WriteAuthority.ReviewOnly => Refuse(RunCodes.ReviewChangedProduct, "The turn only reviews, and changed", own.Where(change => !ProjectPath.IsForReviewers(change.Path)).Select(change => change.Path))
                    ?? Listed(acceptance, tree, own, declared),
                // What proposes lists files that somebody else is to write.
                _ => Refuse(RunCodes.ProposalChangedTree, "The turn only proposes, and changed", own.Select(change => change.Path)),
            });
    }

    private static Problem? Listed(Acceptance acceptance, TreeFacts tree, FileChange[] own, IReadOnlySet<string> declared)
    {
        HashSet<string> changed = tree.Changes.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        HashSet<string> passing = Produced(acceptance.Result, "ignore").ToHashSet(StringComparer.Ordinal);
        string[] undeclared = [.. own.Select(change => change.Path).Where(path => !declared.Contains(path))];
        return Refuse(RunCodes.VerificationProducedFilesCleanup, "To be ignored, and not as before the turn", undeclared.Where(passing.Contains))
            ?? Refuse(RunCodes.ArtifactMismatch, "Changed, but not listed by the turn", undeclared.Where(path => !tree.ReplayOutputs.Contains(path, StringComparer.Ordinal)))
            ?? Refuse(RunCodes.UndeclaredVerificationOutputs, "Left by the verification, but not listed by the turn", undeclared)
            ?? Refuse(RunCodes.ClaimedFileUnchanged, "Listed by the turn, but as before it", declared.Where(path => !changed.Contains(path) && !IsDerived(acceptance, path)));
    }

    /// <summary>A review of a runtime that cannot write is written by the run once the turn is taken.</summary>
    private static bool IsDerived(Acceptance acceptance, string path) =>
        acceptance.RuntimeType is "api_proxy" or "remote_agent" && ProjectPath.IsBelow(path, ".agentxchain/reviews");

    private static Problem? Empty(Acceptance acceptance, FileChange[] own) => acceptance.Result.Artifact?.Type == "workspace" && own.Length == 0
        ? new(RunCodes.EmptyWorkspaceArtifact, "The artifact is the work tree, and nothing that the project keeps changed.") { Field = "artifact.type" }
        : null;

    private static bool IsBehind(string path, IReadOnlySet<string> links)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (links.Contains(path[..slash]))
            {
                return true;
            }
        }

        return links.Contains(path);
    }

    private static Problem? Refuse(ReasonCode reason, string what, IEnumerable<string> paths)
    {
        string[] all = [.. paths];
        string more = all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : string.Empty;
        return all.Length == 0 ? null : new(reason, $"{what}: {string.Join(", ", all.Take(MostNamed))}{more}.") { Path = all[0] };
    }
}
