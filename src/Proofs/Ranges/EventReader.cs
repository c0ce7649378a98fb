using System.Text.Json;
using Proofs.Verdicts;

namespace Proofs.Ranges;

/// <summary>
/// Turns a GitHub event into the range that it is about: a pure function of the event's name and payload. HEAD never counts, because on a
/// pull request the checkout is a merge that nobody pushed. Source: docs.github.com, "Webhook events and payloads", "Events that trigger
/// workflows".
/// </summary>
public static class EventReader
{
    /// <summary>Reads an event.</summary>
    /// <param name="eventName">Its name.</param>
    /// <param name="payload">Its payload, JSON in UTF-8.</param>
    /// <returns>What it says, or a refusal when the payload is none of this event.</returns>
    public static EventReading Read(string eventName, ReadOnlyMemory<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload, new() { AllowDuplicateProperties = false });
            return new(Read(eventName, new Payload(document.RootElement)), null);
        }
        catch (JsonException broken)
        {
            return new(null, Invalid(eventName, $"it is no JSON ({broken.Message.TrimEnd('.')})"));
        }
        catch (InvalidOperationException)
        {
            // Looking for names that stand twice decodes them.
            return new(null, Invalid(eventName, "a name in it is no valid text"));
        }
        catch (PayloadException broken)
        {
            return new(null, Invalid(eventName, broken.Message));
        }
    }

    private static EventRange Read(string eventName, Payload payload) => eventName switch
    {
        "pull_request" or "pull_request_target" or "pull_request_review" or "pull_request_review_comment" => OfPullRequest(eventName, payload),
        "merge_group" => new()
        {
            Event = eventName,
            Base = payload.Of("merge_group").Id("base_sha"),
            Head = payload.Of("merge_group").Id("head_sha"),
        },
        "push" => OfPush(eventName, payload),
        // Nobody can tell from these what is to be judged.
        _ => new() { Event = eventName },
    };

    private static EventRange OfPullRequest(string eventName, Payload payload)
    {
        Payload pull = payload.Of("pull_request");
        Payload head = pull.Of("head");
        Payload author = pull.Maybe("user");
        // The head's repository is null when its fork has been deleted.
        long? from = head.Maybe("repo").Number("id");
        return new()
        {
            Event = eventName,
            Base = pull.Of("base").Id("sha"),
            Head = head.Id("sha"),
            PullRequest = new(
                pull.Number("number") ?? throw new PayloadException("pull_request.number is missing"),
                from is null || from != payload.Maybe("repository").Number("id"),
                author.Text("login"),
                author.Text("type"),
                pull.Text("body")),
        };
    }

    private static EventRange OfPush(string eventName, Payload payload)
    {
        string reference = payload.Text("ref") ?? throw new PayloadException("ref is missing");
        (string before, string after) = (payload.Id("before"), payload.Id("after"));
        if (IsZero(after))
        {
            return new() { Event = eventName, IsDeletion = true };
        }

        bool isNew = IsZero(before);
        bool isTag = reference.StartsWith("refs/tags/", StringComparison.Ordinal);
        if (isNew && isTag)
        {
            // A new tag marks a commit; what came before it is not said anywhere.
            return new() { Event = eventName };
        }

        string? main = payload.Maybe("repository").Text("default_branch");
        // Of a new default branch everything is new and nothing is what it started from; its base stays the zero id, which is no base.
        bool startedFromMain = isNew && main is not null && reference != "refs/heads/" + main;
        return new()
        {
            Event = eventName,
            Base = startedFromMain ? null : before,
            Head = after,
            StartedFrom = startedFromMain ? "refs/remotes/origin/" + main : null,
        };
    }

    private static bool IsZero(string id) => id.All(digit => digit == '0');

    private static Refusal Invalid(string eventName, string why) =>
        new(ReasonCodes.EventInvalid, $"The payload of the event '{eventName}' cannot be used: {why}.", ReasonCodes.EventInvalid.Fix);
}

/// <summary>What reading an event came to: what it says, or why it cannot be used.</summary>
/// <param name="Range">What it says.</param>
/// <param name="Refusal">Why it cannot be used.</param>
public sealed record EventReading(EventRange? Range, Refusal? Refusal);
