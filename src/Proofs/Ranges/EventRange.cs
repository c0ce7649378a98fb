using Proofs.Verdicts;

namespace Proofs.Ranges;

/// <summary>What a CI event says about the change it reports. Everything in it comes from the event's payload, nothing from a checkout.</summary>
public sealed record EventRange
{
    /// <summary>The event's name, as GitHub gives it in <c>GITHUB_EVENT_NAME</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Full id of the commit before the change, the zero id when there was none, or null when the event does not say.</summary>
    public string? Base { get; init; }

    /// <summary>Full id of the commit after the change, or null when the event does not say.</summary>
    public string? Head { get; init; }

    /// <summary>Full name of the reference a new branch started from: the merge base with it is the base. Null when there is none to take.</summary>
    public string? StartedFrom { get; init; }

    /// <summary>The event reports that a reference was deleted, so there is no change to judge.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>The pull request, or null when the event is not about one.</summary>
    public PullRequest? PullRequest { get; init; }

    /// <summary>Whether the event says what is to be judged; if not, somebody has to say it.</summary>
    public bool HasRange => Head is not null;

    /// <summary>Either the event says what is to be judged or whoever asks does, never both: a change may edit what its own workflow or build asks.</summary>
    /// <param name="baseRevision">The base that was asked for, or null.</param>
    /// <param name="head">The head that was asked for, or null.</param>
    /// <returns>Why that does not go together, or null when it does.</returns>
    public Refusal? Check(string? baseRevision, string? head)
    {
        if (HasRange)
        {
            return (baseRevision ?? head) is null ? null
                : new(ReasonCodes.RangeGivenByEvent, $"The event '{Event}' says what is to be judged; a base or a head that somebody gives does not go with it.", ReasonCodes.RangeGivenByEvent.Fix);
        }

        return baseRevision is not null && head is not null ? null
            : new(ReasonCodes.EventWithoutRange, $"{(Event == "push" ? "The push of a new tag" : $"The event '{Event}'")} does not say what is to be judged, and base and head are not both given.", ReasonCodes.EventWithoutRange.Fix);
    }
}

/// <summary>The pull request that an event is about, as its payload tells.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsFork">Whether its head lies in another repository, or in one that is gone.</param>
/// <param name="AuthorLogin">Who opened it; an App's login ends in <c>[bot]</c>, but so may text that somebody wrote, so see the next.</param>
/// <param name="AuthorType">GitHub's kind of account: <c>User</c>, <c>Bot</c> or <c>Organization</c>.</param>
/// <param name="Body">Its description; hostile text.</param>
public sealed record PullRequest(long Number, bool IsFork, string? AuthorLogin, string? AuthorType, string? Body);
