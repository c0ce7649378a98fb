using System.Text;
using Proofs.Workers.Results;
using TestKit;

namespace Proofs.Workers.Tests.Results;

/// <summary>A result in a file, whoever wrote it.</summary>
public sealed class ResultFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Place => _folder.In("turn-result.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"schema_version\":\"1.0\"}")]
    [InlineData("\uFEFF{\"schema_version\":\"1.0\"}\n")]
    public void It_is_taken_as_it_was_written(string text)
    {
        File.WriteAllText(Place, text);
        Assert.Equal("""{"schema_version":"1.0"}""", Encoding.UTF8.GetString(ResultFile.Read(_folder.Path, Place, out string? problem)!));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{ }\n")]
    public void A_form_that_nobody_filled_in_is_no_problem(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Place, text);
        }

        Assert.Null(ResultFile.Read(_folder.Path, Place, out string? problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("{\"a\":1}", "schema_version")]
    [InlineData("{\"schema_version\":", "schema_version")]
    [InlineData("{\"schema_version\":\"1.0\",\"cost\":{\"usd\":9},\"cost\":{\"usd\":0}}", "twice")]
    [InlineData("\u00ff", "cannot be read")]
    public void What_is_none_or_could_be_read_in_two_ways_is_told(string text, string expected)
    {
        File.WriteAllText(Place, text, Encoding.Latin1);
        Assert.Null(ResultFile.Read(_folder.Path, Place, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.StartsWith("turn-result.json ", problem, StringComparison.Ordinal);
    }
}
