using Proofs.Cli.Run;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Cli.Tests.Run;

/// <summary>What a person at a terminal sees below the lines while a turn is at work.</summary>
public sealed class LiveLineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void It_tells_who_is_at_work_with_what_attempt_and_the_last_line_of_output()
    {
        Screen screen = new();
        StringWriter above = new();
        using LiveLine live = new(new(() => above, () => screen, () => Stream.Null, isOutPiped: false, isErrorPiped: false), TimeProvider.System);
        RunLines lines = new(above, live);
        Turn turn = new() { TurnId = "turn_1", AssignedRole = "dev", Attempt = 2, Status = TurnStatus.Retrying };
        lines.Tell(new(RunLoopEventType.TurnAssigned) { TurnId = "turn_1", Role = "dev", State = new() { Phase = "planning" } });
        Assert.True(SpinWait.SpinUntil(() => screen.Text.Contains("planning  dev", StringComparison.Ordinal), Limit));
        live.Output("half \u001b[2J done");
        Assert.True(SpinWait.SpinUntil(() => screen.Text.Contains("half", StringComparison.Ordinal), Limit));
        Assert.DoesNotContain("\u001b[2J", screen.Text, StringComparison.Ordinal);
        lines.Tell(new(RunLoopEventType.TurnRejected) { TurnId = "turn_1", Role = "dev", Reason = "no", State = new() { Phase = "planning", ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { ["turn_1"] = turn } } });
        Assert.True(SpinWait.SpinUntil(() => screen.Text.Contains("dev  attempt 2", StringComparison.Ordinal), Limit));
        live.Dispose();
        Assert.EndsWith("\r\u001b[K", screen.Text, StringComparison.Ordinal);
        Assert.Equal("Turn assigned: turn_1 → dev\nTurn rejected: turn_1: no\n", above.ToString());
    }

    [Fact]
    public void It_is_not_there_where_nobody_watches()
    {
        Screen screen = new();
        using LiveLine live = new(new(() => TextWriter.Null, () => screen, () => Stream.Null, isOutPiped: true, isErrorPiped: true), TimeProvider.System);
        live.Begin("planning");
        live.Above(() => { });
        live.Dispose();
        Assert.Empty(screen.Text);
    }

    /// <summary>Several threads write to it.</summary>
    private sealed class Screen : StringWriter
    {
        private readonly Lock _gate = new();

        internal string Text
        {
            get
            {
                lock (_gate)
                {
                    return ToString();
                }
            }
        }

        public override void Write(string? value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }
    }
}
