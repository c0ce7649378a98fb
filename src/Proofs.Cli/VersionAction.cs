using System.CommandLine;
using System.CommandLine.Invocation;
using Proofs.Gates;

namespace Proofs.Cli;

/// <summary><c>proofs --version</c>: the version that results name too.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>A version is told whatever else was asked.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(GatesDocument.ToolVersion);
        return ExitCodes.Pass;
    }
}
