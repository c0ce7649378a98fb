using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>How a claimed commit stands to head and base.</summary>
internal enum StandingKind
{
    /// <summary>Nobody looked, because another problem came first.</summary>
    NotAsked,

    /// <summary>Head reaches it; nothing was asked about a base.</summary>
    Reached,

    /// <summary>Head reaches it and base does not.</summary>
    InRange,

    /// <summary>Base reaches it.</summary>
    InBase,

    /// <summary>It exists, and head certainly does not reach it.</summary>
    NotReached,

    /// <summary>It certainly is not in the history of head, and it is not here either.</summary>
    Missing,

    /// <summary>The id names something else than a commit.</summary>
    NotACommit,

    /// <summary>Unreadable history leaves it open.</summary>
    CannotTell,
}

/// <summary>How a claimed commit stands, and what there is to say about it.</summary>
/// <param name="Id">The id as it was claimed; empty when none was.</param>
/// <param name="Kind">The answer.</param>
/// <param name="What">The kind of object that the id names instead of a commit.</param>
/// <param name="Problem">Why nobody can tell.</param>
internal sealed record CommitStanding(string Id, StandingKind Kind, string? What = null, Finding? Problem = null);
