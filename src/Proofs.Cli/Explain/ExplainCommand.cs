using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Explain;

/// <summary><c>proofs explain [CODE]</c>: what a reason code means and what to do about it.</summary>
internal static class ExplainCommand
{
    internal static Command Create(Terminal terminal)
    {
        Argument<string?> code = new("CODE") { Arity = ArgumentArity.ZeroOrOne, Description = "A reason code; all of them without one." };
        OutputOptions output = new();
        Command command = new("explain", "Explain a reason code.") { code };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            bool json = output.WantsJson(parsed);
            if (parsed.GetValue(output.File) is { } target && OutputFile.Check(target) is { } unwritable)
            {
                return Refusals.Report(terminal, json, unwritable);
            }

            string? asked = parsed.GetValue(code);
            IReadOnlyList<ReasonCode> codes = asked is null ? [.. ReasonCodes.All, .. RunCodes.All] : (ReasonCodes.Find(asked) ?? RunCodes.Find(asked)) is { } found ? [found] : [];
            if (codes.Count == 0)
            {
                return Refusals.Report(terminal, json, new(ReasonCodes.UnknownReasonCode, $"There is no reason code '{asked}'.", ReasonCodes.UnknownReasonCode.Fix), parsed.GetValue(output.File));
            }

            ReadOnlyMemory<byte> document = json ? Document(codes) : System.Text.Encoding.UTF8.GetBytes(string.Join('\n', codes.Select(Text)));
            terminal.Bytes.Write(document.Span);
            return parsed.GetValue(output.File) is { } file && OutputFile.Write(file, document.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Pass;
        });
        return command;
    }

    private static string Text(ReasonCode code) => $"{code.Id} ({Leads(code)})\n  {code.Meaning}\n  fix: {code.Fix}\n";

    /// <summary>What the code leads to, in the words of results and exit codes.</summary>
    private static string Leads(ReasonCode code) => code.Lane switch
    {
        Lane.Pass => $"pass, exit {ExitCodes.Pass}",
        Lane.Note => "note, changes no verdict",
        Lane.Undetermined => $"undetermined, exit {ExitCodes.Undetermined}",
        Lane.Fail => $"fail, exit {ExitCodes.Fail}",
        _ => $"refused, exit {ExitCodes.Of(new Refusal(code, string.Empty))}",
    };

    private static ReadOnlyMemory<byte> Document(IReadOnlyList<ReasonCode> codes) => JsonText.Write(json =>
    {
        json.WriteString("schema", "proofs.reason_codes/v1");
        json.WriteStartArray("codes");
        foreach (ReasonCode code in codes)
        {
            json.WriteStartObject();
            json.WriteString("code", code.Id);
            json.WriteString("leads_to", Leads(code));
            json.WriteString("meaning", code.Meaning);
            json.WriteString("fix", code.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
