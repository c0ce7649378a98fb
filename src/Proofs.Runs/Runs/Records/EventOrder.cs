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

            problems.AddRange(timeline.Take(type, at, entry.TurnId).Select(what => Violation(number, $"({type} of run \"{run}\") {what}")));
        }

        return problems;
    }

    private static Problem Violation(int number, string what) => new(RunCodes.OrderingViolation, $"Event {number} {what}.");

    /// <summary>What has happened in one run so far.</summary>
    private sealed class Timeline
    {
        private readonly HashSet<string> _dispatched = new(StringComparer.Ordinal);
        private DateTimeOffset? _latest;
        private bool _isOver;

        internal IEnumerable<string> Take(string type, DateTimeOffset at, string? turn)
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

            // A turn that is accepted needs another dispatch to be accepted once more.
            if (type == EventTypes.TurnDispatched && turn is not null)
            {
                _dispatched.Add(turn);
            }
            else if (type == EventTypes.TurnAccepted && (turn is null || !_dispatched.Remove(turn)))
            {
                wrong.Add($"accepts turn \"{turn}\", which was not dispatched");
            }

            _latest = at > _latest ? at : _latest ?? at;
            _isOver = _isOver || type == EventTypes.RunCompleted;
            return wrong;
        }
    }
}
