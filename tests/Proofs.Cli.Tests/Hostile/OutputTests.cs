using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Where results go, and what becomes of them when there is no way to write.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public void A_result_file_holds_the_bytes_of_standard_output(string format)
    {
        using Scenario scenario = new();
        string file = Path.Combine(scenario.Repo.Outside, "result");
        File.WriteAllText(file, "the old one, which is much longer than nothing\n");
        CliResult result = Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--format", format, "--output", file);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(Encoding.UTF8.GetBytes(result.Out), File.ReadAllBytes(file));
        // Nothing temporary stays beside it.
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(scenario.Repo.Outside).Count());
    }

    [Fact]
    public void A_result_file_replaces_a_link_and_not_what_it_leads_to()
    {
        using Scenario scenario = new();
        string target = Path.Combine(scenario.Repo.Outside, "target");
        string link = Path.Combine(scenario.Repo.Outside, "link");
        File.WriteAllText(target, "untouched");
        File.CreateSymbolicLink(link, target);
        Assert.Equal(0, Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--output", link).ExitCode);
        Assert.Equal("untouched", File.ReadAllText(target));
    }

    [Fact]
    public void A_failed_verdict_is_written_too()
    {
        using Scenario scenario = new();
        string file = Path.Combine(scenario.Repo.Outside, "result");
        CliResult result = Cli.Run([.. scenario.Failing(), "--output", file]);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(result.Out, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("missing/result")]
    [InlineData("")]
    public void A_place_that_cannot_be_written_is_refused_before_anything_is_judged(string place)
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run([.. scenario.Passing(), "--output", Path.Combine(scenario.Repo.Outside, place)]);
        CliAssert.Refused(64, "output_unwritable", result);
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        using Scenario scenario = new();
        Assert.Equal(0, Cli.Run([.. scenario.Passing(), "--output", "/dev/null"]).ExitCode);
        Assert.Equal(2, TestKit.Run.Program("stat", ["-c", "%F", "/dev/null"]).Out.Split("character special file").Length);
    }

    [Fact]
    public void A_full_device_makes_no_pass()
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run([.. scenario.Passing(), "--output", "/dev/full"]);
        Assert.True(result.ExitCode == 64, result.ToString());
        Assert.StartsWith("error: output_unwritable", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format=text")]
    public void Standard_output_that_takes_nothing_makes_no_pass(string format)
    {
        using Scenario scenario = new();
        string command = $"exec '{Cli.Executable}' gate baseline --repo '{scenario.Repo.Path}' --required-baseline {scenario.Base} {format} >/dev/full";
        RunResult result = TestKit.Run.Program("/bin/sh", ["-c", command]);
        Assert.True(result.ExitCode == 70, result.ToString());
        Assert.DoesNotContain("Unhandled exception", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_is_one_document_with_its_own_exit_code()
    {
        using Scenario scenario = new();
        CliResult plain = RunBroken(once: true, scenario.Passing());
        CliAssert.Refused(70, "internal_error", plain);
        Assert.DoesNotContain(" at ", plain.Out, StringComparison.Ordinal);
        CliResult verbose = RunBroken(once: true, [.. scenario.Passing(), "--verbose"]);
        CliAssert.Refused(70, "internal_error", verbose);
        Assert.Contains("RunBroken", verbose.Json.GetProperty("error").GetProperty("details").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_is_one_line_for_people_and_a_stack_when_asked_for()
    {
        using Scenario scenario = new();
        string[] text = [.. scenario.Passing().Where(argument => argument != "--json")];
        CliResult plain = RunBroken(once: true, text);
        Assert.Equal(70, plain.ExitCode);
        Assert.Equal(2, plain.Error.TrimEnd().Split('\n').Length);
        CliResult verbose = RunBroken(once: true, [.. text, "--verbose"]);
        Assert.Equal(70, verbose.ExitCode);
        Assert.Contains("RunBroken", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_that_cannot_even_be_reported_has_the_exit_code_of_a_defect()
    {
        using Scenario scenario = new();
        Assert.Equal(70, RunBroken(once: false, scenario.Passing()).ExitCode);
    }

    [Theory]
    [InlineData(250, 0)]
    [InlineData(256, 64)]
    [InlineData(5000, 64)]
    public void A_name_as_long_as_names_may_be_is_written_and_a_longer_one_refused_before_anything_is_judged(int length, int exit)
    {
        using Scenario scenario = new();
        string file = Path.Combine(scenario.Repo.Outside, new string('a', length));
        CliResult result = Cli.Run([.. scenario.Passing(), "--output", file]);
        Assert.Equal(exit, result.ExitCode);
        Assert.Equal(exit == 0, File.Exists(file));
        Assert.Equal(exit == 0 ? "proofs.gates/v1" : "proofs.error/v1", result.Json.GetProperty("schema").GetString());
    }

    [Fact]
    public void A_pipe_stays_a_pipe()
    {
        using Scenario scenario = new();
        string pipe = Path.Combine(scenario.Repo.Outside, "pipe");
        Fifo.Create(pipe);
        using FileStream reader = new(pipe, FileMode.Open, FileAccess.ReadWrite);
        Assert.Equal(0, Cli.Run([.. scenario.Passing(), "--output", pipe]).ExitCode);
        byte[] head = new byte[16];
        Assert.True(reader.Read(head) > 0);
        Assert.StartsWith("{", Encoding.ASCII.GetString(head), StringComparison.Ordinal);
    }

    /// <summary>A terminal whose standard output cannot be opened, once or ever.</summary>
    private static CliResult RunBroken(bool once, string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using MemoryStream bytes = new();
        int opened = 0;
        int exit = Application.Run(arguments, new(() => output, () => error, () => opened++ > 0 && once ? bytes : throw new InvalidOperationException("no way out"), isOutPiped: true, isErrorPiped: true));
        return new(exit, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
