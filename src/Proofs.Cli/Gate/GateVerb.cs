using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Gate;

/// <summary>Runs one gate verb: parse, one call, print.</summary>
internal sealed class GateVerb(GateOptions options, Terminal terminal)
{
    internal int Run(ParseResult parsed, string? onlyGate)
    {
        bool json = options.Output.WantsJson(parsed);
        FileInfo? output = parsed.GetValue(options.Output.File);
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        if (options.HasIdWithoutValue(parsed))
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.UsageError, "Each --reported-commit needs an id of its own.", ReasonCodes.UsageError.Fix), output);
        }

        GatesRequest request = options.Read(parsed, onlyGate);
        FileInfo? message = parsed.GetValue(options.MessageFile);
        if (message is not null && output is not null && OutputFile.IsSame(output, message))
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.UsageError, "--output would overwrite the message file.", ReasonCodes.UsageError.Fix));
        }

        if (message is not null && (request.Merges is not null || request.Head is not null))
        {
            return Refusals.Report(terminal, json, new(ReasonCodes.UsageError, "--message-file judges a message that is no commit; --merges and --head do not go with it.", ReasonCodes.UsageError.Fix), output);
        }

        return new GatesAnswer(terminal, json, output).Give((runner, cancellation) => message is null ? runner.Run(request, cancellation) : JudgeMessage(runner, request, message, cancellation));
    }

    private static GatesResult JudgeMessage(GateRunner runner, GatesRequest request, FileInfo file, CancellationToken cancellation)
    {
        byte[] message;
        try
        {
            using FileStream stream = file.OpenRead();
            using MemoryStream copy = new();
            byte[] chunk = new byte[81920];
            for (int read; (read = stream.Read(chunk)) > 0;)
            {
                copy.Write(chunk, 0, read);
                if (copy.Length > GateRunner.LargestMessage)
                {
                    return Unreadable(file, $"it is larger than {GateRunner.LargestMessage} bytes");
                }
            }

            message = copy.ToArray();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The file is the caller's; that it cannot be read is an answer to the caller.
            return Unreadable(file, failed.Message.TrimEnd('.'));
        }

        return runner.RunMessage(request, message, cancellation);
    }

    private static GatesResult Unreadable(FileInfo file, string why) =>
        new(null, new(ReasonCodes.MessageFileUnreadable, $"{file.FullName} cannot be read: {why}.", ReasonCodes.MessageFileUnreadable.Fix));
}
