using System.Net;
using System.Net.Sockets;
using System.Text;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;
using Proofs.Workers.Hooks;
using TestKit;

namespace Proofs.Workers.Tests.Hooks;

/// <summary>Hooks at an address, against a real server on 127.0.0.1.</summary>
public sealed class HttpHookTransportTests
{
    private static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_envelope_is_posted_with_the_headers_and_the_body_is_the_answer()
    {
        using StubServer server = new(_ => new(201, """{"verdict":"allow"}"""));
        HookAnswer answer = await Ask(new(server.Address, "/hook?x=1"), ("X-Team", "${HOME} x"), ("Authorization", "Bearer t"), ("Content-Type", "application/vnd.hook+json"));
        Assert.Equal((null, false, null, """{"verdict":"allow"}"""), (answer.Failure, answer.TimedOut, answer.ExitCode, Encoding.UTF8.GetString(answer.Output.Span)));
        StubRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/hook?x=1", """{"told":1}"""), (request.Method, request.Path, request.Body));
        Assert.Equal(("Bearer t", "application/vnd.hook+json", "application/json"), (request.Headers["Authorization"], request.Headers["Content-Type"], request.Headers["Accept"]));
        Assert.Equal("${HOME} x", request.Headers["X-Team"]);
        Assert.DoesNotContain("traceparent", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_is_a_failure_and_not_followed(int status)
    {
        using StubServer other = new(_ => new(200, """{"verdict":"allow"}"""));
        using StubServer server = new(_ => new StubAnswer(status).With("Location", other.Address.ToString()));
        Assert.Contains($"{status}", (await Ask(server.Address)).Failure, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    public async Task A_status_outside_the_200s_is_a_failure_whatever_the_body_says(int status)
    {
        using StubServer server = new(_ => new(status, """{"verdict":"allow"}"""));
        Assert.Contains($"{status}", (await Ask(server.Address)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_proxy_of_the_machine_is_asked()
    {
        using StubServer proxy = new(_ => new(200, """{"verdict":"allow"}"""));
        Environment.SetEnvironmentVariable("http_proxy", proxy.Address.ToString());
        Assert.NotNull((await Ask(new("http://127.0.0.1:1/"))).Failure);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_long_answer_is_cut()
    {
        using StubServer server = new(_ => new(200, new string('x', HookAnswer.MostBytes + 1)));
        HookAnswer answer = await Ask(server.Address);
        Assert.Equal((HookAnswer.MostBytes, true), (answer.Output.Length, answer.IsTruncated));
        using StubServer exact = new(_ => new(200, new string('x', HookAnswer.MostBytes)));
        Assert.False((await Ask(exact.Address)).IsTruncated);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_as_long_as_the_hook_may_take()
    {
        using StubServer server = new(_ => new(200) { Manner = StubManner.Silent });
        Assert.True(await Ask(server.Address, limit: 200) is { TimedOut: true, Failure: null });
    }

    [Fact]
    public async Task A_server_that_drips_has_no_more_time()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using CancellationTokenSource done = new();
        Task dripping = DripAsync(listener, done.Token);
        Assert.True((await Ask(new($"http://{listener.LocalEndpoint}/"), limit: 300)).TimedOut);
        await done.CancelAsync();
        await dripping.WaitAsync(Hard);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_failure()
    {
        using StubServer server = new(_ => new(200, """{"verdict":"allow"}""") { Manner = StubManner.Cut });
        Assert.Contains("cannot be reached", (await Ask(server.Address)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_gives_up_gets_a_failure_and_no_timeout()
    {
        using StubServer server = new(_ => new(200) { Manner = StubManner.Silent });
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));
        using HttpHookTransport transport = new(TimeProvider.System);
        HookAnswer answer = await transport.AskAsync(Call(server.Address, 30_000), stop.Token).WaitAsync(Hard);
        Assert.Equal((false, "It was stopped with the run."), (answer.TimedOut, answer.Failure));
    }

    [Theory]
    [InlineData("X-A", "1\r\nX-B: 2")]
    [InlineData("X-A", "ü")]
    [InlineData("X A", "1")]
    [InlineData("", "1")]
    public async Task A_header_that_is_none_is_a_failure(string name, string value)
    {
        using StubServer server = new(_ => new(200));
        Assert.NotNull((await Ask(server.Address, (name, value))).Failure);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("relative")]
    [InlineData(null)]
    public async Task What_is_no_address_is_a_failure(string? url)
    {
        using HttpHookTransport transport = new(TimeProvider.System);
        Assert.NotNull((await transport.AskAsync(new(new("h", "http", "blocking") { Url = url }, default, "/"), default)).Failure);
        Assert.Equal("http", transport.Type);
    }

    private static async Task DripAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(stop);
            await using NetworkStream stream = client.GetStream();
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), stop);
                await Task.Delay(20, stop);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Whoever asked has gone.
        }
    }

    private static Task<HookAnswer> Ask(Uri address, params (string Name, string Value)[] headers) => Ask(address, 30_000, headers);

    private static async Task<HookAnswer> Ask(Uri address, int limit, params (string Name, string Value)[] headers)
    {
        using HttpHookTransport transport = new(TimeProvider.System);
        return await transport.AskAsync(Call(address, limit, headers), default).WaitAsync(Hard);
    }

    private static HookCall Call(Uri address, int limit, params (string Name, string Value)[] headers) =>
        new(new("h", "http", "blocking") { Url = address.OriginalString, TimeoutMs = limit, Headers = headers.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal) }, """{"told":1}"""u8.ToArray(), "/");
}
