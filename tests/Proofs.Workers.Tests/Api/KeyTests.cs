using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>A key reaches its provider and nobody else: no other host, no file, no text.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData("ANTHROPIC_API_KEY")]
    [InlineData("GITHUB_TOKEN")]
    public async Task A_repository_whose_base_url_points_elsewhere_gets_no_key(string variable)
    {
        using Desk desk = new();
        using ModelServer other = new(ModelAnswer.Says(Desk.Result, 1, 1));
        // The server is on this machine, and is asked under a name that is not.
        string elsewhere = $"http://localtest.example:{other.Address.Port}";
        WorkResult done = await desk.Work(Desk.Runtime("anthropic", "claude-haiku-4-5", variable, elsewhere));
        Assert.Equal("endpoint_not_allowed", done.Failure?.Class);
        Assert.Equal(0, other.Connections);
        Assert.DoesNotContain(Desk.Key, desk.Everything() + Told(done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_somebody_else_does_not_even_reach_a_server_on_this_machine()
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 1, 1));
        WorkResult done = await desk.Work(Desk.Runtime("openai", "gpt-4o", "GITHUB_TOKEN", server.Address.ToString()));
        Assert.Equal("endpoint_not_allowed", done.Failure?.Class);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("sk-two\nlines")]
    [InlineData("sk two")]
    [InlineData("sk-ümlaut")]
    public async Task A_missing_key_is_told_by_its_variable_before_anything_is_sent(string? value)
    {
        using Desk desk = new();
        desk.Environment.Remove("ANTHROPIC_API_KEY");
        if (value is not null)
        {
            desk.Environment["ANTHROPIC_API_KEY"] = value;
        }

        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 1, 1));
        JsonObject settings = Desk.Anthropic(server.Address);
        settings["retry_policy"] = new JsonObject { ["enabled"] = true };
        WorkResult done = await desk.Work(settings);
        Assert.Equal(("missing_credentials", false, 0m), (done.Failure!.Class, done.Failure.IsRetryable, done.Failure.Cost?.Usd));
        Assert.Contains("ANTHROPIC_API_KEY", done.Failure.Reason, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY", done.Failure.Recovery!.RecoveryAction, StringComparison.Ordinal);
        Assert.Equal((0, EvidenceGrade.Unobserved), (server.Connections, done.Record!.EvidenceGrade));
    }

    [Fact]
    public async Task A_key_with_a_line_end_behind_it_is_the_key()
    {
        using Desk desk = new();
        desk.Environment["ANTHROPIC_API_KEY"] = Desk.Key + "\n";
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 1, 1));
        Assert.Null((await desk.Work(Desk.Anthropic(server.Address))).Failure);
        Assert.Equal(Desk.Key, Assert.Single(server.Requests).Key);
    }

    [Theory]
    [InlineData("anthropic", 307)]
    [InlineData("openai", 308)]
    [InlineData("openai", 302)]
    public async Task A_redirect_is_not_followed(string provider, int status)
    {
        using Desk desk = new();
        using ModelServer other = new(ModelAnswer.Says(Desk.Result, 1, 1));
        using ModelServer server = new(ModelAnswer.Raw(status, string.Empty).With("Location", new Uri(other.Address, "/v1/messages").ToString()));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal(("unknown_api_error", false), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Contains("redirect", done.Failure.Reason, StringComparison.Ordinal);
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task No_proxy_of_the_machine_sees_what_stays_on_it()
    {
        using Desk desk = new();
        using ModelServer proxy = new(ModelAnswer.Says(Desk.Result, 1, 1));
        IWebProxy before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        try
        {
            Assert.Equal("network_failure", (await desk.Work(Desk.Anthropic(new("http://127.0.0.1:1/")))).Failure?.Class);
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task What_the_sdk_finds_in_the_environment_of_the_process_is_not_sent()
    {
        using Desk desk = new();
        using ModelServer elsewhere = new(ModelAnswer.Says(Desk.Result, 1, 1));
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 1, 1));
        Environment.SetEnvironmentVariable("ANTHROPIC_CUSTOM_HEADERS", "x-smuggled: 1");
        Environment.SetEnvironmentVariable("ANTHROPIC_AUTH_TOKEN", "tok-of-the-process");
        Environment.SetEnvironmentVariable("ANTHROPIC_BASE_URL", elsewhere.Address.ToString());
        Assert.Null((await desk.Work(Desk.Anthropic(server.Address))).Failure);
        string headers = JsonSerializer.Serialize(Assert.Single(server.Requests).Headers);
        Assert.DoesNotContain("smuggled", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-of-the-process", headers, StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task A_host_that_cannot_show_who_it_is_is_sent_nothing()
    {
        using RSA rsa = RSA.Create(2048);
        using X509Certificate2 own = new CertificateRequest("CN=127.0.0.1", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<int> heard = ListenAsync(listener, own);
        using Desk desk = new();
        WorkResult done = await desk.Work(Desk.OpenAi(new($"https://{listener.LocalEndpoint}/")));
        Assert.Equal(("network_failure", 0m), (done.Failure!.Class, done.Failure.Cost!.Usd));
        Assert.Equal(0, await heard.WaitAsync(Desk.Hard));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_key_that_a_provider_quotes_in_an_error_is_taken_out(string provider)
    {
        using Desk desk = new();
        string whole = $"Incorrect API key provided: {Desk.Key}. Part of it: {Desk.Key[..12]} and {Desk.Key[^10..]}.";
        using ModelServer server = new(ModelAnswer.Error(401, "authentication_error", whole, Desk.Key).With("request-id", Desk.Key).With("x-request-id", Desk.Key));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal(("auth_failure", false), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Contains("Incorrect API key provided: [redacted]. Part of it: [redacted] and [redacted].", done.Failure.Reason, StringComparison.Ordinal);
        Assert.Contains(provider == "openai" ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY", done.Failure.Recovery!.RecoveryAction, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Key[..12], Told(done) + desk.Everything(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema_version":"1.0","summary":"sk-test-0123456789abcdefghijklmnop"}""")]
    [InlineData("""{"schema_version":"1.0","list":[{"\u0073k-test-0123456789abcdefghijklmnop":1}]}""")]
    public async Task An_answer_with_the_key_in_it_is_thrown_away(string text)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(text, 10, 10, model: Desk.Key));
        WorkResult done = await desk.Work(Desk.OpenAi(server.Address));
        Assert.Equal("turn_result_extraction_failure", done.Failure?.Class);
        Assert.Contains("replace the key", done.Failure!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Key, Told(done) + desk.Everything(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("x")]
    public async Task What_a_local_server_is_told_for_want_of_a_key_may_stand_in_an_answer(string key)
    {
        using Desk desk = new();
        desk.Environment["OPENAI_API_KEY"] = key;
        using ModelServer server = new(ModelAnswer.Says("""{"schema_version":"1.0","summary":"there is none in the text"}""", 10, 10));
        Assert.Null((await desk.Work(Desk.OpenAi(server.Address))).Failure);
        Assert.Equal(key, Assert.Single(server.Requests).Key);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("google")]
    public async Task After_a_turn_the_key_stands_in_nothing_that_is_kept(string provider)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Null(done.Failure);
        Assert.DoesNotContain(Desk.Key, Told(done) + desk.Everything(), StringComparison.Ordinal);
    }

    /// <summary>How many bytes somebody sent through TLS.</summary>
    private static async Task<int> ListenAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using SslStream tls = new(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            return await tls.ReadAsync(new byte[1]);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // Whoever connected did not believe the certificate.
            return 0;
        }
    }

    private static string Told(WorkResult done) => JsonSerializer.Serialize(done.Failure) + JsonSerializer.Serialize(done.Record) + System.Text.Encoding.UTF8.GetString(done.TurnResult.Span);
}
