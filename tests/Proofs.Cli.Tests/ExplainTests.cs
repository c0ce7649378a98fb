using System.Text.Json;
using Proofs.Verdicts;

namespace Proofs.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void A_code_is_explained_with_what_it_leads_to()
    {
        CliResult result = Cli.Run("explain", "history_truncated");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("history_truncated (undetermined, exit 2)\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("fetch-depth: 0", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_can_be_asked_for_alone_and_all_at_once()
    {
        foreach (ReasonCode code in ReasonCodes.All)
        {
            Assert.Equal(code.Id, Assert.Single(Codes("explain", code.Id, "--json")));
        }

        Assert.Equal(ReasonCodes.All.Select(code => code.Id), Codes("explain", "--json"));
    }

    [Fact]
    public void An_unknown_code_is_a_usage_error()
    {
        CliResult result = Cli.Run("explain", "no_such_code", "--json");
        Assert.Equal(64, result.ExitCode);
        Assert.Equal("unknown_reason_code", result.Json.GetProperty("error").GetProperty("code").GetString());
    }

    private static IEnumerable<string?> Codes(params string[] arguments)
    {
        JsonElement document = Cli.Run(arguments).Json;
        Assert.Equal("proofs.reason_codes/v1", document.GetProperty("schema").GetString());
        return document.GetProperty("codes").EnumerateArray().Select(code => code.GetProperty("code").GetString());
    }
}
