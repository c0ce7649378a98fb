using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Actions;

/// <summary>The action as a process of its own, with nothing but the variables that a runner sets.</summary>
public sealed class ActionProcessTests : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();
    private readonly string _root;
    private readonly string _head;

    public ActionProcessTests()
    {
        _root = _repo.Commit("Begin");
        _head = _repo.Commit("Work\n\nFeature-Key: bd-1\n");
    }

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void Inputs_with_hyphens_arrive()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head));
        Assert.Equal(0, Spawn(run, ("feature-key", "bd-1")).ExitCode);
        Assert.Equal(1, Spawn(run, ("feature-key", "bd-2")).ExitCode);
        Assert.Equal(64, Spawn(run, ("feature-key", "")).ExitCode);
    }

    [Fact]
    public async Task Check_runs_go_through_the_proxy_that_the_runner_is_told_of()
    {
        using TcpListener proxy = new(IPAddress.Loopback, 0);
        proxy.Start();
        Task<string> asked = FirstLine(proxy);
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head));
        run.Variables["GITHUB_REPOSITORY"] = "acme/app";
        run.Variables["GITHUB_API_URL"] = "https://github.example.test/api/v3";
        run.Variables["HTTPS_PROXY"] = $"http://{proxy.LocalEndpoint}";
        Assert.Equal(0, Spawn(run, ("feature-key", "bd-1"), ("token", "ghs_token")).ExitCode);
        Assert.Equal("CONNECT github.example.test:443 HTTP/1.1", await asked.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_proxy_gets_neither_the_token_of_a_local_server_nor_its_own_password_told()
    {
        using StubServer proxy = new(_ => new(407));
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head));
        run.Variables["GITHUB_REPOSITORY"] = "acme/app";
        run.Variables["GITHUB_API_URL"] = "http://127.0.0.1:9";
        foreach (string variable in new[] { "http_proxy", "HTTPS_PROXY", "ALL_PROXY" })
        {
            run.Variables[variable] = $"http://user:s3cretpw@{proxy.Address.Authority}";
        }

        Assert.Equal(0, Spawn(run, ("feature-key", "bd-1"), ("token", "ghs_token")).ExitCode);
        Assert.Empty(proxy.Requests);
        run.Variables["GITHUB_API_URL"] = "https://github.example.test";
        CliResult result = Spawn(run, ("feature-key", "bd-1"), ("token", "ghs_token"), ("check-runs", "true"));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("was not answered", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cretpw", result.Out + result.Error + run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_that_an_earlier_step_planted_does_not_run()
    {
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head));
        run.Variables["DOTNET_STARTUP_HOOKS"] = typeof(ActionProcessTests).Assembly.Location;
        Assert.Equal(0, Spawn(run, ("feature-key", "bd-1")).ExitCode);
    }

    [Fact]
    public void A_report_of_a_pull_request_reaches_the_server()
    {
        using StubServer server = new(request => request.Method == "GET" ? new(200, JsonSerializer.Serialize(new { head = new { sha = _head } })) : new(201, """{"id":5}"""));
        using ActionRun run = new ActionRun(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head)).With(server);
        CliResult result = Spawn(run, ("feature-key", "bd-1"), ("check-runs", "true"), ("require-report", "true"));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["GET /repos/acme/app/pulls/7", "POST /repos/acme/app/check-runs"], server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public void A_cancelled_job_has_no_verdict()
    {
        string begun = Path.Combine(_repo.DotGit, "config");
        Fifo.Create(begun);
        Fifo.Create(LooseObject.Path(_repo, _head));
        using ActionRun run = new(_repo.Path, "pull_request", ActionRun.PullRequest(_root, _head));
        ProcessStartInfo start = new("env", ["--default-signal=INT,TERM", Cli.Executable, "action"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["INPUT_FEATURE-KEY"] = "bd-1";
        foreach ((string name, string value) in run.Variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        try
        {
            using FileStream held = Fifo.WaitForReader(begun);
            TestKit.Run.Program("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
            Assert.True(process.WaitForExit(TestKit.Run.Limit), "The process did not end.");
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal(130, process.ExitCode);
        Assert.Equal((string.Empty, "130"), (run.Outputs["verdict"], run.Outputs["exit-code"]));
        Assert.Contains("interrupted", run.Summary, StringComparison.Ordinal);
    }

    private static CliResult Spawn(ActionRun run, params (string Name, string Value)[] inputs)
    {
        Dictionary<string, string> variables = new(run.Variables, StringComparer.Ordinal);
        foreach ((string name, string value) in inputs)
        {
            variables["INPUT_" + name.ToUpperInvariant()] = value;
        }

        return Cli.Spawn(["action"], environment: variables);
    }

    /// <summary>What the first visitor says first; every visitor is turned away.</summary>
    private static async Task<string> FirstLine(TcpListener listener)
    {
        string? first = null;
        // As often as a request is made.
        for (int visits = 0; visits < 4; visits++)
        {
            using TcpClient visitor = await listener.AcceptTcpClientAsync();
            await using NetworkStream stream = visitor.GetStream();
            using StreamReader reader = new(stream);
            first ??= await reader.ReadLineAsync();
            await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }

        return first!;
    }
}
