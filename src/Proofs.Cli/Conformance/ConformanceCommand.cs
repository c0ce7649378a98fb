using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Cli.Conformance;

/// <summary>
/// <c>proofs conformance adapter</c>: shows the public corpus what the product does. Source: AgentXchain protocol v7, stdio-fixture-v1.
/// </summary>
internal static class ConformanceCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create(Terminal terminal)
    {
        Option<bool> lines = new("--lines") { Description = "Answer one fixture per line until the input ends; exit 0 unless the input cannot be read." };
        Command adapter = new("adapter", "Read a fixture of the AgentXchain conformance corpus on standard input, answer on standard output. Exit 0 pass, 1 fail, 2 error, 3 not implemented.") { lines };
        adapter.SetAction(parsed =>
        {
            using Stream stream = Console.OpenStandardInput();
            // Bytes that are no UTF-8 spoil the fixture they stand in, and no other.
            using StreamReader input = new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
            return parsed.GetValue(lines) ? Lines(terminal, input) : One(terminal, input.ReadToEnd());
        });
        return new("conformance", "Conformance to the published AgentXchain protocol.") { adapter };
    }

    private static int Lines(Terminal terminal, StreamReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                One(terminal, line);
            }
        }

        return (int)AnswerStatus.Pass;
    }

    private static int One(Terminal terminal, string fixture)
    {
        Answer answer = Adapter.Run(Encoding.Latin1.GetBytes(fixture));
        JsonObject document = new() { ["status"] = answer.Word };
        if (answer.Message is not null)
        {
            document["message"] = answer.Message;
        }

        document["actual"] = answer.Actual;
        terminal.Bytes.Write(Encoding.UTF8.GetBytes(document.ToJsonString(Plain) + "\n"));
        return (int)answer.Status;
    }
}
