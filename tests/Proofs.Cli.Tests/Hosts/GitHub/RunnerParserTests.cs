namespace Proofs.Cli.Tests.Hosts.GitHub;

/// <summary>The oracle itself, rule by rule; every rule is one that actions/runner publishes.</summary>
public sealed class RunnerParserTests
{
    [Theory]
    [InlineData("::error::data", "error", "data")]
    [InlineData("   ::error::data", "error", "data")]
    [InlineData("::ERROR::data", "ERROR", "data")]
    [InlineData("::error title=a::data", "error", "data")]
    [InlineData("::error::50%25 of a%0Ab", "error", "50% of a\nb")]
    [InlineData("text ##[error]data", "error", "data")]
    [InlineData("##[Set-Output name=a;]data", "Set-Output", "data")]
    [InlineData("##[error]50%25 %5Da%5D%3B b%0Ac", "error", "50% ]a]; b\nc")]
    [InlineData("::stop-commands::token", "stop-commands", "token")]
    [InlineData("::group::title\r", "group", "title")]
    public void A_command_is_one(string line, string name, string data)
    {
        RunnerCommand command = Assert.Single(RunnerParser.Commands(line));
        Assert.Equal((name, data), (command.Name, command.Data));
    }

    [Theory]
    [InlineData("text ::error::data")]
    [InlineData("::error")]
    [InlineData("::no-such-command::data")]
    [InlineData("##[no-such-command]data")]
    [InlineData("##[error")]
    [InlineData(": :error::data")]
    public void Anything_else_is_text(string line) => Assert.Empty(RunnerParser.Commands(line));

    [Fact]
    public void Properties_are_unescaped_after_they_are_taken_apart()
    {
        RunnerCommand command = Assert.Single(RunnerParser.Commands("::error file=a%2Cb,title=c%3A%25::data"));
        Assert.Equal(("a,b", "c:%"), (command.Properties["file"], command.Properties["title"]));
    }

    [Fact]
    public void A_property_that_is_given_twice_has_its_last_value()
    {
        Assert.Equal("b", Assert.Single(RunnerParser.Commands("::error title=a,title=b::data")).Properties["title"]);
        Assert.Equal("b;", Assert.Single(RunnerParser.Commands("##[error title=a;title=b%3B]data")).Properties["title"]);
    }

    [Theory]
    [InlineData("a=b\n", "a", "b")]
    [InlineData("a=b<<c\n", "a", "b<<c")]
    [InlineData("a<<X\nb\nX\n", "a", "b")]
    [InlineData("a<<X\nX\n", "a", "")]
    [InlineData("a<<X\nb\r\nc\nX\n", "a", "b\r\nc")]
    [InlineData("a<<X\nb\nX", "a", "b")]
    [InlineData("\n\na<<X\nb=c\nX\n", "a", "b=c")]
    public void An_output_has_a_value(string file, string name, string value) => Assert.Equal(value, RunnerParser.Outputs(file)[name]);

    [Theory]
    [InlineData("a\n")]
    [InlineData("=a\n")]
    [InlineData("<<X\na\nX\n")]
    [InlineData("a<<\nb\n")]
    [InlineData("a<<X\nb\n")]
    [InlineData("a<<X\nb")]
    public void A_malformed_file_fails_the_step(string file) => Assert.Throws<FormatException>(() => RunnerParser.Outputs(file));
}
