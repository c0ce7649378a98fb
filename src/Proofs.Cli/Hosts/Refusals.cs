using System.Buffers;
using System.Text.Json;
using Proofs.Cli.Hosts.Console;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>Tells why nothing was judged: one clear line for people, one <c>proofs.error/v1</c> document for programs.</summary>
internal static class Refusals
{
    /// <summary>Prints a refusal and returns its exit code.</summary>
    internal static int Report(Terminal terminal, bool json, Refusal refusal)
    {
        if (json)
        {
            using Stream bytes = terminal.OpenBytes();
            bytes.Write(Document(refusal).Span);
        }
        else
        {
            terminal.Error.WriteLine($"error: {refusal.Reason.Id}: {SafeText.Neutralise(refusal.Message)}");
            if (refusal.Next is not null)
            {
                terminal.Error.WriteLine($"  next: {SafeText.Neutralise(refusal.Next)}");
            }

            if (refusal.Reason.Lane == Lane.Internal && refusal.Details is not null)
            {
                terminal.Error.WriteLine(SafeText.NeutraliseLines(refusal.Details));
            }
        }

        return ExitCodes.Of(refusal);
    }

    private static ReadOnlyMemory<byte> Document(Refusal refusal)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "proofs.error/v1");
            json.WriteStartObject("error");
            json.WriteString("code", refusal.Reason.Id);
            json.WriteString("message", refusal.Message);
            json.WriteString("details", refusal.Details);
            json.WriteString("next", refusal.Next);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
