using Proofs.Cli.Hosts.Console;

namespace Proofs.Cli.Tests.Hosts;

public sealed class ProgressTests
{
    private const string Clear = "\r\u001b[K";

    [Fact]
    public void A_person_sees_a_count_that_grows_and_goes() =>
        Assert.Equal($"{Clear}4,096 commits read{Clear}81,539 commits read{Clear}", Shown(isErrorPiped: false, 0, 4096, 81539));

    [Fact]
    public void Before_the_first_commit_there_is_nothing_to_see() => Assert.Empty(Shown(isErrorPiped: false, 0));

    [Fact]
    public void A_pipe_sees_nothing() => Assert.Empty(Shown(isErrorPiped: true, 0, 4096));

    private static string Shown(bool isErrorPiped, params long[] counts)
    {
        using StringWriter error = new();
        Terminal terminal = new(() => TextWriter.Null, () => error, () => Stream.Null, isOutPiped: false, isErrorPiped);
        using (Progress progress = new(terminal))
        {
            Array.ForEach(counts, progress.Show);
        }

        return error.ToString();
    }
}
