using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary><c>proofs verify export FILE</c>: whether an export says what its own records lead to.</summary>
internal static class VerifyExport
{
    internal static Command Create(Terminal terminal)
    {
        Argument<FileInfo> file = new("FILE") { Description = "The export." };
        Option<string?> head = new AnchorOptions().Head;
        OutputOptions output = new();
        Command command = new("export", "Check an export: its digests, its chain, and everything derived from them. Looks at nothing but the file.") { file, head };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            VerdictWriter writer = new(terminal, output.WantsJson(parsed), parsed.GetValue(output.File));
            Refusal? refusal = writer.Check() ?? AnchorOptions.Refusal(parsed.GetValue(head));
            byte[]? document = refusal is null ? EvidenceFile.Read(parsed.GetValue(file)!, out refusal) : null;
            return document is null ? writer.Refuse(refusal!) : writer.Write(RunnerInterface.VerifyExport(document, parsed.GetValue(head)));
        });
        return command;
    }
}
