using System.Diagnostics;
using System.Text;

namespace BrokenProofs;

/// <summary>
/// The command with one thing broken: <c>BrokenProofs BREAKAGE COMMAND.dll ARGUMENTS</c>. It has the real one do the work, in the same folder and with
/// the same variables, and changes what was asked, what was left or what is said of it.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var name, var command, .. var asked] || !Breakage.All.TryGetValue(name, out Breakage? breakage))
        {
            Console.Error.WriteLine($"usage: BrokenProofs BREAKAGE COMMAND.dll ARGUMENTS; breakages: {string.Join(", ", Breakage.All.Keys)}");
            return 64;
        }

        Place at = new(Environment.CurrentDirectory, Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY"));
        Answer answer = breakage.Do(asked, at, real => Start(at, command, real));
        Console.Error.Write(answer.Error);
        Console.Out.Write(answer.Out);
        return answer.Exit;
    }

    private static Answer Start(Place at, string command, string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["exec", command, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> complained = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(at, process.ExitCode, said, complained.Result);
    }
}
