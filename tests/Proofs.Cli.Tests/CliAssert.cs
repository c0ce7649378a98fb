using System.Text.Json;

namespace Proofs.Cli.Tests;

/// <summary>What tests demand of an answer, with the whole answer in the failure's message.</summary>
internal static class CliAssert
{
    /// <summary>A verdict document: exit code and a gate's reason.</summary>
    internal static void Verdict(int exit, string reason, string gate, CliResult result)
    {
        Assert.True(result.ExitCode == exit, result.ToString());
        Assert.True(result.Reason(gate) == reason, $"{gate}: {result.Reason(gate)} instead of {reason}\n{result}");
    }

    /// <summary>An error document on standard output and nothing else there: exit code and code.</summary>
    internal static void Refused(int exit, string code, CliResult result)
    {
        Assert.True(result.ExitCode == exit, result.ToString());
        JsonElement document = result.Json;
        Assert.Equal("proofs.error/v1", document.GetProperty("schema").GetString());
        Assert.Equal(code, document.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(result.Error);
    }

    /// <summary>The message of an error document.</summary>
    internal static string ErrorMessage(this CliResult result) => result.Json.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>A gate's findings hold a code, a note or worse.</summary>
    internal static void Finds(string code, string gate, CliResult result) => Assert.True(result.Findings(gate).Contains(code, StringComparer.Ordinal), $"no {code}\n{result}");

    /// <summary>The reason codes of a gate's findings.</summary>
    internal static string?[] Findings(this CliResult result, string gate) =>
        [.. result.Gate(gate).GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("reason_code").GetString())];

    /// <summary>How many commits the document says the range has.</summary>
    internal static int RangeSize(this CliResult result) => result.Json.GetProperty("range").GetProperty("commits").GetInt32();
}
