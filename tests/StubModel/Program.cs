using System.Runtime.InteropServices;
using System.Text.Json;
using TestKit.Models;

namespace StubModel;

/// <summary>
/// A provider's stand-in as a process of its own: <c>StubModel ANSWERS.json</c>. It says where it listens, then each answer's status and id, and a line
/// <c>so far N</c> for each line that it is given; it ends with its input, so that it never outlives whoever started it.
/// </summary>
internal static class Program
{
    private static readonly Lock Speaking = new();

    private static int Main(string[] arguments)
    {
        if (arguments is not [var file])
        {
            Console.Error.WriteLine("usage: StubModel ANSWERS.json");
            return 64;
        }

        ModelScript script;
        try
        {
            script = ModelScript.Read(File.ReadAllBytes(file));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            Console.Error.WriteLine($"{file}: {unusable.Message}");
            return 65;
        }

        using ModelServer server = new(request => Answer(script, request));
        // The web server takes these signals for itself, and then nothing would end the reading below.
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(130));
        Say($"listening {server.Address.GetLeftPart(UriPartial.Authority)}");
        while (Console.In.ReadLine() is not null)
        {
            lock (Speaking)
            {
                // Behind the lines of everything that was answered before it was asked.
                Console.WriteLine($"so far {script.Given}");
            }
        }

        return 0;
    }

    /// <summary>Says what is answered before anybody has the answer, so that nobody ever has one that was not told.</summary>
    private static ModelAnswer Answer(ModelScript script, ModelRequest request)
    {
        lock (Speaking)
        {
            (ModelAnswer answer, string id) = script.Next(request);
            Console.WriteLine($"answered {answer.Status} {id}");
            return answer;
        }
    }

    private static void Say(string line)
    {
        lock (Speaking)
        {
            Console.WriteLine(line);
        }
    }
}
