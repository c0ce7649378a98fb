using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace StubWorker;

/// <summary>An agent's program that does what its arguments say, one after the other: VERB or VERB=VALUE.</summary>
internal static partial class Program
{
    private const int Block = 64 << 10;

    private static readonly List<PosixSignalRegistration> Ignored = [];

    private static int Main(string[] arguments)
    {
        foreach (string argument in arguments)
        {
            int at = argument.IndexOf('=', StringComparison.Ordinal);
            (string verb, string value) = at < 0 ? (argument, string.Empty) : (argument[..at], argument[(at + 1)..]);
            if (verb == "exit")
            {
                return int.Parse(value, CultureInfo.InvariantCulture);
            }

            if (!Says(verb, value) && !Leaves(verb, value) && !Does(verb, value))
            {
                Console.Error.WriteLine($"no such verb: {verb}");
                return 64;
            }
        }

        return 0;
    }

    private static bool Says(string verb, string value)
    {
        switch (verb)
        {
            case "say":
                Console.WriteLine(value);
                return true;
            case "complain":
                Console.Error.WriteLine(value);
                return true;
            case "say-variable":
                Console.WriteLine(Environment.GetEnvironmentVariable(value));
                return true;
            case "say-in-two":
                SayInTwo(Environment.GetEnvironmentVariable(value) ?? string.Empty);
                return true;
            case "say-input":
                Console.WriteLine(Console.In.ReadToEnd());
                return true;
            case "say-folder":
                Console.WriteLine(Environment.CurrentDirectory);
                return true;
            case "say-environment":
                foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    Console.WriteLine($"{name}={Environment.GetEnvironmentVariable(name)}");
                }

                return true;
            case "generate":
                Generate(long.Parse(value, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private static bool Leaves(string verb, string value)
    {
        switch (verb)
        {
            case "result":
                // Nothing after the verb is the least that has the form of a result.
                Stage(value.Length > 0 ? value : """{"schema_version":"1.0","summary":"done","cost":{"usd":0.01}}""");
                return true;
            case "result-variable":
                Stage($$"""{"schema_version":"1.0","summary":"my key is {{Environment.GetEnvironmentVariable(value)}}"}""");
                return true;
            case "result-size":
                Stage(new string('x', int.Parse(value, CultureInfo.InvariantCulture)));
                return true;
            case "result-link":
                File.CreateSymbolicLink(Staging, value);
                return true;
            case "mark":
                File.WriteAllText(value, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
                return true;
            default:
                return false;
        }
    }

    private static bool Does(string verb, string value)
    {
        switch (verb)
        {
            case "child":
                // It writes its own number to the file, and is in nobody's way.
                using (Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [$"mark={value}", "close", "wait"]) { UseShellExecute = false }))
                {
                    SpinWait.SpinUntil(() => File.Exists(value) && File.ReadAllText(value).EndsWith('\n'));
                }

                return true;
            case "close":
                Console.Out.Close();
                Console.Error.Close();
                return true;
            case "ignore-term":
                Ignored.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true));
                return true;
            case "wait":
                new ManualResetEvent(initialState: false).WaitOne();
                return true;
            case "crash":
                _ = kill(Environment.ProcessId, int.Parse(value, CultureInfo.InvariantCulture));
                new ManualResetEvent(initialState: false).WaitOne();
                return true;
            default:
                return false;
        }
    }

    private static string Staging => Environment.GetEnvironmentVariable("AGENTXCHAIN_STAGING_PATH")!;

    private static void Stage(string text) => File.WriteAllText(Staging, text);

    private static void SayInTwo(string text)
    {
        using Stream output = Console.OpenStandardOutput();
        foreach (char c in text + "\n")
        {
            output.WriteByte((byte)c);
            output.Flush();
        }
    }

    private static void Generate(long count)
    {
        byte[] block = new byte[Block];
        Array.Fill(block, (byte)'x');
        using Stream output = Console.OpenStandardOutput();
        for (long left = count; left > 0; left -= Block)
        {
            output.Write(block, 0, (int)Math.Min(left, Block));
        }

        output.WriteByte((byte)'\n');
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
