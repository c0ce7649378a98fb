using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary><c>proofs verify export FILE</c>: whether an export says what its own records lead to.</summary>
internal static class VerifyExport
{
    internal static Command Create(Terminal terminal)
    {
        Argument<FileInfo> file = new("FILE") { Description = "The export." };
        Option<string?> head = new AnchorOptions().Head;
        Option<string?> repository = new("--repo") { Description = "Work tree of the project, to compare its commits with the export; without it nothing but the file is looked at.", HelpName = "DIR" };
        OutputOptions output = new();
        Command command = new("export", "Check an export: its digests, its chain, and everything derived from them.") { file, head, repository };
        ExecuteOptions execute = new();
        execute.AddTo(command);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            VerdictWriter writer = new(terminal, output.WantsJson(parsed), parsed.GetValue(output.File));
            Refusal? refusal = writer.Check() ?? AnchorOptions.Refusal(parsed.GetValue(head));
            byte[]? document = refusal is null ? EvidenceFile.Read(parsed.GetValue(file)!, out refusal) : null;
            string? root = parsed.GetValue(repository);
            if (document is not null && parsed.GetValue(execute.Execute) && root is null)
            {
                refusal = new(ReasonCodes.UsageError, "--execute needs --repo DIR: the export does not hold the files that the commands are run on.", ReasonCodes.UsageError.Fix);
            }

            if (document is null || refusal is not null)
            {
                return writer.Refuse(refusal!);
            }

            EvidenceVerification found = RunnerInterface.VerifyExport(document, parsed.GetValue(head), root);
            if (parsed.GetValue(execute.Execute))
            {
                VerificationPlan? plan = RunnerInterface.PlanVerification(document, out EvidenceCheck? missing);
                found = execute.Run(parsed, terminal, found, plan, missing, root!, out refusal);
            }

            return refusal is null ? writer.Write(found) : writer.Refuse(refusal);
        });
        return command;
    }
}
