using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Exports;
using Proofs.Verdicts;

namespace Proofs.Cli.Verify;

/// <summary><c>proofs verify run [DIR]</c>: whether the records of a project's run hold, and whether its commits hold what was accepted.</summary>
internal static class VerifyRun
{
    internal static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder of the project.", DefaultValueFactory = _ => "." };
        AnchorOptions anchor = new();
        OutputOptions output = new();
        Command command = new("run", "Check a project's run: chain, records and commits.") { folder };
        ExecuteOptions execute = new();
        anchor.AddTo(command);
        execute.AddTo(command);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            VerdictWriter writer = new(terminal, output.WantsJson(parsed), parsed.GetValue(output.File));
            Refusal? refusal = writer.Check() ?? AnchorOptions.Refusal(parsed.GetValue(anchor.Head));
            RunnerInterface? runner = refusal is null ? RunFolder.Open(parsed.GetValue(folder)!, out refusal) : null;
            if (runner is null)
            {
                return writer.Refuse(refusal!);
            }

            EvidenceVerification found = runner.VerifyRun(anchor.Of(parsed, runner.Root), parsed.GetValue(anchor.Head));
            if (parsed.GetValue(execute.Execute))
            {
                VerificationPlan? plan = runner.PlanVerification(out EvidenceCheck? missing);
                found = execute.Run(parsed, terminal, found, plan, missing, runner.Root, out refusal);
            }

            return refusal is null ? writer.Write(found) : writer.Refuse(refusal);
        });
        return command;
    }
}
