using System.CommandLine;

namespace Proofs.Cli.Verify;

/// <summary><c>proofs verify</c>: whether the evidence of a run, or of proofs, holds.</summary>
internal static class VerifyCommand
{
    internal static Command Create(Terminal terminal) => new("verify", "Check the evidence of a run (its chain, its records, its commits) or the payloads of proofs. 0 pass, 1 fail, 2 undetermined.")
    {
        VerifyRun.Create(terminal),
        VerifyExport.Create(terminal),
        VerifyPayload.Create(terminal),
    };
}
