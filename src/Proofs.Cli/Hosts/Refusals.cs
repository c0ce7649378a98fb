using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts.Console;
using Proofs.Evidence;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Tells why nothing was judged: one clear line for people, one <c>proofs.error/v1</c> document for programs.</summary>
internal static class Refusals
{
    /// <summary>Prints a refusal and returns its exit code.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="json">Whether a document is wanted.</param>
    /// <param name="refusal">Why nothing was judged.</param>
    /// <param name="output">A result file that was asked for: it must not go on telling what an earlier run found.</param>
    internal static int Report(Terminal terminal, bool json, Refusal refusal, FileInfo? output = null)
    {
        string text = Text(refusal);
        ReadOnlyMemory<byte> document = json ? RefusalDocument.Write(refusal) : Encoding.UTF8.GetBytes(text);
        if (json)
        {
            terminal.Bytes.Write(document.Span);
        }
        else
        {
            terminal.Error.Write(text);
        }

        if (output is not null && OutputFile.Check(output) is null && OutputFile.Write(output, document.Span) is { } unwritable)
        {
            terminal.Error.Write(Text(unwritable));
        }

        return ExitCodes.Of(refusal);
    }

    private static string Text(Refusal refusal)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"error: {refusal.Reason.Id}: {SafeText.Neutralise(refusal.Message)}\n");
        if (refusal.Next is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  next: {SafeText.Neutralise(refusal.Next)}\n");
        }

        if (refusal.Reason.Lane == Lane.Internal && refusal.Details is not null)
        {
            text.Append(SafeText.NeutraliseLines(refusal.Details)).Append('\n');
        }

        return text.ToString();
    }
}
