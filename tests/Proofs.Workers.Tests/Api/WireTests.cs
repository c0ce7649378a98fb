using Proofs.Workers.Api;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>What an SDK's request goes through last, whatever the SDK put into it.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("Authorization", "Bearer not-the-key", "Authorization", "Bearer k-1")]
    [InlineData("x-api-key", "not-the-key", "x-api-key", "k-1")]
    [InlineData("Authorization", "Bearer token-of-the-process", "x-api-key", "k-1")]
    public async Task Only_the_key_and_three_headers_go_out(string name, string value, string expectedName, string expected)
    {
        using ModelServer server = new(ModelAnswer.Says("x"));
        ModelRequest request = await Send(server, server.Address, name, value);
        Assert.Equal(expected, request.Headers[expectedName]);
        Assert.Equal(new HashSet<string>(["Accept", "anthropic-version", "Content-Length", "Content-Type", "Host", "User-Agent", expectedName], StringComparer.OrdinalIgnoreCase), request.Headers.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/v1/messages")]
    [InlineData("https://evil.example/v1/messages")]
    public async Task An_address_that_nobody_decided_about_is_not_connected_to(string elsewhere)
    {
        using ModelServer server = new(ModelAnswer.Says("x"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(server, new(elsewhere), "x-api-key", "not-the-key"));
        Assert.Equal(0, server.Connections);
    }

    private static async Task<ModelRequest> Send(ModelServer server, Uri address, string name, string value)
    {
        using Senders senders = new();
        ApiTarget target = new(Provider.Find("anthropic")!, server.Address, "ANTHROPIC_API_KEY", "m");
        using HttpMessageInvoker sdk = new(new Wire(senders.For(target), target, "k-1", Desk.Hard, TimeProvider.System));
        using HttpRequestMessage request = new(HttpMethod.Post, address == server.Address ? target.Address : address) { Content = new StringContent("{}") };
        foreach ((string header, string content) in (ReadOnlySpan<(string, string)>)[(name, value), ("Cookie", "a=b"), ("x-smuggled", "1"), ("X-Stainless-OS", "Linux"), ("anthropic-beta", "oauth"), ("anthropic-version", "v"), ("Accept", "application/json"), ("User-Agent", "sdk/1")])
        {
            request.Headers.TryAddWithoutValidation(header, content);
        }

        using HttpResponseMessage response = await sdk.SendAsync(request, CancellationToken.None);
        return Assert.Single(server.Requests);
    }
}
