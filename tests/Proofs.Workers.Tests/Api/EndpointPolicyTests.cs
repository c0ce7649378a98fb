using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Workers.Api;

namespace Proofs.Workers.Tests.Api;

/// <summary>Where a key may go, decided without any connection.</summary>
public sealed class EndpointPolicyTests
{
    [Theory]
    [InlineData("anthropic", null, "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com", "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com/", "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com/v1", "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com/v1/messages", "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com:443", "https://api.anthropic.com/v1/messages")]
    [InlineData("openai", null, "https://api.openai.com/v1/chat/completions")]
    [InlineData("openai", "https://api.openai.com", "https://api.openai.com/v1/chat/completions")]
    [InlineData("openai", "https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1/chat/completions")]
    [InlineData("google", null, "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions")]
    [InlineData("ollama", null, "http://localhost:11434/v1/chat/completions")]
    [InlineData("anthropic", "http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/messages")]
    [InlineData("anthropic", "http://127.9.8.7:8080/x", "http://127.9.8.7:8080/x/v1/messages")]
    [InlineData("openai", "http://localhost:8080", "http://localhost:8080/v1/chat/completions")]
    [InlineData("openai", "http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions")]
    public void The_providers_own_host_and_this_machine_get_its_key(string provider, string? baseUrl, string expected)
    {
        ApiRuntime described = Describe(provider, Variable(provider), baseUrl);
        Assert.Null(described.Refusal);
        Assert.Equal((expected, Variable(provider)), (described.Endpoint!.AbsoluteUri, described.Variable));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://api.anthropic.com")]
    [InlineData("https://api.anthropic.com:8443")]
    [InlineData("https://api.anthropic.com@evil.example")]
    [InlineData("https://api.anthropic.com:443@evil.example/")]
    [InlineData("https://user@api.anthropic.com")]
    [InlineData("https://@api.anthropic.com")]
    [InlineData("https://api.anthropic.com.")]
    [InlineData("https://api.anthropic.com.evil.example")]
    [InlineData("https://evil.example/api.anthropic.com")]
    [InlineData("https://evil.example\\@api.anthropic.com")]
    [InlineData("https://evil.example#@api.anthropic.com")]
    [InlineData("https://evil.example?@api.anthropic.com")]
    [InlineData("https://api.anthropic.com?key=1")]
    [InlineData("https://api.anthropic.com#x")]
    [InlineData("https://api.аnthropic.com")]
    [InlineData("https://api.anthropic。com")]
    [InlineData("https://xn--pi-6kc.anthropic.com")]
    [InlineData("https://api%2eanthropic.com")]
    [InlineData("https:/api.anthropic.com")]
    [InlineData("https:\\\\api.anthropic.com")]
    [InlineData("https://API.ANTHROPIC.COM")]
    [InlineData(" https://api.anthropic.com")]
    [InlineData("https://api.anthropic.com\n.evil.example")]
    [InlineData("https://api.anthropic.com:0443")]
    [InlineData("https://api.openai.com")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//127.0.0.1")]
    [InlineData("")]
    public void Nobody_else_gets_it_however_the_address_is_written(string baseUrl)
    {
        ApiRuntime described = Describe("anthropic", "ANTHROPIC_API_KEY", baseUrl);
        Assert.Equal(("endpoint_not_allowed", null, null), (described.Refusal?.Class, described.Endpoint, described.Variable));
        Assert.False(described.Refusal!.IsRetryable);
        Assert.Equal(0, described.Refusal.Cost!.Usd);
        Assert.NotNull(described.Refusal.Recovery?.RecoveryAction);
    }

    [Theory]
    [InlineData("http://localhost.evil.example:80")]
    [InlineData("http://localhost.")]
    [InlineData("http://LOCALHOST")]
    [InlineData("http://foo.localhost")]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f000001")]
    [InlineData("http://0177.0.0.1")]
    [InlineData("http://127.1")]
    [InlineData("http://127.0.0.1.nip.io")]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("http://[::]:80")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://[0:0:0:0:0:0:0:1]")]
    [InlineData("http://[::1%25lo]")]
    [InlineData("http://128.0.0.1")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://127.0.0.1@evil.example")]
    public void What_only_resembles_this_machine_is_not_it(string baseUrl)
    {
        Assert.Equal("endpoint_not_allowed", Describe("anthropic", "ANTHROPIC_API_KEY", baseUrl).Refusal?.Class);
        Assert.Equal("endpoint_not_allowed", Describe("ollama", null, baseUrl).Refusal?.Class);
    }

    [Theory]
    [InlineData("openai", "GITHUB_TOKEN", null)]
    [InlineData("openai", "ANTHROPIC_API_KEY", null)]
    [InlineData("openai", "openai_api_key", null)]
    [InlineData("openai", "GITHUB_TOKEN", "http://127.0.0.1:1")]
    [InlineData("ollama", "OPENAI_API_KEY", null)]
    public void A_variable_that_is_not_the_providers_is_not_sent_even_to_the_provider(string provider, string variable, string? baseUrl)
    {
        ApiRuntime described = Describe(provider, variable, baseUrl);
        Assert.Equal("endpoint_not_allowed", described.Refusal?.Class);
        Assert.Contains($"--allow-endpoint {variable}=", described.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://proxy.example/anthropic", "ANTHROPIC_API_KEY=proxy.example", true)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://proxy.example:8443", "ANTHROPIC_API_KEY=proxy.example:8443", true)]
    [InlineData("openai", "TEAM_KEY", null, "TEAM_KEY=api.openai.com", true)]
    [InlineData("openai", "TEAM_KEY", "http://127.0.0.1:8080", "TEAM_KEY=127.0.0.1", true)]
    [InlineData("openai", "TEAM_KEY", "http://localhost:8080", "TEAM_KEY=localhost", true)]
    [InlineData("ollama", null, "http://gpu.lan:11434", "OLLAMA_API_KEY=gpu.lan:11434", true)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://proxy.example:8443", "ANTHROPIC_API_KEY=proxy.example", false)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://proxy.example", "ANTHROPIC_API_KEY=proxy.example:8443", false)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "http://proxy.example", "ANTHROPIC_API_KEY=proxy.example", false)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "http://proxy.example:443", "ANTHROPIC_API_KEY=proxy.example", false)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://sub.proxy.example", "ANTHROPIC_API_KEY=proxy.example", false)]
    [InlineData("anthropic", "ANTHROPIC_API_KEY", "https://proxy.example", "OPENAI_API_KEY=proxy.example", false)]
    [InlineData("openai", "TEAM_KEY", "https://proxy.example", "TEAM_KEY=api.openai.com", false)]
    [InlineData("ollama", null, "http://gpu.lan:11434", "OLLAMA_API_KEY=other.lan:11434", false)]
    [InlineData("ollama", "OLLAMA_API_KEY", "http://gpu.lan:11434", "OLLAMA_API_KEY=gpu.lan:11434", false)]
    public void The_operator_may_allow_one_variable_for_one_host(string provider, string? variable, string? baseUrl, string allow, bool isAllowed)
    {
        Assert.True(AllowedEndpoint.TryParse(allow, out AllowedEndpoint? allowed));
        Assert.Equal(allow, allowed.ToString());
        Assert.Equal(isAllowed ? null : "endpoint_not_allowed", Describe(provider, variable, baseUrl, allowed).Refusal?.Class);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("KEY")]
    [InlineData("KEY=")]
    [InlineData("=host")]
    [InlineData("KEY=*")]
    [InlineData("KEY=*.example")]
    [InlineData("KEY=https://host")]
    [InlineData("KEY=host/path")]
    [InlineData("KEY=user@host")]
    [InlineData("KEY=host=x")]
    [InlineData("1KEY=host")]
    [InlineData("K Y=host")]
    [InlineData("KEY=ho st")]
    [InlineData("KEY=HOST")]
    public void An_allowance_names_one_variable_and_one_host(string? text) => Assert.False(AllowedEndpoint.TryParse(text, out _));

    [Theory]
    [InlineData("anthropic", null, EvidenceGrade.Live)]
    [InlineData("openai", "https://api.openai.com/v1/", EvidenceGrade.Live)]
    [InlineData("openai", "https://api.openai.com/v2", EvidenceGrade.CustomEndpoint)]
    [InlineData("openai", "http://localhost:1", EvidenceGrade.Loopback)]
    [InlineData("ollama", null, EvidenceGrade.Loopback)]
    [InlineData("openai", "https://proxy.example", EvidenceGrade.CustomEndpoint)]
    public void Only_the_providers_published_address_is_live(string provider, string? baseUrl, EvidenceGrade expected)
    {
        Assert.True(AllowedEndpoint.TryParse("OPENAI_API_KEY=proxy.example", out AllowedEndpoint? allowed));
        Assert.Null(EndpointPolicy.Check(ApiSettings.Read(Runtime(provider, Variable(provider), baseUrl)), [allowed], out ApiTarget? target));
        Assert.Equal(expected, target!.Grade);
    }

    [Theory]
    [InlineData("mistral", "m", "KEY", "unsupported_provider")]
    [InlineData(null, "m", "KEY", "unsupported_provider")]
    [InlineData("openai", null, "OPENAI_API_KEY", "invalid_request")]
    [InlineData("openai", "m", null, "missing_credentials")]
    [InlineData("openai", "m", "sk-live-1234567890", "missing_credentials")]
    public void What_is_missing_is_named_and_a_key_in_the_wrong_place_is_not_repeated(string? provider, string? model, string? variable, string expected)
    {
        ApiRuntime described = ApiRuntime.Describe(new("api_proxy", JsonSerializer.SerializeToElement(new JsonObject { ["provider"] = provider, ["model"] = model, ["auth_env"] = variable })));
        Assert.Equal(expected, described.Refusal?.Class);
        Assert.DoesNotContain("sk-live", described.Refusal!.ToString(), StringComparison.Ordinal);
    }

    private static string? Variable(string provider) => Provider.Find(provider) is { IsOpen: false } found ? found.Variables[0] : null;

    private static Runtime Runtime(string provider, string? variable, string? baseUrl) => new("api_proxy", JsonSerializer.SerializeToElement(Desk.Runtime(provider, "m", variable, baseUrl)));

    private static ApiRuntime Describe(string provider, string? variable, string? baseUrl, params AllowedEndpoint[] allowed) => ApiRuntime.Describe(Runtime(provider, variable, baseUrl), allowed);
}
