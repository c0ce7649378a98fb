namespace Proofs.Runs.Runs.Records;

/// <summary>The order in which things can have happened in a run.</summary>
internal static class EventOrder
{
    internal static IReadOnlyList<Problem> Check(IEnumerable<EventFields> entries)
    {
        List<Problem> problems = [];
        Dictionary<string, Timeline> runs = new(StringComparer.Ordinal);
        int number = 0;
        foreach (EventFields entry in entries)
        {
            number++;
            if (entry is not { RunId: { } run, EventType: { } type, Timestamp: { } at })
            {
                problems.Add(Violation(number, "has no run_id, event_type or timestamp, so nobody can tell where it belongs"));
                continue;
            }

            if (!runs.TryGetValue(run, out Timeline? timeline))
            {
                runs.Add(run, timeline = new());
            }

            problems.AddRange(timeline.Take(type, at, entry.TurnId, entry.EventId).Select(what => Violation(number, $"({type} of run \"{run}\") {what}")));
        }

        return problems;
    }

    private static Problem Violation(int number, string what) => new(RunCodes.OrderingViolation, $"Event {number} {what}.");

    /// <summary>What has happened in one run so far.</summary>
    private sealed class Timeline
    {
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);
        private readonly HashSet<string> _dispatched = new(StringComparer.Ordinal);
        private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
        private DateTimeOffset? _latest;
        private bool _isOver;

        internal IEnumerable<string> Take(string type, DateTimeOffset at, string? turn, string? id)
        {
            List<string> wrong = [];
            if ((type == EventTypes.RunStarted) != _latest is null)
            {
                wrong.Add(_latest is null ? "comes before run_started" : "begins a run that had begun");
            }

            if (_isOver)
            {
                wrong.Add("comes after run_completed");
            }

            if (at < _latest)
            {
                wrong.Add("is earlier than the one before it");
            }

            if (id is not null && !_ids.Add(id))
            {
                wrong.Add($"has the event_id \"{id}\" of an earlier one");
            }

            if (OfTurn(type, turn) is { } impossible)
            {
                wrong.Add(impossible);
            }

            _latest = at > _latest ? at : _latest ?? at;
            _isOver = _isOver || type == EventTypes.RunCompleted;
            return wrong;
        }

        /// <summary>A turn is accepted once, and not behind a rejection that no dispatch follows.</summary>
        private string? OfTurn(string type, string? turn)
        {
            switch (type)
            {
                case EventTypes.TurnDispatched when turn is not null:
                    _known.Add(turn);
                    _dispatched.Add(turn);
                    return null;
                case EventTypes.TurnRejected:
                    bool isKnown = turn is not null && _known.Contains(turn);
                    _dispatched.Remove(turn ?? string.Empty);
                    return isKnown ? null : $"rejects turn \"{turn}\", which was not dispatched";
                case EventTypes.TurnAccepted when turn is null || !_dispatched.Contains(turn):
                    return $"accepts turn \"{turn}\", which was not dispatched";
                case EventTypes.TurnAccepted when !_accepted.Add(turn):
                    return $"accepts turn \"{turn}\" once more";
                default:
                    return null;
            }
        }
    }
}
