using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>Files that were written to break a reader: each gives a clean refusal.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("\"{}\"", null)]
    [InlineData("{", null)]
    [InlineData("{} {}", null)]
    [InlineData("{ \"a\": 1, }", null)]
    [InlineData("{ /* no */ }", null)]
    [InlineData("{ 'a': 1 }", null)]
    [InlineData("{ \"a\": NaN }", null)]
    [InlineData("{ \"a\": 01 }", null)]
    [InlineData("{ \"a\": 1, \"a\": 1 }", "a")]
    [InlineData("{ \"a\": 1, \"\\u0061\": 1 }", "a")]
    [InlineData("{ \"roles\": { \"dev\": { \"title\": \"a\", \"title\": \"b\" } } }", "roles.dev.title")]
    [InlineData("{ \"policies\": [ {}, { \"id\": 1, \"id\": 2 } ] }", "policies[1].id")]
    [InlineData("{ \"a\": \"\\ud800\" }", "a")]
    [InlineData("{ \"a\": [ \"\\udc00\\ud800\" ] }", "a[0]")]
    [InlineData("{ \"a\": { \"\\ud800\": 1 } }", "a")]
    [InlineData("{ \"a\": \"x\\u0000y\" }", "a")]
    [InlineData("{ \"a\": { \"\\u0000\": 1 } }", "a")]
    public void A_text_without_one_meaning_is_refused(string text, string? field)
    {
        Problem problem = Assert.Single(Sample.Read(text).Problems);
        Assert.Equal(("invalid_config", field), (problem.Reason.Id, problem.Field));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample.Least);
        foreach (byte wrong in (byte[])[0x80, 0xC0, 0xED, 0xFF])
        {
            byte[] broken = [.. json];
            broken[Sample.Least.IndexOf("Builds", StringComparison.Ordinal)] = wrong;
            Assert.Equal("roles.dev.mandate", Assert.Single(ConfigurationReader.Read(broken).Problems).Field);
            broken = [.. json];
            broken[Sample.Least.IndexOf("mandate", StringComparison.Ordinal)] = wrong;
            Assert.Equal("roles.dev", Assert.Single(ConfigurationReader.Read(broken).Problems).Field);
        }
    }

    [Fact]
    public void UTF16_is_refused() => Assert.Single(ConfigurationReader.Read(Encoding.Unicode.GetBytes(Sample.Least)).Problems);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Deep_nesting_is_refused(string open, string close)
    {
        static string Nested(int depth, string open, string close) =>
            Sample.With(Sample.Least, "compat", "77").Replace("77", string.Concat(Enumerable.Repeat(open, depth)) + (open == "[" ? string.Empty : "1") + string.Concat(Enumerable.Repeat(close, depth)), StringComparison.Ordinal);
        Assert.Empty(Sample.Read(Nested(60, open, close)).Problems);
        Assert.Single(Sample.Read(Nested(70, open, close)).Problems);
        Assert.Single(Sample.Read(Nested(100_000, open, close)).Problems);
    }

    [Fact]
    public void A_file_beyond_a_mebibyte_is_refused()
    {
        string padding = new(' ', 1024 * 1024 - Encoding.UTF8.GetByteCount(Sample.Least));
        Assert.Empty(Sample.Read(Sample.Least + padding).Problems);
        Assert.Equal("The configuration is larger than 1048576 bytes.", Assert.Single(Sample.Read(Sample.Least + padding + " ").Problems).Message);
    }

    [Fact]
    public void A_mistake_in_every_other_byte_is_told_a_thousand_times()
    {
        string list = string.Join(',', Enumerable.Repeat("0", 1000));
        ConfigurationReading reading = Sample.Read($$"""{ "schema_version": 4, "policies": [{{list}}], "prompts": [{{list}}], "gates": { "g": { "requires_files": [{{list}}] } } }""");
        Assert.Equal(1000, reading.Problems.Count);
        Assert.Equal("project", reading.Problems[0].Field);
    }

    [Fact]
    public void A_long_name_before_many_keys_does_not_multiply()
    {
        string name = new('n', 400_000);
        string json = Sample.With(Sample.Least, "roles.long", "77").Replace("\"long\":77", $"\"{name}\":{{{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"{i}\":1"))}}}", StringComparison.Ordinal);
        ConfigurationReading reading = Sample.Read(json);
        Assert.Equal(1000, reading.UnknownKeys.Count);
        Assert.All(reading.UnknownKeys, key => Assert.InRange(key.Length, 1, 200));
        Assert.All(reading.Problems, problem => Assert.InRange(problem.Message.Length, 1, 400));
        Assert.Contains(reading.Problems, problem => problem.Message.EndsWith("is a name that must not be longer than 128 characters.", StringComparison.Ordinal));
    }

    [Fact]
    public void More_entries_than_anybody_needs_are_refused()
    {
        string Files(int count) => Sample.With(Sample.Least, "gates.g.requires_files", $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"f{i}\""))}]");
        string Gates(int count) => Sample.With(Sample.Least, "gates", $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"g{i}\":{{}}"))}}}");
        Assert.Empty(Sample.Read(Files(1000)).Problems);
        Assert.Equal("gates.g.requires_files must not hold more than 1000 entries.", Assert.Single(Sample.Read(Files(1001)).Problems).Message);
        Assert.Empty(Sample.Read(Gates(1000)).Problems);
        Assert.Equal("gates must not hold more than 1000 entries.", Assert.Single(Sample.Read(Gates(1001)).Problems).Message);
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("runtimes")]
    [InlineData("routing")]
    [InlineData("gates")]
    [InlineData("prompts")]
    [InlineData("hooks")]
    [InlineData("workflow_kit.phases")]
    public void A_name_that_could_become_part_of_a_path_is_refused(string map)
    {
        foreach (string name in (string[])["", " ", ".", "..", "../../x", "a/b", "a\\b", "a\nb", "a\u0085b", new string('x', 129)])
        {
            string json = Sample.With(Sample.Least, map + ".odd", "77").Replace("\"odd\":77", $"{System.Text.Json.JsonSerializer.Serialize(name)}:77", StringComparison.Ordinal);
            Assert.Contains(Sample.Read(json).Problems, problem => problem.Message.Contains(" is a name that ", StringComparison.Ordinal) && problem.Field!.StartsWith(map, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("a/b c/d.e", null)]
    [InlineData(".planning/PM_SIGNOFF.md", null)]
    [InlineData("...a/.gitignore", null)]
    [InlineData("ünïcode/文.md", null)]
    [InlineData("a/.github/x", null)]
    [InlineData("", "must name a file")]
    [InlineData("/etc/passwd", "must be relative to the project")]
    [InlineData("C:/x", "must be relative to the project")]
    [InlineData("c:x", "must be relative to the project")]
    [InlineData("..", "must stay inside the project and do without . and ..")]
    [InlineData("a/../b", "must stay inside the project and do without . and ..")]
    [InlineData("a/..", "must stay inside the project and do without . and ..")]
    [InlineData("./a", "must stay inside the project and do without . and ..")]
    [InlineData("a/.. /b", "must stay inside the project and do without . and ..")]
    [InlineData("a/.../b", "must stay inside the project and do without . and ..")]
    [InlineData("a//b", "must not hold an empty part")]
    [InlineData("a/", "must not hold an empty part")]
    [InlineData(".git", "must not lie under .git")]
    [InlineData(".git/config", "must not lie under .git")]
    [InlineData(".GIT/config", "must not lie under .git")]
    [InlineData("sub/.Git/x", "must not lie under .git")]
    [InlineData(".git./x", "must not lie under .git")]
    [InlineData(".git /x", "must not lie under .git")]
    [InlineData("git~1/x", "must not lie under .git")]
    [InlineData("a\\b", "must not hold a backslash or a control character; the parts of a path have '/' between them")]
    [InlineData("a\nb", "must not hold a backslash or a control character; the parts of a path have '/' between them")]
    [InlineData("a\u009Fb", "must not hold a backslash or a control character; the parts of a path have '/' between them")]
    [InlineData(".g\u200Cit/x", "holds a character nobody can see: U+200C ZERO WIDTH NON-JOINER")]
    public void Paths_stay_inside_the_project_and_away_from_git(string path, string? fault) => Assert.Equal(fault, ConfigurationPath.Fault(path));

    [Fact]
    public void Every_path_of_the_format_is_held_to_it()
    {
        foreach (string place in (string[])["gates.g.requires_files[0]", "workflow_kit.phases.build.artifacts[0].path", "prompts.dev", "files.talk", "files.history", "files.state"])
        {
            string json = Sample.With(Sample.Least, ("gates", "{\"g\":{\"requires_files\":[\"a\"]}}"), ("workflow_kit", "{\"phases\":{\"build\":{\"artifacts\":[{\"path\":\"a\"}]}}}"), (place, "\"../x\""));
            Assert.Equal(place, Assert.Single(Sample.Read(json).Problems).Field);
        }
    }
}
