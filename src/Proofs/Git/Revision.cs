using Proofs.Verdicts;

namespace Proofs.Git;

/// <summary>
/// A revision as people write one: a name or an id, with <c>~N</c>, <c>^N</c>, <c>^{commit}</c> or <c>^{}</c> behind it (gitrevisions).
/// Steps are taken over raw commits. Forms that search (<c>:/text</c>, <c>rev:path</c>, <c>^{/text}</c>) or ask reflogs
/// and configuration (<c>@{…}</c>) are refused: what they find depends on more than the repository's commits and references. A branch, a
/// remote one too, wins over a tag of its name; a full id wins over everything.
/// </summary>
internal static class Revision
{
    private const int DeepestTag = 16;

    /// <summary>Finds the commit that a revision names.</summary>
    internal static RevisionResult Resolve(GitRepository repository, string revision)
    {
        int suffixAt = revision.IndexOfAny(['~', '^']);
        string name = suffixAt < 0 ? revision : revision[..suffixAt];
        bool searches = name.Contains(':', StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal) || name.Contains("..", StringComparison.Ordinal) || IsLeftover(name);
        if (name.Length == 0 || searches || name.Any(char.IsControl) || !TryParseSteps(revision[name.Length..], out List<Step> steps))
        {
            return RevisionResult.Refused(new(ReasonCodes.RevisionUnsupported, $"'{revision}' cannot be used as a revision.", ReasonCodes.RevisionUnsupported.Fix));
        }

        CommitId? start;
        try
        {
            start = ReadName(repository, name);
        }
        catch (LibGit2Sharp.AmbiguousSpecificationException)
        {
            return RevisionResult.Refused(new(ReasonCodes.RevisionAmbiguous, $"'{name}' stands for more than one object.", ReasonCodes.RevisionAmbiguous.Fix));
        }
        catch (Exception broken) when (broken is IOException or LibGit2Sharp.LibGit2SharpException)
        {
            return Broken(name, broken);
        }

        return Follow(repository, start, steps);
    }

    /// <summary>What a reference names, given its full name; whether that is a commit is not looked at.</summary>
    internal static RevisionResult ResolveReference(GitRepository repository, string name)
    {
        try
        {
            return repository.ReadReference(name) is { } id ? RevisionResult.Found(id) : RevisionResult.Missing;
        }
        catch (IOException broken)
        {
            return Broken(name, broken);
        }
    }

    /// <summary>A reference or an object on the way is there and makes no sense: the repository's fault, not ours and not the caller's.</summary>
    private static RevisionResult Broken(string name, Exception broken) =>
        RevisionResult.Refused(new(ReasonCodes.RepositoryCorrupt, $"'{name}' cannot be resolved: {broken.Message}.", ReasonCodes.RepositoryCorrupt.Fix));

    private static CommitId? ReadName(GitRepository repository, string name)
    {
        if (CommitId.TryParse(name, out CommitId id))
        {
            return id;
        }

        string full = name is "@" ? "HEAD" : name;
        if (full is "HEAD")
        {
            return repository.ReadReference(full);
        }

        // As git looks, but branches, remote ones too, before tags: whoever may push a tag must not choose the base.
        return (full.StartsWith("refs/", StringComparison.Ordinal) ? repository.ReadReference(full) : null)
            ?? (full.Contains('/', StringComparison.Ordinal) ? repository.ReadReference("refs/" + full) : null)
            ?? repository.ReadReference("refs/heads/" + full)
            ?? repository.ReadReference("refs/remotes/" + full)
            ?? repository.ReadReference($"refs/remotes/{full}/HEAD")
            ?? repository.ReadReference("refs/tags/" + full)
            ?? (IsAbbreviation(full) ? repository.FindAbbreviated(full) : null);
    }

    /// <summary>FETCH_HEAD, ORIG_HEAD and the like: what they name is left over from the last command that somebody ran.</summary>
    private static bool IsLeftover(string name) => name is not "HEAD" && name.EndsWith("_HEAD", StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterUpper(c) || c == '_');

    private static bool IsAbbreviation(string name) => name.Length is >= 4 and < CommitId.Size * 2 && name.All(char.IsAsciiHexDigitLower);

    private static RevisionResult Follow(GitRepository repository, CommitId? start, List<Step> steps)
    {
        RevisionResult peeled = Peel(repository, start);
        if (peeled.Commit is not { } at)
        {
            return peeled;
        }

        foreach (Step step in steps)
        {
            for (int i = 0; i < step.Times; i++)
            {
                if (repository.History.Parent(at, step.Parent) is not { } parent)
                {
                    return RevisionResult.Missing;
                }

                at = parent;
            }
        }

        return repository.History.Read(at) switch
        {
            ReadStatus.Ok => RevisionResult.Found(at),
            ReadStatus.Corrupt => RevisionResult.Corrupt(at),
            _ => RevisionResult.Missing,
        };
    }

    /// <summary>The commit behind annotated tags.</summary>
    private static RevisionResult Peel(GitRepository repository, CommitId? id)
    {
        for (int depth = 0; id is { } at && depth < DeepestTag; depth++)
        {
            switch (repository.History.KindOf(at))
            {
                case ObjectKind.Commit:
                    return RevisionResult.Found(at);
                case ObjectKind.Corrupt:
                    return RevisionResult.Corrupt(at);
                case ObjectKind.Tag:
                    id = repository.PeelTag(at);
                    break;
                default:
                    return RevisionResult.Missing;
            }
        }

        return RevisionResult.Missing;
    }

    private static bool TryParseSteps(string suffix, out List<Step> steps)
    {
        steps = [];
        for (int i = 0; i < suffix.Length;)
        {
            char kind = suffix[i++];
            if (kind == '^' && suffix[i..].StartsWith('{'))
            {
                string peel = suffix[i..].StartsWith("{}", StringComparison.Ordinal) ? "{}" : "{commit}";
                if (!suffix[i..].StartsWith(peel, StringComparison.Ordinal))
                {
                    return false;
                }

                i += peel.Length;
                continue;
            }

            int digits = i;
            while (i < suffix.Length && char.IsAsciiDigit(suffix[i]))
            {
                i++;
            }

            int number = 1;
            if (kind is not ('~' or '^') || (i > digits && !int.TryParse(suffix[digits..i], out number)))
            {
                return false;
            }

            // ^0 and ~0 stay where they are.
            steps.Add(kind == '~' ? new(1, number) : new(Math.Max(number, 1), number == 0 ? 0 : 1));
        }

        return true;
    }

    /// <summary>One move towards the roots: to which parent (counted from 1), how often.</summary>
    private sealed record Step(int Parent, int Times);
}

/// <summary>What a revision came to: a commit, nothing, something that cannot be read, or a refusal of the way it was written.</summary>
internal sealed record RevisionResult(CommitId? Commit, Refusal? Refusal, Finding? Problem = null)
{
    internal static RevisionResult Corrupt(CommitId id) =>
        new(null, null, new(ReasonCodes.ObjectCorrupt, $"{id} cannot be read or is malformed.", id.ToString(), ReasonCodes.ObjectCorrupt.Fix));

    internal static RevisionResult Missing { get; } = new(null, null);

    internal static RevisionResult Found(CommitId id) => new(id, null);

    internal static RevisionResult Refused(Refusal refusal) => new(null, refusal);
}
