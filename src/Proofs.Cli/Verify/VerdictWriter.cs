using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary>Prints what a verification came to, for people or as <c>proofs.verify/v1</c>.</summary>
internal sealed class VerdictWriter(Terminal terminal, bool json, FileInfo? output)
{
    /// <summary>Why the result could not be written, before anything is checked; or null.</summary>
    internal Refusal? Check() => output is null ? null : OutputFile.Check(output);

    internal int Refuse(Refusal refusal) => Refusals.Report(terminal, json, refusal, output);

    internal int Write(EvidenceVerification found)
    {
        ReadOnlyMemory<byte> document = json ? found.ToJson() : Encoding.UTF8.GetBytes(Text(found));
        terminal.Bytes.Write(document.Span);
        return output is not null && OutputFile.Write(output, document.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Of(found.Verdict);
    }

    private static string Text(EvidenceVerification found)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{EvidenceVerification.Name(found.Verdict)}: {found.Subject}, journal head entry {found.Head.Sequence}, {found.Head.Digest}\n");
        foreach (EvidenceCheck check in found.Checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {EvidenceVerification.Name(check.Result),-14}  {SafeText.Neutralise(check.Id)}: {SafeText.Neutralise(check.LookedAt)}\n");
            foreach (Problem problem in check.Problems)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {problem.Reason.Id}: {SafeText.Neutralise(problem.Message)}\n      next: {SafeText.Neutralise(problem.Next)}\n");
            }
        }

        return text.AppendJoin(string.Empty, found.Says.Select(sentence => SafeText.Neutralise(sentence) + "\n")).ToString();
    }
}
