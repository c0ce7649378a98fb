using Proofs.Cli.Hosts.Console;
using Proofs.Texts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// Commands to the runner, <c>::name key=value::data</c>. Source: actions/runner, ActionCommand.cs: data escapes per cent, carriage return and
/// line feed, properties colon and comma too. Texts are neutralised before, so that none of them can hold a second command in the old form.
/// </summary>
internal static class WorkflowCommand
{
    /// <summary>The runner cuts longer messages, in characters.</summary>
    private const int LongestMessage = 4000;

    /// <summary>An annotation: a line of the log that also shows on the run's page and the pull request.</summary>
    /// <param name="level"><c>error</c>, <c>warning</c> or <c>notice</c>.</param>
    /// <param name="title">Its title.</param>
    /// <param name="message">Hostile text.</param>
    internal static string Annotation(string level, string title, string message) =>
        $"::{level} title={Property(title)}::{Data(Cut(SafeText.Neutralise(message)))}\n";

    /// <summary>Has the runner replace a secret wherever it is logged from now on; the runner does not show this line.</summary>
    /// <param name="secret">One line of visible characters.</param>
    internal static string Mask(string secret) => $"::add-mask::{Data(secret)}\n";

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(SafeText.Neutralise(text)).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Cut(string text)
    {
        if (text.Length <= LongestMessage)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage;
        return text[..end] + " …";
    }
}
