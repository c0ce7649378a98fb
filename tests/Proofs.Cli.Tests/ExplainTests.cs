using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Verdicts;
using TestKit;

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
        ReasonCode[] all = [.. ReasonCodes.All, .. RunCodes.All];
        foreach (ReasonCode code in all)
        {
            Assert.Equal(code.Id, Assert.Single(Codes("explain", code.Id, "--json")));
        }

        Assert.Equal(all.Select(code => code.Id), Codes("explain", "--json"));
    }

    [Fact]
    public void An_unknown_code_is_a_usage_error()
    {
        CliResult result = Cli.Run("explain", "no_such_code", "--json");
        Assert.Equal(64, result.ExitCode);
        Assert.Equal("unknown_reason_code", result.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("--json", "history_truncated")]
    [InlineData("--format=text", "history_truncated")]
    [InlineData("--json")]
    [InlineData("--format=text")]
    public void A_result_file_holds_the_bytes_of_standard_output(string format, params string[] code)
    {
        using TempFolder folder = new();
        string file = folder.In("codes");
        File.WriteAllText(file, new('x', 100_000));
        CliResult result = Cli.Run(["explain", .. code, format, "--output", file]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("history_truncated", result.Out, StringComparison.Ordinal);
        Assert.Equal(result.Out, File.ReadAllText(file));
        // Nothing temporary stays beside it.
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("missing/codes")]
    [InlineData("")]
    public void A_result_file_that_cannot_be_written_is_refused(string place)
    {
        using TempFolder folder = new();
        CliAssert.Refused(64, "output_unwritable", Cli.Run("explain", "--json", "--output", folder.In(place)));
    }

    [Fact]
    public void A_refusal_does_not_leave_an_old_explanation_in_the_output_file()
    {
        using TestKit.TempFolder folder = new();
        File.WriteAllText(folder.In("out"), "old");
        Assert.Equal(64, Cli.Run("explain", "no_such_code", "--json", "--output", folder.In("out")).ExitCode);
        Assert.Contains("unknown_reason_code", File.ReadAllText(folder.In("out")), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Codes(params string[] arguments)
    {
        JsonElement document = Cli.Run(arguments).Json;
        Assert.Equal("proofs.reason_codes/v1", document.GetProperty("schema").GetString());
        return document.GetProperty("codes").EnumerateArray().Select(code => code.GetProperty("code").GetString());
    }
}
