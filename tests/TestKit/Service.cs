using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestKit;

/// <summary>A real server program on this machine, with a cleared environment and an empty HOME, that ends with the test.</summary>
public sealed class Service : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private Service(Process process, int port)
    {
        _process = process;
        Address = new($"http://127.0.0.1:{port}");
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a program on a free port and waits until it takes connections there.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, given the port.</param>
    public static Service Start(string file, Func<int, IEnumerable<string>> arguments)
    {
        int port = FreePort();
        ProcessStartInfo start = new(file, arguments(port)) { WorkingDirectory = Path.GetTempPath(), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = EmptyHome.Path;
        Service service = new(Process.Start(start)!, port);
        Stopwatch watch = Stopwatch.StartNew();
        while (!Listens(port))
        {
            if (service._process.WaitForExit(TimeSpan.FromMilliseconds(50)) || watch.Elapsed > StartLimit)
            {
                string log = service._log.ToString();
                service.Dispose();
                throw new InvalidOperationException($"{file} did not start to listen: {log}");
            }
        }

        return service;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(StartLimit);
        _process.Dispose();
    }

    private void Log(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            // Not yet.
            return false;
        }
    }
}
